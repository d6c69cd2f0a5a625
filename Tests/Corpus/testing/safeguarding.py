"""What the designated safeguarding lead keeps, and what others tell her."""
from testing.telling import (
    ATTAINMENT, BEHAVIOUR, CHAT, FAMILY, FORM, IDENTITY, MAIL, MEDICAL, PROSE, SAFEGUARDING, TABLE, cap, positive, she,
)


@positive("dsl-call-from-social-care", PROSE, SAFEGUARDING, FAMILY)
def call_from_social_care(t):
    """A telephone call written down straight afterwards."""
    p = t.pupil()
    return t.document(f"""
    {t.pick("T/C", "Phone call", "Rang back")} {t.date()} {t.time()} — {t.pick("duty desk", "MASH", "allocated SW (Denise)",
        "out of hours")}. {t.pick(p.name, "Re " + p.surname, p.forename + " & siblings")}.

    {t.mix(4, 6,
        f"Police went to the address last night, neighbours heard screaming.",
        f"{p.forename} was in the hall in pyjamas holding the baby.",
        f"Mum has a fractured cheekbone, {t.pick('dad', 'the boyfriend', 'her ex')} was arrested and is bailed not to come within 100 metres.",
        f"They do not know yet that {p.he} heard it all, so we let {p.him} bring it up.",
        f"I said attendance is {t.number(70, 94)} and that {p.he} has started falling asleep on the carpet.",
        f"Strategy meeting {t.day()} at {t.time(9, 14)}, I am to go or send {t.school.senco.forename}.",
        f"They asked if {p.he} has ever said {p.he} is frightened. I told them about the drawing.")}

    Told: {t.pick("class teacher only",
        "head, " + t.adult().forename, "nobody yet")}. {t.maybe("Hold the door code. ")}{t.maybe("Follow up in writing tomorrow.")}
    """, people=1)


@positive("dsl-and-head-texting", CHAT, SAFEGUARDING)
def texting(t):
    """A handful of messages that say little and tell everything."""
    p = t.pupil()
    a, b = t.adults(2)
    return t.document(t.lines(*[f"{t.rng.choice((a, b)).forename}: {t.slips(line, 0.012)}" for line in t.told(5, 8,
        t.pick(f"its {p.forename} again",
            f"you still in school? {p.forename} is with me"), f"{p.his} arm. says {t.pick('he fell', 'she fell', 'the dog')}, different story to {t.day()}",
        "photo? NO dont take one, body map", "have rung, 40 mins on hold",
            f"{p.he} doesnt want to go home. sat with {t.pick('the guinea pig', 'Lyn in the office', 'me')}",
        f"{t.pick('mum', 'stepdad')} is outside revving", f"keep {p.him} til they call back. ill stay",
        f"{t.pick('the little one in nursery', 'sister in ' + p.form)} too?", "ok EDT are coming out",
            f"we should have seen this in {t.pick('October', 'March')}")]), people=1)


@positive("dsl-conference-report", PROSE, SAFEGUARDING, FAMILY, BEHAVIOUR, ATTAINMENT)
def conference_report(t):
    """The school's report to a child protection conference."""
    p = t.pupil()
    return t.document(f"""
    # Report of {t.school.name} to the {t.pick("initial", "review")} conference on {t.long_date()}

    {t.pick("Children", "Family")}: {p.name} ({p.dob:%d/%m/%Y}), {t.pick("and an unborn baby", "no siblings at this school",
        "brother in Nursery")}

    {t.paragraphs(4, 5,
        f"How long known: {p.forename} joined us in {t.pick('Reception', 'Year 2', 'the middle of last year')}, {p.his} {t.pick('second', 'third', 'fourth')} school.",
        f"Physical care: {p.he} comes in the same jumper for days. We wash it here. Head lice since {t.pick('May', 'the autumn')}. {cap(p.his)} lunchbox has held {t.pick('crisps only', 'nothing', 'last night’s chips')}.",
        f"Attendance {t.number(55, 90)}.{t.number(0, 9)}%. Learning: two years behind in reading and catching up quickly when {p.he} is here.",
        f"Parents: {p.parents[0].formal} is warm with {p.him} and comes when called. On {t.number(2, 5)} mornings staff smelt alcohol. {cap(she(p.parents[0]))} has told us about years in care.",
        f"{p.forename} says: 'I get {p.parents[0].relation.lower()} her tea and put the chain on.'",
        f"Our view of risk: {t.pick('7 of 10; the plan should go on', 'we are more worried than we were in spring', '4, much better since Grandma moved in')}.")}

    Written by {t.pick(t.school.dsl.name, t.adult().name)}; shared with the family on {t.day()}{t.maybe(", mother in tears, thanked us")}.
    """, people=1)


@positive("looked-after-pep", FORM, SAFEGUARDING, ATTAINMENT, FAMILY, IDENTITY)
def pep(t):
    """A personal education plan of a child in care."""
    p = t.pupil()
    return t.document("# " + t.pick("PEP", "Personal Education Plan", "Virtual school: termly PEP"), t.lines(*t.told(8, 11,
        f"Young person {p.name}", f"Legal status {t.pick('S20', 'full care order s31', 'interim order')}", f"Born {p.born(t.rng)}",
            f"Carers {t.adult().formal} ({t.pick('kinship', 'agency foster', 'residential home')})",
        f"Placement number {t.number(2, 9)} since {t.number(2016, 2023)}", f"Social worker {t.adult().name}, {t.phone()}",
            f"Contact with birth mum {t.pick('letterbox', 'monthly, supervised', 'none at present')}",
        f"Working at {t.pick('WTS reading, EXS maths', 'grade 3 English', 'P scales')}",
            f"Strengths: {p.he} {t.pick('mends bikes', 'sings', 'looks after the little ones')}",
        f"PP+ spent on {t.pick('guitar', 'tutor £560', 'laptop', 'boxing')}",
            f"Upset by {t.pick('Mothers Day cards', 'locked doors', 'men shouting')}", f"UPN {p.upn}",
        f"My view: {t.pick('stop taking me out of lessons for meetings', 'I want to see my sister', 'its alright')}")), people=1)


@positive("teaching-assistant-disclosure", PROSE, SAFEGUARDING)
def disclosure(t):
    """What a child said, word for word, by somebody who was not ready for it."""
    p = t.pupil()
    ta = t.adult()
    return t.document(t.slips(f"""
    {t.pick("I was", "We were", "I had been")} {t.pick("helping with zips at home time", "reading with the green group",
        "in the dinner hall", "painting")} when {t.pick(p.forename, p.name, p.preferred)} said {t.pick("out of nowhere", "very quietly",
        "without looking at me")}
    "{t.pick("he comes in when mum is at bingo", "Uncle Shaun has a secret game", "we sleep in the car now",
        "my belly hurts where he kicked it", "mummy takes the special medicine and wont wake up")}".

    {t.mix(3, 5, f"I said thank you for telling me and I did not ask anything else except 'can you tell me more about that?'",
        f"{cap(p.he)} said 'I'm not allowed' and went back to {t.pick('the glue', p.his + ' chips', 'the book')}.",
        f"I noticed {p.he} had wet {p.his} tights." if p.sex == "F" else f"I noticed {p.he} had wet {p.his} trousers.",
            f"After a bit {p.he} said 'don't tell, or the police take me'.",
        f"I told {t.school.dsl.formal} at {t.time(9, 15)}, straight away.",
            f"I have not spoken to anyone else. I feel sick writing this.", f"{cap(p.he)} asked if {p.he} could stay at school for tea.")}

    | {ta.name}, {ta.role}
    | {t.date()} {t.time()}
    """, 0.005), people=1)


@positive("dsl-file-transfer-receipt", FORM, SAFEGUARDING, IDENTITY)
def file_transfer(t):
    """A receipt for the files of a few children that went to another school."""
    pupils = t.pupils(t.number(1, 4))
    return t.document(f"{t.pick('RECEIPT – child protection file', 'Transfer of safeguarding records')}", t.lines(
        f"From: {t.school.name}", f"To: {t.pick('Harrow Bank Academy', 'the DSL, St Jude’s', 'Westcote High')}",
            *[f"{p.listed} DOB {p.dob:%d.%m.%Y} – {t.pick('1 blue file', '2 volumes', 'electronic only')}, {t.pick('CP plan ended', 'CIN, open', 'early help closed', 'concerns only')}" for p in pupils]),
        f"Handed over by {t.school.dsl.name} and signed for on {t.date()}. {t.maybe('Please return the slip.')}", people=len(pupils))


@positive("early-help-family-meeting", PROSE, SAFEGUARDING, FAMILY, MEDICAL)
def family_meeting(t):
    """A team around a family sits down together; scrappy minutes."""
    p, q = t.pupils(2)
    q.surname = p.surname
    return t.document(f"""
    {t.pick("TAF", "TAC", "Team around the family")} no {t.number(2, 6)}, the {p.surname} {t.pick("family",
        "children")}. {t.date("%d %b")}. {t.pick("Mum came with her sister.", "Dad dialled in from work.",
        "Parents late, started without.")}

    {t.paragraphs(3, 4,
        f"{p.forename} ({p.form}): {t.pick('calmer', 'still not eating lunch', 'two exclusions')}. {cap(p.he)} likes the mentor. {t.pick('CAMHS wait now 14 months.', 'Counselling done, 6 of 6.')}",
        f"{q.forename}: nursery say speech is coming on. Health visitor is not happy with weight. {t.pick('Missed two eye clinics.', 'Bottle at night, teeth out in May.')}",
        f"House: damp in both bedrooms, letter from {t.pick('school', 'GP')} to housing. {t.pick('£2,100 behind with rent.', 'Boiler mended at last.')}",
        f"{p.parents[0].forename} on new tablets and sleeping. Wants to do the parenting course but not with {t.pick('her ex', 'a crèche full of people she knows', 'a man running it')}.",
        f"Worry from school: who is the man in the flat? {p.parents[0].forename} says a lodger.")}

    Scale: mum {t.number(3, 8)}, school {t.number(2, 7)}. {t.pick("Step down in June if all well.", "Lead stays with school.",
        "Step UP agreed, referral by Friday.")}
    """, people=2)


@positive("police-night-notice", MAIL, SAFEGUARDING, FAMILY)
def night_notice(t):
    """A notice before school that there was an incident at a pupil's home."""
    p = t.pupil()
    return t.document(f"""
    {t.pick("Dear DSL", "Good morning", "For the key adult only")}

    Officers attended {t.pick("a domestic incident", "a report of domestic abuse",
        "an incident")} at {p.address}, {p.postcode} at {t.pick("23.40", "02.15", "19:50")} on {t.day()}.

    {t.pick("Child present", "Children in household")}: {p.name}, {p.dob:%d/%m/%Y}. {t.pick(f"{cap(p.he)} was asleep.",
        f"{cap(p.he)} rang 999.", f"Not spoken to by officers.")}

    {t.mix(1, 3, "The male was arrested.", "Both parties had been drinking.",
        f"{p.forename} may be tired or without {p.his} uniform today.", "Silent support only. Do not raise it with the parents.",
        "A referral has been made to Children's Services.")}
    """, people=1, mail=("notifications@police.example", f"dsl@{t.school.domain}", t.pick("Notification",
        "OE 0" + t.digits(4), "Incident overnight")))


@positive("online-safety-incident", PROSE, SAFEGUARDING, BEHAVIOUR, phase="secondary")
def online_incident(t):
    """A head of year pieces together what went round on the phones."""
    p, q, r = t.pupils(3)
    return t.document(f"""
    {t.pick("What we know so far", "Timeline", "Snapchat thing")} ({t.day()}, {t.time()})

    {t.paragraphs(3, 4,
        f"{p.name} sent a picture of {p.him}self to {q.forename} {q.surname} in {t.pick('the holidays', 'February')}. They were going out then.",
        f"On Sunday {q.forename} put it in the {t.pick('football', 'year 9', 'bus')} group. {r.forename} {r.surname[0]} screenshotted it. It is all over {r.form}.",
        f"{p.forename} came to find me before registration. {cap(p.he)} had been sick. {cap(p.he)} has said more than once that {p.he} cannot go home and I have not left {p.him} alone.",
        f"{q.surname}'s phone is in the safe, switched off, nobody has looked. Dad is coming at {t.time(12, 14)} and is already talking about lawyers.",
        f"Police say no further action for {p.forename}; officer will talk to the {t.pick('boys', 'other two')}.")}

    | {t.pick("To do",
        "Next")}: tell {t.school.dsl.forename}; isolate {q.initials} and {r.initials} in separate rooms; {t.pick("counsellor",
        "nurse")} for {p.forename} {t.pick("p4", "today", "before lunch")}.
    """, people=3)


@positive("injury-log-rows", TABLE, SAFEGUARDING, MEDICAL)
def injury_log(t):
    """Marks that staff have seen, with dates and where."""
    pupils = t.pupils(t.number(3, 8))
    rows = [[t.date(), p.short if t.number(0, 1) else p.name, t.pick("L forearm", "back of R knee", "cheek", "both shins",
        "ear"), t.pick("4 round bruises, yellow", "scald, healing", "graze 2cm", "bite? small", "linear mark"),
             t.pick("says trampoline", "wouldn't say", "'Daddy's ring'", "fell off bike, mum confirms",
                 "brother"), t.adult().initials] for p in pupils for _ in range(t.number(1, 3))]
    return t.document(tables=[(["Date", "Child", "Where", "What was seen", "What child said", "Seen by"], rows)], people=len(pupils))


@positive("supervision-session", PROSE, SAFEGUARDING)
def supervision(t):
    """A DSL's own notes of supervision: surnames, first names, doubts."""
    pupils = t.pupils(t.number(3, 5))
    thoughts = [t.pick(
        f"{p.surname} – am I letting this drift? Mum says the right things. {p.forename} flinched when I moved the chair.",
        f"{p.forename} {p.surname}: closed to CSC, I disagree, escalate. I keep thinking of {p.his} hands.",
        f"The {p.surname} {t.pick('girls', 'boys', 'twins')}. Grandad is out in June. Nobody has told the school that on paper.",
        f"{p.name} ok. Foster placement holding, {p.he} laughed in assembly.",
        f"{p.forename} in {p.form} – FGM risk, flights booked for {t.pick('July', 'Easter')}, aunt let it slip. Rang. Protection order applied for.",
        f"{p.preferred}. self harm, razor from a sharpener. Asked me not to tell mum. I told mum.") for p in pupils]
    return t.document(t.pick("Supervision",
        "Reflection") + t.date(" %d/%m"), "\n\n".join(thoughts), t.maybe("For me: sleep, walk at lunch, hand two cases to " + t.adult().forename + "."), people=len(pupils))


@positive("home-visit-note", PROSE, SAFEGUARDING, FAMILY, BEHAVIOUR)
def home_visit(t):
    """Two members of staff knock on a door."""
    p = t.pupil()
    return t.document(f"""
    {t.pick("Visited", "Called at")} {p.address} {t.day()} {t.time(9, 14)} with {t.adult().forename}{t.maybe(", no answer at first")}.

    Curtains shut, telly on. {t.mix(5, 7,
        f"{p.forename} opened the door {t.pick('in his coat', 'in yesterday’s uniform') if p.sex == 'M' else 'in her coat'}.",
            f"{p.parents[0].forename} was on the sofa under a blanket and stayed there.",
        f"{cap(she(p.parents[0]))} said it was a cold, {p.forename} said it was to mind {p.parents[0].forename}.",
            f"No food in the fridge that I could see. A lot of cans.", f"The dog is very thin.",
        f"{p.forename} showed me {p.his} room: mattress, no sheet, and a shelf of library books in order of size.",
            f"Older lad, about 19, would not give a name.", f"We brought {p.him} back with us and gave {p.him} toast.")}

    {t.pick("Logged.", "Passed on by 12.", "Ringing EWO now.")}
    """, people=1)
