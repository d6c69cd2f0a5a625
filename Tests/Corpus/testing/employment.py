"""What a school keeps about those who work there."""
from testing.telling import CHAT, FORM, MAIL, PROSE, SAFEGUARDING, STAFF, TABLE, positive


@positive("absence-return-talk", PROSE, STAFF)
def return_talk(t):
    """A talk after sick leave."""
    a, b = t.adults(2)
    return t.document(f"""
    {t.pick("Return to work", "RTW", "Back-to-work chat")}: {a.name} with {b.forename}, {t.date()}

    {t.mix(4, 6, f"{a.forename} was off for {t.number(3, 60)} days.",
        f"It was put down as {t.pick('a virus', 'back pain', 'stress')} but {a.forename} said that it was {t.pick('a second miscarriage', 'depression, and tablets that take weeks to work', 'drink, and a bad month')}.",
        "Fit note says phased, mornings only.",
        "This is the fourth absence in a rolling year and has hit the trigger.", "No playground duty until the physio signs off.",
            f"{a.forename} is frightened of {t.pick('the bottom set', 'the next observation', 'the deputy')}.",
            "Asked not to tell the team; agreed.", "Counselling number given.")}

    {t.pick("Review in four weeks.", "HR to be told of the date only.", "Signed by both.")}
    """, people=1)


@positive("lesson-visit-feedback", PROSE, STAFF)
def lesson_visit(t):
    """What a line manager thought of a lesson, to a named teacher."""
    a, b = t.adults(2)
    return t.document(f"""
    {t.pick("Dear", "Hi")} {a.forename}

    {t.pick("Thank you for having me in with 4C.", "I said I would put it in writing.",
        "My notes from today's drop-in.")} {t.mix(3, 5, "The relationships are warm.",
        "Too many of them had nothing to do for the first twelve minutes.", "Your subject knowledge slipped on equivalent fractions.",
        "This is not yet good enough, as we have said before.", "You raised your voice three times.",
        "I can see you are tired and I worry.", "The marking has not been done since September.")}

    {t.pick("As this is the second time", "Because of where we are with your targets",
        "For your ECT file")}, I shall {t.pick("come again on " + t.day(), "start an informal support plan of six weeks",
        "not be able to recommend pay progression this year")}. {t.maybe("You may bring your union rep.")}

    | {b.forename}
    """, people=1)


@positive("central-record-rows", TABLE, STAFF)
def central_record(t):
    """Checks of every adult on the premises."""
    staff = t.adults(t.number(8, 26))
    rows = [[s.name, s.role, f"{s.dob:%d/%m/%Y}", f"001{t.digits(9)}", t.date(), t.pick("✓", "✓", "n/a"), t.pick("✓",
        "seen passport"), t.pick("", "Nigeria police check", "s128", "risk assessed pending DBS")] for s in staff]
    return t.document(tables=[(["Name", "Post", "DOB", "DBS no", "Seen on", "Barred", "R2W", "Overseas / other"], rows)], people=len(staff))


@positive("payroll-changes", TABLE, STAFF)
def payroll_changes(t):
    """This month's changes for the payroll bureau."""
    staff = t.adults(t.number(4, 12))
    rows = [[s.payroll, s.name, s.ni, s.salary, t.pick("sick half pay", "+4 hrs", "maternity", "left", "spine pt 7",
        "deduct 2 days strike", "attachment of earnings")] for s in staff]
    return t.document(tables=[(t.pick(["No", "Employee", "NI", "FTE £", "Change"], ["Payroll", "Name", "NINO", "Salary",
        "What"]), rows)], people=len(staff))


@positive("teacher-reference", PROSE, STAFF)
def teacher_reference(t):
    """A head on somebody who wants to leave."""
    a = t.adult()
    return t.document(f"""
    {t.pick("In confidence", "Private", "")}

    {a.name} {t.pick("has asked me to write", "has given my name")} for the post of {t.pick("Year 4 teacher", "HLTA", "assistant head",
        "cover supervisor")}. {t.paragraphs(2, 3,
        f"{a.formal} has worked here since {t.number(2009, 2023)}. Children run to school for {a.forename}, and I should be sorry to lose a natural.",
            f"There have been {t.number(6, 40)} days of sickness in two years, most of them after a bereavement.",
        f"I must tell you that there was a written warning in {t.number(2021, 2025)} for turning up late. It is spent, and I would not have mentioned it if you had not asked.",
            f"I know of no reason why {a.forename} should not work with children.", "Planning is thin; everything else is not.")}

    | {t.school.head.name}, {t.long_date()}
    """, people=1)


@positive("grievance-mail", MAIL, STAFF)
def grievance(t):
    """One member of staff about another."""
    a, b = t.adults(2)
    return t.document(f"""
    {t.pick("Dear", "Hello")} {t.school.head.forename}

    {t.pick("I did not want to have to write this.", "Please treat this as formal.",
        "My union told me to put it on paper.")} {t.mix(3, 5, f"{b.formal} has again spoken to me in front of the children as if I were one.",
        f"On {t.day()} {b.forename} said that people 'like me' go off sick when it suits them.",
        "Since I came back from maternity leave my days have been changed three times.",
        "I have not slept and my GP has signed me off with anxiety from tomorrow.", f"{b.forename} reads my e-mails, I am sure of it.",
        "I am the only Black member of the team and I have had enough.")}

    | {a.name}
    | {a.role}
    """, people=2, mail=(a.email, t.school.head.email, t.pick("Grievance", "In confidence", b.forename)))


@positive("occupational-health", FORM, STAFF)
def occupational_health(t):
    """A referral to a doctor of work."""
    a = t.adult()
    return t.document("# " + t.pick("OH referral", "Management referral",
        "Fit for work?"), t.lines(f"Employee {a.name}, born {a.dob:%d/%m/%Y}", f"Job {a.role}, {t.number(12, 37)} hours",
        f"Home {t.home()}",
        f"Off since {t.date()} with {t.pick('sciatica', 'work-related stress', 'breast cancer treatment', 'long Covid')}"),
        f"Please tell us {t.mix(2, 3, 'when a return is likely,', 'whether the Equality Act is engaged,', 'if the classroom on the second floor is a problem,', 'whether the tablets affect driving the minibus,')} and what we could do. {a.forename} has {t.pick('agreed', 'agreed, with tears', 'seen this form')}.", people=1)


@positive("expecting-letter", PROSE, STAFF)
def expecting(t):
    """Somebody tells the head that she is pregnant."""
    a = next(s for s in t.adults(40) if s.title != "Mr")
    return t.document(f"""
    Dear {t.school.head.forename}

    {t.pick("I wanted you to know before the rumours.", "Happy news, and a bit of admin.",
        "As I said in the corridor!")} I am {t.number(12, 24)} weeks and due {t.pick("on 3 June", "at the end of May",
        "in the second week of term")}. {t.mix(2, 4, "After the last two times we did not dare tell anybody.",
        "My blood pressure is up and I am to have no lifting.", "I should like to start my leave at Easter and take the full year.",
        "Please do not tell the parents yet.", "I shall need Tuesday mornings for the clinic.", "MATB1 to follow.")}

    | {a.name}
    | {a.role}
    """, people=1)


@positive("investigation-interview", PROSE, STAFF)
def investigation(t):
    """Questions and answers in a disciplinary investigation."""
    a, b = t.adults(2)
    turns = t.some(4, 6, ("Tell me about the night of the staff party.",
        "I had four glasses. I drove. I know."), ("Who else knew the password?",
        "Everyone. It is on the whiteboard in the office."), ("Is this your signature on the petty cash slip?",
        "It looks like mine. £140, no, I never had that."),
        ("Did you message a sixth former?", "Once. About the bus. I deleted it because I panicked."), ("Why did you not report it?",
            "I was told the last time that I was making trouble."), ("How is your health?",
            "I am on sertraline, since March. My wife left."), ("Have you anything to add?", "Only that I love this job."))
    return t.document(f"Interview of {a.name} ({a.role}) by {b.name}, {t.date()}, note taker {t.adult().name}",
        t.lines(*[x for q, r in turns for x in (f"{b.initials} {q}", f"{a.initials} {r}")]), people=1)


@positive("low-level-concern", PROSE, STAFF, SAFEGUARDING)
def low_level_concern(t):
    """Something small about a colleague, written down as it should be."""
    a, b = t.adults(2)
    return t.document(f"""
    {t.pick("I feel silly reporting this but", "Not sure if this counts;",
        "As per the training:")} {t.pick(b.name, b.formal)} {t.pick("had a Year 5 girl on his lap at story time",
        "took a photo of the class on a private phone", "gave one of the lads a lift home after football",
        "calls a child 'gorgeous' and only that one",
        "messaged a pupil's mother at eleven at night") if b.title == "Mr" else t.pick("took a photo of the class on a private phone",
        "gave one of the lads a lift home after football", "messaged a pupil's dad at eleven at night", "smelt of wine at the gate")}.

    {t.mix(1, 3, f"I said something and {b.forename} laughed.", "It is the second time I have seen it.",
        "I do not think there was anything bad meant.", f"{b.forename} is going through a divorce.", "The door was open all the time.")}

    | {a.forename} {a.surname[0]}, {t.day()}
    | {t.pick("Head: spoken to, reminded of the code, kept on file.", "LADO consulted, no further action.", "HR told.")}
    """, people=1)


@positive("rota-trouble", CHAT, STAFF)
def rota_trouble(t):
    """The deputy sorts cover and says too much about why."""
    a, b, c = t.adults(3)
    return t.document(t.lines(*[t.slips(x) for x in t.some(4, 6, f"{a.forename} {a.surname} off again, IVF didnt take, keep it quiet",
        f"{b.forename} has covid AND a tribunal date, great", f"cant use {c.formal}, final warning and union says no cover",
        f"who told {b.surname} about {a.forename}'s scan??", f"supply is £{t.number(190, 260)} a day, not for {c.forename}'s hangover",
        f"ok ill take y4 then. {a.forename} back {t.day()} on half days, occ health letter came",
        f"{c.surname} crying in the stock cupboard, her husband is back inside" if c.title != "Mr" else f"{c.surname} crying in the stock cupboard, wife has left him")]), people=3)
