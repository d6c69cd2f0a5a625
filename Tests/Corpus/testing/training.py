"""For learning how to look after children: case studies, quizzes, scenarios, research, mark schemes."""
from testing.telling import PROSE, negative

INVENTED = ("Child A", "Child B", "Child C", "Pupil X", "Student Y", "J", "Child K")


@negative("training-case-study", PROSE)
def case_study(t):
    """A child under a letter, for discussion."""
    c = t.pick(*INVENTED)
    return t.document(f"""
    # Case study {t.number(1, 9)}

    {t.pick("Read and discuss.", "Names and details have been changed.", "For the twilight session.")}

    {t.paragraphs(3, 4, f"{c} is seven and lives with mother, a new partner and two half-sisters. {c} comes to school hungry and in thin clothes. Attendance is {t.number(70, 89)}%.",
        f"{c} has told the lunchtime supervisor that 'Dave hits the dog and sometimes me'. There is a bruise on the left arm.",
        f"The SENCO thinks that {c} has an attachment difficulty. The class teacher thinks that {c} is naughty.",
        f"Mother does not come to meetings. She was herself in care, and she is being treated for depression.",
        f"On Friday {c} hides when the bell goes.")}

    {t.pick("What is going on?", "In pairs:")} {t.mix(2, 3, "Whom do you tell, and when?", "What do you write down?",
        f"What would {c} say if asked?", "Which threshold is met?", "What stops people from acting?")}
    """)


@negative("training-safeguarding-quiz", PROSE)
def quiz(t):
    """Multiple choice for the INSET day."""
    items = t.some(5, 7,
        "A pupil shows you cuts on her arm and asks you not to tell. Do you (a) promise, (b) explain that you must pass it on, (c) ring her mother?",
            "Tom, 5, has fingertip bruises on both arms. (a) Ask Tom who did it. (b) Write it down and see the DSL. (c) Wait a week.",
        "True or false: a child under 13 can consent to sex.", "What do the letters LADO stand for?",
            "Aisha's father says that she will be away for six weeks 'to see her grandmother'. Which risk comes to mind?",
            "How soon must FGM be reported, and to whom?", "A colleague gives Liam a lift home. Low-level concern or allegation?",
            "Name the four categories of abuse.", "Who may see a child protection file?")
    return t.document("# " + t.pick("Safeguarding quiz", "How much do you remember?",
        "Refresher: test yourself"), t.lines(*[f"{i}. {x}" for i, x in enumerate(items, 1)]), t.maybe("Answers: 1 b, 2 b, 3 false. Pass mark 80%."))


@negative("training-role-play", PROSE)
def role_play(t):
    """Cards for acting a difficult meeting."""
    n = t.pick("Jordan", "Casey", "Robin", "Sam")
    return t.document(f"""
    # Role play: {t.pick("the angry parent", "the review", "the return from suspension")}

    | Card 1. You are the mother of {n} ({t.number(8, 14)}). You have had no sleep. {n} was sent home for biting and you think that the school wants rid of {n}.
    | Card 2. You are the SENCO. You like {n}. You want to talk of the EHC assessment, and you have a class in ten minutes.
    | Card 3. You are {n}. {t.pick("You say nothing until somebody asks about your dog.",
        "You would like your dad to be there. He is in prison.", "You are afraid of your brother.")}

    {t.mix(2, 3, "Play for five minutes, then swap.", "Observers: who interrupts?", "There is no right ending.",
        f"If it gets too near to the bone for anybody, stop.", "Debrief: what did card 3 need?")}
    """)


@negative("training-first-aid-guide", PROSE)
def first_aid_guide(t):
    """What to do when a child chokes, bleeds, fits, swells."""
    return t.document("# " + t.pick("First aid in ten minutes", "Lunchtime supervisors: first aid card",
        "If a child…"), t.paragraphs(4, 6, "…has an asthma attack: sit the child up, give two puffs of the blue inhaler through a spacer, one at a time, up to ten. No better? 999.",
        "…has a seizure: move the chairs, time it, put something soft under the head, nothing in the mouth. More than five minutes: ambulance.",
        "…swells or wheezes after a nut, a sting or milk: adrenaline pen in the outer thigh, at once, through the tights.",
        "…bangs the head: cold pack, watch for sickness and sleepiness, tell the parents with a bump note.",
        "…is diabetic and pale: juice first, questions later.",
        "…will not wake: open the airway, five breaths, thirty compressions, two breaths.",
        f"…has a nosebleed: lean forward, pinch for ten minutes. {t.maybe('Do not tip the head back.')}"))


@negative("training-serious-review", PROSE)
def serious_review(t):
    """Lessons from a published review of an anonymous child."""
    c = t.pick("Child R", "Baby T", "“Luke”", "Family W")
    return t.document(f"""
    # {c}: {t.pick("local child safeguarding practice review", "what we can learn", "executive summary")}

    {t.paragraphs(4, 5, f"{c} died at the age of {t.number(2, 14)} after injuries that had been seen by four professionals and put together by none. A parent was convicted.",
        "The school rang twice and was told that the threshold was not met. It did not ring a third time.",
        f"The name {c} was chosen by the panel; dates and places are left out so that brothers and sisters may grow up unknown.",
        "Nobody had spoken to the child alone.",
        "Learning point 3: absence is information. Where a child known to a social worker is away, somebody goes to the door that day.",
        "Learning point 5: disguised compliance. Mother cancelled six health appointments, each with a good reason.",
        "Recommendation: all agencies to test how well escalation works.")}
    """)


@negative("training-writing-exemplification", PROSE)
def exemplification(t):
    """A standard's exemplar with commentary on an anonymous pupil."""
    c = t.pick("Pupil C", "Morgan (not the pupil's name)", "Child 4")
    return t.document(f"""
    # Exemplification: working {t.pick("at the expected standard", "towards the expected standard", "at greater depth")}

    {t.paragraphs(3, 4, f"The collection has six pieces by {c}: a letter, a recount, two stories, a leaflet and a poem.",
        f"{c} writes for a range of readers. The register slips in the letter ('you lot should of asked').",
        "Piece B: 'The dragon was not angry. It was lonley and it had a tummy ache.'",
        "Paragraphs hold together; commas mark clauses; spelling of the statutory words is mostly right.",
        f"To reach the next standard {c} would need to control dialogue.", "All statements must be met for the judgement.")}
    """)


@negative("training-research-article", PROSE)
def research_article(t):
    """An abstract, a method, some findings, references with authors."""
    a, b, c = t.adults(3)
    year = t.number(2008, 2024)
    return t.document(f"""
    # {t.pick("Nurture and attendance: a mixed-methods study", "Reading fluency in pupils with developmental language disorder",
        "What excluded boys say", "Teaching assistants and the wide role")}

    {a.name} and {b.name}, University of {t.pick("Exeter", "Leeds", "Bangor", "Ulster")}

    {t.paragraphs(3, 4, f"We followed {t.number(40, 900)} pupils with special educational needs in {t.number(4, 30)} schools. Effect sizes were small (d = 0.{t.number(10, 40)}).",
        f"Participants were given pseudonyms. 'Ben' (12), excluded twice, said: 'They never asked me why.' 'Leila', whose mother was ill, said the same.",
        f"Earlier work ({c.surname}, {year}; {b.surname} & {a.surname}, {year + 1}) found that poverty explains more than diagnosis.",
        "Limitations: attrition, self-report, one local authority.",
        "Ethical approval was given; parents consented in writing and pupils in person.")}

    {c.surname}, {c.forename[0]}. ({year}). Behaviour and belonging. British Journal of Special Education, {t.number(20, 50)}({t.number(1, 4)}), {t.number(100, 200)}–{t.number(201, 300)}. doi:10.1111/1467-8578.{t.number(10000, 12999)}
    """)


@negative("training-psychology-mark-scheme", PROSE, phase="secondary")
def mark_scheme(t):
    """How an examiner marks answers on attachment and on cases."""
    return t.document(f"""
    # Mark scheme, {t.pick("Psychology paper 1", "Health and Social Care, unit 2", "Child Development, component 3")}

    {t.paragraphs(4, 5, "Q1. One mark for each relevant point, to a maximum of 3. Accept: cries when mother leaves; is not comforted by a stranger; explores from a safe base.",
        "Q2. Mia is 4 and has asthma. Describe two ways in which it may affect her play (4). Credit: gets out of breath, left out of games, misses nursery, fear.",
        "Q3. Level 3 (7–9 marks): evaluates Bowlby with evidence, e.g. the 44 thieves, and weighs the sampling.",
        "Q4. Mrs Patel, 82, has had a fall. Explain the role of two professionals in her care plan (6).",
        "Q5. Do not credit 'behaviour' alone.",
        f"Grade boundaries last year: 9 = {t.number(70, 78)}, 7 = {t.number(58, 66)}, 4 = {t.number(30, 40)}.")}
    """)


@negative("training-inset-agenda", PROSE)
def inset_agenda(t):
    """A day for staff: who speaks on what and when is lunch."""
    a, b, c = t.adults(3)
    return t.document("# " + t.pick("INSET", "Training day") + f" {t.long_date()}", t.lines("8.30 Coffee",
        f"9.00 {t.school.head.name}: where we are with attendance", f"9.45 {a.name}: autism, girls and masking",
        f"11.00 {b.name}: what a bruise can mean", f"12.15 Lunch ({t.pick('soup', 'curry', 'bring your own')})",
        f"13.00 {c.name}: new reading assessments", "14.15 Departments", "15.30 Home"), t.mix(1, 3, "Please bring your class lists.",
        "Support staff may leave at noon.", "Parking is tight.", "Certificates are sent by e-mail."))


@negative("training-trauma-slides", PROSE)
def trauma_slides(t):
    """Slides on trauma, with a quotation or two."""
    return t.document("# " + t.pick("Behaviour is communication", "Trauma and the classroom",
        "The brain under stress"), t.paragraphs(4, 7, "# What we see\n\nFight, flight, freeze, flop",
        "# What we say\n\n'What has happened to you?' before 'what is wrong with you?'",
        f"# Numbers\n\n{t.pick('One child in four lives with domestic abuse at some time.', 'One pupil in eight has a mental disorder.', 'Four adverse experiences double the risk of heart disease.')}",
        "# A voice\n\n'I was not naughty. I was listening for the door.' (care leaver, 23)",
        "# Try this\n\nGreet by name. Warn of change. Repair.", "# Not this\n\nSurprise, shame, shouting",
        "# Who helps\n\nELSA, CAMHS, school nurse, the dinner lady who remembers birthdays",
        "# Look after yourself\n\nSupervision is not a luxury"))
