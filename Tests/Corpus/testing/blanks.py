"""Forms, letters and lists before anybody has filled them in."""
from testing.telling import EXPORT, FORM, PROSE, TABLE, negative


@negative("blank-support-plan", FORM)
def support_plan(t):
    """An individual plan with nothing on it."""
    fields = t.some(8, 11, "Name:", "D.O.B.:", "UPN:", "Class teacher:", "Area of need (C&L / C&I / SEMH / S&P):", "Date of plan:",
        "Review:", "Medical:", "What the child says:", "What parents say:", "Reading age at start:", "Reading age at end:",
        "Outside agencies:")
    return t.document("# " + t.pick("Individual support plan", "SEN support plan",
        "My plan"), t.lines(*[f"{f} {t.pick('……………………', '__________', '')}" for f in fields]), tables=[(["Target", "How", "Who and when",
        "Met?"], [["", "", "", ""] for _ in range(3)])], after=["Signed (parent) ................ (pupil) ................"])


@negative("blank-concern-form", FORM)
def concern_form(t):
    """The pink sheet for worries, with advice on the back."""
    return t.document("# " + t.pick("Cause for concern", "Logging a concern about a child",
        "Yellow form"), t.lines(*t.some(7, 9, "Full name of child", "Class / form", "Date and time of incident", "Your name and role",
        "What did you see or hear? Use the child's own words.", "Body map used? Y / N", "Any earlier injuries?", "Action by DSL",
        "Feedback given on", "Referral to MASH: Y / N")), t.mix(2, 3, "Do not investigate.", "Do not photograph an injury.",
        f"Give this to {t.school.dsl.formal} by hand; do not put it in a tray.", "Fact first, opinion second and called so."))


@negative("blank-suspension-letter", PROSE)
def suspension_template(t):
    """The model letter with brackets."""
    o, c = t.pick(("[", "]"), ("<<", ">>"), ("{", "}"))
    child, parent = f"{o}Child's name{c}", f"{o}Parent{c}"
    return t.document(f"""
    {t.maybe("MODEL LETTER 2")}

    Dear {parent}

    I am writing to inform you of my decision to suspend {child} for a fixed period of {o}number{c} days from {o}date{c}. {t.mix(3, 5, f"I realise that this may well be upsetting for you and your family, but the decision has not been taken lightly.",
        f"{child} has been suspended because {o}reason{c}.",
        f"You have a duty to see that {child} is not in a public place in school hours.",
        f"Work will be set; please return it to {o}teacher{c} for marking.",
        f"You may make representations to the governing board through the clerk, {o}name{c}.",
        f"If you think that this relates to a disability {o}he/she/they{c} has, you may appeal to the tribunal.",
        "Delete as needed: reduced timetable / report card / PRU place.")}

    | Yours sincerely
    | {o}Head's name{c}
    """)


@negative("blank-mail-merge", PROSE)
def mail_merge(t):
    """A letter about absence before the fields are merged."""
    return t.document(f"""
    | «Parental_Salutation»
    | «Address_Block»

    {t.pick("Re", "Pupil")}: «Forename» «Legal_Surname» («Reg_Group»)   DOB «DOB»   UPN «UPN»

    Dear «Parental_Salutation»

    {t.mix(3, 4, "«Forename»'s attendance is «Att_Pct»%, with «Unauth» unauthorised sessions.",
        "I am worried about the effect on «HisHer» learning.", "If «HeShe» has a medical condition please send evidence.",
        "Unless there is a change within four weeks I shall refer «Forename» to the education welfare service.",
        "We should like to see you and «Forename» on «Meeting_Date».")}

    {t.school.head.name}
    """)


@negative("blank-import-columns", EXPORT, formats=("csv", "xlsx", "csv-utf16", "ods", "csv-cp1252", "zip:csv"))
def import_columns(t):
    """What an import expects: column names, their formats, no pupil."""
    rows = t.some(8, 12, ["UPN", "text 13", "yes", "check letter is verified"], ["Forename", "text 60", "yes",
        "legal first name"], ["Surname", "text 60", "yes", ""], ["DOB", "DD/MM/YYYY", "yes", "must be in the past"], ["Gender", "M/F",
        "yes", ""], ["SEN status", "E/K/N", "no", "N if blank"], ["SEN need", "code", "no", "MLD, SPLD, ASD …"], ["FSM eligible", "Y/N",
        "no", ""], ["Ethnicity", "4 letter code", "no", "WBRI, APKN …"], ["Parent mobile", "07…", "no", ""], ["Medical note", "text 500",
        "no", "shown to first aiders"], ["ULN", "10 digits", "no", "validated modulo 11"], ["Exclusions", "integer", "no",
        "this year only"])
    return t.document(tables=[(["Field", "Format", "Required", "Remarks"], rows)])


@negative("blank-consent-slip", FORM)
def consent_slip(t):
    """A letter about a trip with a slip to cut off."""
    return t.document(f"""
    Dear parents and carers

    Year {t.number(1, 9)} will visit {t.pick("the Roman baths", "the zoo", "Whitby", "the Science Museum",
        "a mosque and a synagogue")} on {t.day()} {t.date("%d %B")}. {t.mix(2, 4, f"The cost is £{t.number(4, 28)}.50, and nobody is left behind for want of money.",
        "Children need a packed lunch; those with free meals may order one.", "Inhalers and adrenaline pens come with us.",
        "Please tell us of travel sickness.", f"{t.adult().formal} leads, with {t.adult().formal}.")}

    | - - - - - - - - - - - -
    | Child's name ______________  Class ____
    | Medical needs / allergies ______________
    | Emergency number ______________
    | I do / do not allow my child to be given paracetamol. Signed ______________
    """)


@negative("blank-reference-form", FORM)
def reference_form(t):
    """Questions to a referee about a candidate not named."""
    return t.document("# Reference request", t.lines("Candidate: ____________", "Post: " + t.pick("Midday supervisor",
        "Teacher of German", "Site assistant"), *t.some(6, 8, "How long and in what capacity have you known the candidate?",
        "Days of sickness in the past two years (do not answer before an offer)",
        "Has the candidate been the subject of disciplinary or capability procedures, or of a safeguarding allegation?", "Current salary",
        "Reason for leaving", "Do you know of any reason why he or she should not work with children?",
        "Would you employ the candidate again?", "Relationship with pupils: weak / sound / good / outstanding",
        "Signature, position, school stamp")))


@negative("blank-comment-bank", PROSE)
def comment_bank(t):
    """Sentences to choose from for reports."""
    return t.document("# " + t.pick("Comment bank", "Report phrases",
        "Sentences you may use"), "\n\n".join(t.some(8, 12, "N has made outstanding progress in reading and is working at greater depth.",
        "N finds it hard to settle and is easily led by others.", "N's attendance has been a worry, and it shows in ***his/her*** maths.",
        "XXX is a kind friend who helps those who are new.",
        "N has been on the SEN register since Year 2 and has responded well to phonics.", "N would do better to ask before giving up.",
        "N's handwriting is now joined.", "N's behaviour at lunchtime must improve.", "XXX has coped well with a difficult year at home.",
        "It has been a joy to teach N; I wish ***him/her*** well in Year 5.", "N's target is to learn the eight times table.",
        "N wears glasses and needs reminding.", "N's predicted grade is [ ] and the target grade is [ ].")))


@negative("blank-interview-questions", PROSE)
def interview_questions(t):
    """For interviewing a teacher."""
    return t.document("# Questions for the panel",
        t.lines(*[f"{i}. {q}" for i, q in enumerate(t.some(6, 8, "A child says at the end of the day that she does not want to go home. What do you do?",
        "A boy with autism throws a chair. Talk us through the next five minutes.",
        "A parent shouts at you at the gate about her son's reading.", "You smell alcohol on a colleague.",
        "What does good marking look like in Year 3?", "Why did you leave your last post?",
        "You will have 32 pupils, nine with SEN and four whose families are seeking asylum. How do you plan?",
        "Is there anything in your past that might embarrass the school?",
        "Tell us of a child whose life you changed, without a name."), 1)]), t.maybe("Score 0 to 4. Notes are shredded after six months."))


@negative("blank-care-handbook-form", FORM)
def care_form(t):
    """A healthcare plan with a specimen to show how, in nobody's name."""
    return t.document("# Individual healthcare plan – how to fill it in",
        t.lines(f"Name of child: {t.pick('A. N. Other (specimen)', 'Joe Bloggs', 'NAME HERE')}", "Date of birth: dd/mm/yyyy", *t.pick(
        ("Condition: e.g. type 1 diabetes", "Triggers: e.g. missed snack, PE", "What an emergency looks like: e.g. pale, sweating, cross",
            "What to do: e.g. 100 ml of juice, wait 10 minutes, test"),
        ("Condition: e.g. asthma", "Triggers: e.g. cold air, cats", "What an emergency looks like: e.g. cannot finish a sentence",
            "What to do: e.g. ten puffs, 999"),
        ("Condition: e.g. epilepsy", "Triggers: e.g. tired, flashing lights",
            "What an emergency looks like: e.g. longer than five minutes",
            "What to do: e.g. buccal midazolam if prescribed")), "Medication and dose: as on the label, never from memory",
            "Family contact 1: name, relationship, telephone", "GP: name, surgery"), t.mix(1, 4, t.pick("The school nurse signs it.",
            "Ask the nurse to check."), "Review each September.", "Delete the examples before you begin.", "Parents keep a copy.",
            "One page is enough."))


@negative("blank-register-sheet", TABLE)
def register_sheet(t):
    """A sheet for a club with numbered empty lines."""
    columns = t.told(5, 8, "Name", "Class", "Mon", "Tue", "Wed", "Thu", "Fri", "Collected by", "Allergy", "Paid", "Phone")
    return t.document(t.pick("After-school club", "Choir", "Homework club", "Sign in") + f", half term {t.number(1, 6)}, {t.school.short}",
        tables=[(["", *columns], [[i] + [""] * len(columns) for i in range(1, t.number(12, 30))])],
        after=["/ present, O absent, L late, M medical"])
