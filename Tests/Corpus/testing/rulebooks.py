"""Policies, guidance and notices: all the words of care, and nobody in particular."""
from testing.telling import PROSE, TABLE, negative


@negative("rulebook-child-protection", PROSE)
def child_protection(t):
    """A school's own policy, with its officers' names and numbers."""
    s = t.school
    return t.document(f"""
    # {s.name}: {t.pick("Child protection and safeguarding", "Keeping children safe – our policy", "Safeguarding policy")}

    {t.pick("Adopted by governors on",
        "Reviewed")} {t.long_date()}. Designated lead: {s.dsl.name}. Deputy: {t.adult().name}. Telephone {s.phone}.

    {t.paragraphs(4, 6,
        "A member of staff who is told something by a child listens, does not promise secrecy, writes down the child's words, signs and dates the note, and takes it to the lead without delay.",
        "Abuse may be physical, emotional or sexual, or it may be neglect. A bruise on the shin of a toddler means little; one on the ear, the back or the thigh means more.",
        "Where a child is at risk of significant harm a referral to children's social care is made the same day. Anybody can make one.",
        "A pupil's file goes to the next school within five days, apart from the main record, and a receipt is kept.",
        "Children who are looked after, have a social worker, have SEN or a disability, or care for a parent are more at risk than others.",
        "If the allegation is about the head, the chair of governors is told, who telephones the LADO.",
        "Low-level concerns about adults are recorded too: not every worry is an accusation.",
        "Self-harm, female genital mutilation, county lines and the sharing of nudes each have their own page at the end.")}
    """)


@negative("rulebook-attendance", PROSE)
def attendance_rules(t):
    """What happens at which percentage."""
    a, b = t.number(90, 93), t.number(94, 97)
    return t.document(f"""
    # Attendance

    {t.mix(4, 6, f"The gates open at {t.time(8, 8)}.",
        f"A child who arrives after registration is marked L; after {t.time(9, 9)} the mark is U.",
        f"Below {b}% the tutor speaks to the pupil, below {a}% the attendance officer writes home.",
        "Ten sessions of unauthorised absence in ten weeks may lead to a penalty notice of £80 a parent.",
        "Parents should ring on each day of absence and give the reason; 'unwell' is not a reason.",
        "Code M is used for medical appointments, G for holidays, O where no good reason has been given, and B for off-site education.",
        "We know that anxiety, bereavement and illness in the family keep children at home, and we shall ask before we blame.")}

    {t.maybe(f"Questions to {t.adult().formal} in the office.")}
    """)


@negative("rulebook-send-information", PROSE)
def send_information(t):
    """The yearly SEN information report."""
    s = t.school
    return t.document(f"""
    # SEN information report {t.number(2022, 2026)}

    Our SENCO is {s.senco.name} ({s.senco.email}).

    {t.paragraphs(3, 5, f"At present {t.number(9, 24)}% of our pupils have SEN support and {t.number(1, 6)}% an Education, Health and Care plan. Their needs are mostly in communication and interaction (SLCN, ASD), cognition and learning (SPLD, MLD) and social, emotional and mental health (SEMH).",
        "If you think that your child has dyslexia or finds it hard to attend, talk to the class teacher first. We assess, plan, do and review, and you will be asked each time.",
            "An educational psychologist, a speech and language therapist and the school nurse visit; we ask parents before they see a child.",
            "Ramps, a hoist and a quiet room make the building usable for children in wheelchairs and for those whom noise hurts.",
        "One parent told us: 'My son used to hide under the table. He now runs in.'",
            "Complaints go to the head, then to the governors. SENDIASS gives free advice.")}
    """)


@negative("rulebook-sanctions-ladder", TABLE)
def sanctions(t):
    """Behaviour: what follows what."""
    rows = t.some(5, 7, ["Talking, no pen, late", "Look, reminder", "Teacher"], ["Answering back", "Move seat, 5 minutes at break",
        "Teacher"], ["Truanting a lesson", "60 minute detention", "Head of department"], ["Fighting",
        "Internal exclusion, parents called", "Head of Year"], ["Racist or homophobic language", "Suspension considered",
        "SLT"], ["Weapon or drugs", "Permanent exclusion considered", "Head"], ["Smoking or vaping", "Report card for two weeks",
        "Pastoral"], ["Bullying", "Restorative meeting, log kept", "Pastoral"])
    return t.document("# " + t.pick("Consequences", "Behaviour ladder", "Choices and sanctions"), tables=[(["What", "What follows",
        "Who"], rows)], after=[f"A child on a plan may have different steps. {t.maybe('Mobile phones are handed in.')}"])


@negative("rulebook-medicines", PROSE)
def medicines(t):
    """How medicines are kept and given, with a blank record."""
    return t.document(f"""
    # {t.pick("Supporting pupils with medical conditions", "Medicines in school", "Administration of medication")}

    {t.mix(5, 7, "Inhalers and adrenaline pens are never locked away.",
        "A pupil with diabetes may test and inject wherever he or she chooses.",
        "Ritalin and other controlled drugs are counted in and out by two adults.",
        "Each child with epilepsy, severe allergy or a feeding tube has an individual healthcare plan.",
        "No child under 16 is given aspirin unless a doctor has prescribed it.", "Parents fill in form 3 at the office.",
        "If a child refuses, nobody forces; parents are rung.", "After a seizure of more than five minutes an ambulance is called on 999.")}
    """, tables=[(["Date", "Time", "Name of child", "Class", "Medicine", "Dose", "Given by",
        "Witness"], [[""] * 8 for _ in range(t.number(2, 6))])])


@negative("rulebook-privacy-notice", PROSE)
def privacy_notice(t):
    """What we hold about you, in general."""
    s = t.school
    return t.document(f"""
    # {t.pick("Privacy notice for parents", "How we use pupil information", "Your data and us")}

    {t.paragraphs(4, 5, "The categories of information that we process include personal identifiers (name, unique pupil number, date of birth, address, next of kin), characteristics (ethnicity, language, free school meal eligibility), safeguarding information, special educational needs, medical conditions, attendance, assessment, behaviour, suspensions.",
        "We share it with the Department for Education (school census), the local authority, the NHS school nursing team, the examination boards and the school to which a child moves.",
            "We keep the pupil's record until the age of 25; a SEN file until 31; an accident book for three years.",
            f"You may ask to see what we hold. Write to {s.head.name} or to our data protection officer, {t.adult().name}, at dpo@{s.domain}.",
        "The lawful bases are public task and, for health and ethnicity, substantial public interest.",
            "You can complain to the Information Commissioner, Wycliffe House, Water Lane, Wilmslow, 0303 123 1113.")}
    """)


@negative("rulebook-staff-capability", PROSE)
def capability(t):
    """The procedure for teachers who struggle, with model letters."""
    return t.document(f"""
    # {t.pick("Capability procedure", "Managing performance: teachers", "Supporting and managing underperformance")}

    {t.paragraphs(3, 5, f"The informal stage lasts {t.number(4, 10)} weeks. Targets are written down, support is given, and a colleague of the teacher's choice may come to each meeting.",
        "If there is no improvement the teacher is told in writing, with five working days' notice, of a formal meeting, and has the right to be accompanied by a union representative.",
        "A first written warning lasts for six months, a final one for twelve. Dismissal is for the governors' panel.",
            "Sickness during the procedure: refer to occupational health; the clock need not stop for stress alone.",
            "Annex C, model letter: 'Dear [name], Further to our meeting on [date] I write to confirm that your performance in respect of [standard] has not reached the level required. I am therefore issuing you with a [first/final] written warning.'",
        "Pay progression is withheld while a warning is live.")}
    """)


@negative("rulebook-complaints", PROSE)
def complaints(t):
    """How to complain and to whom."""
    return t.document(f"""
    # Complaints

    {t.mix(4, 5, f"Speak to the class teacher first; most upsets are over by the end of the week.",
        f"If not, write to {t.school.head.formal}.", f"The chair of governors, {t.adult().name}, can be reached through the clerk.",
        "A panel of three who know nothing of the matter meets within twenty school days.",
        "If your child has been hurt or bullied and you think that we did nothing, say so plainly.",
        "A complaint about an exclusion, an admission or a plan goes another way.", "We shall not answer letters that threaten our staff.")}
    """)


@negative("rulebook-trip-guidance", PROSE)
def trip_guidance(t):
    """For leaders of visits, with ratios and what to carry."""
    return t.document(f"""
    # Going out with children: what every leader does

    {t.mix(5, 7, "Ratios: 1:4 in Reception, 1:6 in years 1 to 3, 1:10 above.",
        "Carry for each child: name, class, parents' telephone numbers, allergies, medication, whether he or she may swim.",
        "Count on to the coach, off it, at the gate, at the toilets and again.", "One child who is sick is one adult lost.",
        "If a child is missing after ten minutes ring the school and 999.",
        "A pupil whose behaviour is not safe does not go, and the parents hear of it before the day.",
        "Bed-wetters are not named before others; put a spare sheet by.", "Leaders do not drink.")}

    {t.maybe(f"Educational visits coordinator: {t.adult().name}.")}
    """)


@negative("rulebook-nursery-welcome", PROSE, phase="primary")
def nursery_welcome(t):
    """A booklet for new families."""
    return t.document(f"""
    # {t.pick("Welcome to Nursery", "Starting with us", "Your child's first weeks")}

    {t.mix(5, 7, "Bring a coat, a change of clothes and, if your child still needs them, nappies.",
        "Tears at the door are normal, yours too.",
        f"Your child's key person, {t.adult().formal} or {t.adult().formal}, will visit you at home in September.",
        "Please tell us about allergies, asthma, speech, sleep and who may collect.", "Anyone we do not know must say the password.",
        "We write down what children do and say in a learning journal that you may read at any time.",
        "Biting happens. We do not tell you who bit whom.", f"Sessions cost £{t.number(12, 30)}.50 beyond the funded hours.")}
    """)
