"""Everyday papers of a school that may lie about: adverts, notices, minutes on drains, newsletters, chats on biscuits."""
from testing.telling import CHAT, MAIL, PROSE, TABLE, negative


@negative("commons-job-advert", PROSE)
def job_advert(t):
    """A post, its pay and its promise of checks."""
    s = t.school
    return t.document(f"""
    # {t.pick("Teaching assistant (1:1)", "Learning support assistant", "Specialist teaching assistant", "Midday supervisor (1:1)")}

    {t.mix(5, 6, f"{s.name} seeks somebody warm and sturdy to support a pupil with complex medical needs.",
        f"Pay: scale {t.number(2, 8)}, £{t.number(11, 38)},{t.digits(3)} a year pro rata.", f"{t.number(12, 37)} hours, term time.",
        "You will help with personal care, feeding and behaviour plans; training is given.",
        "We are committed to safeguarding; an enhanced DBS check and two references are required.",
        f"For a chat ring {s.head.name} on {s.phone}.", "We welcome applicants with a disability.", f"Closing date {t.long_date()}.",
        "The last inspection called pupils' behaviour exemplary.")}
    """)


@negative("commons-premises-minutes", PROSE)
def premises(t):
    """Governors on roofs and drains, each by name."""
    a, b, c, d = t.adults(4)
    return t.document(f"""
    | Premises committee, {t.long_date()}
    | Present: {a.name} (Chair), {b.name}, {c.name}, {t.school.head.name} (Head). Apologies: {d.name}

    {t.paragraphs(3, 5, f"1. The roof over the medical room leaks again. {b.name} has three quotations; the middle one was taken.",
        f"2. {t.school.head.formal} said that the path by the nursery is icy and that somebody had slipped. Grit to be bought.",
        f"3. {c.formal} asked whether the hoist had been serviced. It had, in {t.pick('May', 'January')}.",
        "4. Fire drill: 3 minutes 40. The refuge for wheelchair users needs a sign.",
        f"5. Lettings: the slimming club owes £{t.number(40, 300)}. {a.forename} will be firm.",
        f"6. Asbestos register seen. {d.name} to be thanked for the bench.",
        "7. Behaviour of drivers at the gate. A letter to all parents.")}

    Next meeting in {t.pick("March", "June", "November")}.
    """)


@negative("commons-closure-letter", MAIL)
def closure(t):
    """To every family: snow, a burst pipe, a strike."""
    s = t.school
    return t.document(f"""
    Dear {t.pick("all", "parents and carers", "families")}

    {t.mix(3, 5, f"The school is closed {t.pick('tomorrow', 'on ' + t.day())} because {t.pick('the boiler has died', 'a water main has burst', 'of snow', 'of the strike')}.",
        "Children of key workers and those with an EHC plan or a social worker may come to the hall.",
        "Free school meal vouchers will be sent by text.", "Please check on the neighbours.", "Work is on the platform.",
        "If you are worried about a child's safety ring the council's front door, not the school.",
        "We shall mark everybody Y in the register.")}

    | {s.head.name}
    | Headteacher
    """, mail=(f"office@{s.domain}", f"all-parents@{s.domain}", t.pick("School closed", "Important")))


@negative("commons-newsletter-general", PROSE)
def newsletter(t):
    """Two pages of thanks and dates, without a pupil's name."""
    a, b = t.adults(2)
    return t.document(f"# {t.pick('Friday News', 'The Acorn', 'Head’s letter')}, {t.long_date()}",
        t.paragraphs(5, 7, f"Thank you to everyone who baked. The summer fair made £{t.number(300, 3000)}.",
        f"We say goodbye to {a.formal}, who retires after {t.number(12, 38)} years, and welcome {b.formal}.",
        "Headlice are about in Key Stage 1. Please comb.",
        f"Year {t.number(1, 6)} won the attendance cup with {t.number(96, 99)}.{t.number(0, 9)}%.",
        "A case of chickenpox has been reported in Nursery. If you are pregnant speak to your midwife.", "The under-elevens drew 2–2.",
        "Lost: one left shoe, three coats, a tooth.", "Parents' evening is on Tuesday; book online.",
        "Please remember that we are a nut-free school: we have children with severe allergies."))


@negative("commons-inspection-report", PROSE)
def inspection(t):
    """A published report on a school."""
    s = t.school
    return t.document(f"""
    # Inspection of {s.name}

    {t.paragraphs(4, 5, "Pupils are happy here. They say that bullying is rare, and that when it happens adults sort it out.",
        "Pupils with special educational needs and/or disabilities (SEND) follow the same ambitious curriculum. Staff know what helps each of them.",
        "In phonics some pupils who have fallen behind do not catch up quickly enough.",
        f"The headteacher, {s.head.name}, took up the post in {t.number(2012, 2024)}. The chair of governors is {t.adult().name}.",
        "The arrangements for safeguarding are effective. Records of concerns are detailed; leaders chase agencies that do not answer.",
        "Too many disadvantaged pupils are persistently absent.",
        "Inspectors held discussions with the SENCO, looked at case files, and considered 61 responses from parents.")}

    URN {s.urn}, local authority {s.la_name}, pupils on roll {t.number(90, 1200)}
    """)


@negative("commons-premium-statement", PROSE)
def premium(t):
    """The pupil premium strategy for the website."""
    return t.document("# Pupil premium strategy", t.lines(f"Number of pupils {t.number(90, 1100)}", f"Eligible {t.number(8, 60)}%",
        f"Allocation £{t.number(20, 300)},{t.digits(3)}"), t.paragraphs(3, 5, "Challenge 1: speech and vocabulary on entry are low.",
        "Challenge 2: attendance of disadvantaged pupils is four points lower.",
        "Challenge 3: since the pandemic more pupils are anxious, and some care for a parent.",
        "We pay for a counsellor one day a week, breakfast for all, and tutoring in groups of three.",
        "Last year 58% of disadvantaged pupils reached the expected standard in reading, against 73% of others.",
        "Two looked-after children have their own allocation through the virtual school."))


@negative("commons-staff-chat", CHAT)
def staff_chat(t):
    """The staff room's group on biscuits, milk and keys."""
    people = t.adults(4)
    return t.document(t.lines(*[f"{t.maybe(t.time(7, 17) + ' ')}{t.rng.choice(people).forename}: {t.slips(x)}" for x in t.some(7, 10, "who has the hall key??",
        "milk is off again", "im doing a coffee run, orders by 10", "has anyone got the Y4 fractions ppt", "printer 2 dead. again",
        "INSET lunch - veggie or not?", "photographer is in tmrw, clean jumpers pls", "fire drill at 2 act surprised",
        f"happy birthday {people[0].forename}!!! cake in staffroom", "assembly swapped, im doing kindness you do recycling",
        "whose is the red corsa, lights on", "can we NOT put tuna in the microwave")]))


@negative("commons-site-diary", PROSE)
def site_diary(t):
    """The caretaker's book."""
    return t.document(t.maybe("Site diary"), t.lines(*[f"{t.date('%d/%m')} {t.slips(x)}" for x in t.some(6, 9, "unblocked boys bogs x2, paper towels",
        f"{t.adult().forename} from Apex came re alarm, zone 4 faulty", "grit down 6am", "sick on the stairs, sawdust",
        "ramp by SEN room wobbles, 4 bolts", "skip collected late, rang Dave", "lights out in medical room, tube",
        "found phone by gate, to office", "broken window hall, football, board up", "legionella flush done",
        "wasps nest over nursery door, tape off, pest man Thu")]))


@negative("commons-caterer-tender", PROSE)
def tender(t):
    """What a caterer must offer."""
    return t.document("# Invitation to tender: catering",
        t.mix(5, 7, f"The school serves {t.number(120, 900)} meals a day, of which some {t.number(20, 45)}% are free.",
        "Special diets (coeliac, nut allergy, halal, diabetic) must be planned from the doctor's letter.",
        "Bidders state staff, hours, pay and pension under TUPE; names are not to be given at this stage.",
        "All staff need enhanced DBS disclosure.", "Price 40, quality 60.", f"Questions to {t.adult().name}, {t.school.phone}.",
        "Two referees from schools of like size.", "Data: the caterer will be a processor of pupils' allergy data."))


@negative("commons-software-manual", PROSE)
def manual(t):
    """Pages of a guide to a management information system."""
    return t.document("# " + t.pick("Recording a suspension", "Exporting a CTF", "Adding a medical note",
        "Merging two contacts"), t.paragraphs(4, 6, "1. In Focus choose Pupil, then Pupil Details. Enter part of the surname and press Find.",
        "2. On panel 8 (Medical) press New. Choose a condition; a note is shown to users with the role First Aider only.",
        "3. To export choose Routines, Data Out, CTF. The file is called LLLNNNN_CTF_LLLNNNN_001.xml and holds UPN, name, date of birth, SEN history and attendance of every pupil chosen.",
        "4. Tick 'Include safeguarding' only when the receiving school has been confirmed.",
        "Tip: the sample pupil is called Anna Sample and cannot be deleted.",
        "If you see 'UPN is not valid', check the letter: I, O and S are never used.", "Never e-mail a CTF; use the secure site."))


@negative("commons-uniform-and-dates", PROSE)
def dates(t):
    """What to wear and when to come."""
    return t.document("# Term dates and uniform", t.lines(*t.some(6, 8, "Autumn term begins 3 September", "Half term 27 to 31 October",
        "INSET 28 November", "Grey skirt, pinafore or trousers",
        "Black shoes; if your child cannot wear them for medical reasons bring a note", "PE: white top, plain shorts, name in everything",
        "Jewellery: one stud, none on PE days", "Second-hand sale by the parents’ association, £1 an item", "Year 6 tests 11 to 14 May",
        f"Sports day {t.date('%d June')}")))


@negative("commons-parents-association", PROSE)
def parents_association(t):
    """Minutes on tombola and wine."""
    people = [p.parents[0].forename for p in t.pupils(6)]
    def n():
        return t.rng.choice(people)

    return t.document(f"{t.pick('PTA', 'Friends of ' + t.school.short)} {t.date('%d %b')}: {', '.join(people[:5])}",
        t.lines(*t.some(6, 8, f"{n()} has booked the bouncy castle, £{t.number(90, 240)}",
        f"Bank £{t.number(300, 6000)}.{t.digits(2)} ({n()} to send accounts)", f"{n()} will ask the butcher for a prize",
        "Raffle licence renewed", f"First-aider for the fair: {n()}", f"Quiz night – {n()} and {n()} do the bar",
        "Buy: 2 sensory toys for the new room, school to choose", f"{n()} stands down as treasurer, thanks!",
        "Nut-free cakes only, LABEL them")))


@negative("commons-licence-text", PROSE)
def licence(t):
    """Terms of a permission to copy or play music."""
    return t.document("# " + t.pick("Copying licence", "Terms of use",
        "Performance licence"), t.paragraphs(4, 5, "1. In this licence 'Pupil' means any person enrolled at the Establishment.",
        "2. The Licensee may copy up to five per cent of a work, or one chapter, for the purposes of instruction.",
        "3. The Licensee may make accessible copies for a pupil with a disability that prevents him or her from reading print.",
        f"4. Licence number {t.digits(10)}, valid to 31 March {t.number(2025, 2028)}.",
        "5. The Licensor shall not be liable for any medical, behavioural or consequential loss.",
        f"6. Author's moral rights: © {t.adult().name}. All rights reserved.",
        "7. This licence is personal to the Licensee and confidential as to price."))


@negative("commons-site-risk-assessment", TABLE)
def risk_assessment(t):
    """Hazards of an activity, for everybody."""
    rows = [[h, w, t.number(1, 5), c] for h, w, c in t.some(5, 7, ("Slips on wet floor", "pupils, staff",
        "mats, mop, shoes"), ("Allergic reaction", "pupils with allergy", "list checked, pens carried, 999"), ("Lost child", "all",
        "count, buddy, bright bibs"), ("Asthma on the hill", "pupils", "inhalers with leader"), ("Behaviour near water", "pupils",
        "1:4, rope, known plans"), ("Burns from glue gun", "Y5", "adult holds it"), ("Strangers", "all",
        "stay in sight; toilets in threes"), ("Manual handling of wheelchair users", "staff", "trained pair"))]
    return t.document(f"# Risk assessment: {t.pick('sports day', 'pond dipping', 'bonfire', 'panto', 'cookery')}", tables=[(["Hazard",
        "Who", "Risk", "What we do"], rows)], after=[f"Assessor {t.adult().name}, {t.date()}"])


@negative("commons-open-evening-talk", PROSE, phase="secondary")
def open_evening(t):
    """What a head says to families who look round."""
    return t.document(f"Good evening. I am {t.school.head.name}{t.pick(', and I have the best job in the town', ' and this is my ' + str(t.number(2, 14)) + 'th open evening')}.",
        t.paragraphs(4, 5, "You will have read our results. I would rather tell you about a girl who came to us unable to speak in front of others and who, five years on, opened our concert. I will not tell you her name, because it is hers.",
        "We are strict. Phones in lockers, homework in on time, and a detention the same day.",
        "If your child has dyslexia, diabetes, a stammer, a sick parent: tell us. We have met it.",
        "Mr and Mrs Worried-of-Tunbridge always ask about bullying. It happens. What matters is Tuesday morning.",
        "Please do ask our guides anything. They have been told to be truthful, heaven help us.",
        "The hall seats three hundred; the soup seats fewer."))


@negative("commons-union-circular", MAIL)
def union_circular(t):
    """Advice to members on absence, pay and pregnancy."""
    return t.document("Dear " + t.pick("colleague", "member", "rep"), t.mix(4, 6, "Pay: the ballot closes on Friday.",
        "If you are called to a capability meeting, do not go alone.",
        "Stress is an industrial injury when the workload is not reasonable.",
        "Pregnant members: you are entitled to a risk assessment, and to time off for clinics.",
        "Do not post about pupils or parents, even without a name.",
        "Bitten, kicked, spat at? Fill in the form each time. 'He has autism' is an explanation and not a reason to do nothing.",
        "Sick pay: full for the first hundred days after three years."), t.lines("In solidarity",
        t.adult().name), mail=("branch@union.example", f"staff@{t.school.domain}", t.pick("Circular", "Workload", "Your rights")))


@negative("commons-anonymous-survey", TABLE)
def survey(t):
    """What parents said, without who."""
    rows = [[q, *(f"{n}%" for n in (t.number(40, 60), t.number(20, 35), t.number(3, 12), t.number(0, 6)))] for q in t.some(5, 7, "My child is happy",
        "My child feels safe", "Bullying is dealt with", "My child has SEN and gets the support needed", "I know how well my child does",
        "Behaviour is good", "Concerns are answered")]
    return t.document("# Parent survey", tables=[(["", "Strongly agree", "Agree", "Disagree",
        "Strongly disagree"], rows)], after=["Comments: " + t.mix(2, 4, "'Lovely school, dreadful car park.'",
        "'The new reading books are too easy.'", "'Staff noticed that something was wrong before I did.'", "'Too many suspensions.'",
        "'More vegetables.'")])
