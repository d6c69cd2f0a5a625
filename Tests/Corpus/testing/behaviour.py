"""What is written when something has gone wrong: sanctions, statements, complaints, apologies."""
from testing.telling import BEHAVIOUR, CHAT, FAMILY, FORM, MAIL, PROSE, SAFEGUARDING, SEN, TABLE, cap, positive, son


@positive("suspension-notice", PROSE, BEHAVIOUR, FAMILY)
def suspension(t):
    """A letter home that sets out why and how long."""
    p = t.pupil()
    return t.document(f"""
    {t.long_date()}

    Dear {p.parents[0].formal}{t.maybe(f" and {p.parents[-1].formal}") if len(p.parents) > 1 else ""}

    {t.pick(f"I have had to suspend {p.forename} for {t.number(1, 5)} days",
        f"With regret I write to confirm that {p.name} is not to attend school until {t.day()}")} {t.pick("because",
        "after an incident in which")} {p.he}
    {t.pick("head-butted another pupil in the canteen queue", "set fire to a bin in the changing rooms",
        "swore at and then spat on Mr " + t.adult().surname, "used a racist word to a child in Year 3, having been warned",
        "broke the nose of a boy two years younger")}.

    {t.paragraphs(1, 3,
        f"I know that {p.forename} has had a hard spring, and I have weighed that. {cap(p.he)} wrote a good apology. It does not undo what happened.",
        f"You must keep {p.him} out of public places in school hours. Work is set on line; it will be marked.",
        f"You may write to the governors. {t.adult().formal} and I will see you and {p.forename} at {t.time(8, 9)} on the day {p.he} comes back.",
        f"This makes {t.number(6, 19)} days this year. I must tell you that a permanent exclusion is now possible.")}

    | {t.pick("Yours sincerely", "Yours truly")}
    | {t.school.head.name}
    """, people=1)


@positive("detention-hall", TABLE, BEHAVIOUR, phase="secondary")
def detention_hall(t):
    """After-school detention, who and for what."""
    pupils = t.pupils(t.number(6, 22))
    rows = [[p.name if t.number(0, 2) else p.listed, p.form, t.adult().initials, t.pick("30", "60", "45"), t.pick("truanting p5",
        "h/w x3", "vape", "phone", "rude to cover", "fighting", "defiance"), t.pick("✓", "✓", "no show → isolation",
        "dentist")] for p in pupils]
    return t.document(f"{t.day()} {t.pick('SLT detention', 'hall')}", tables=[(["Student", "Tutor", "Set by", "Min", "For",
        "Served"], rows)], people=len(pupils))


@positive("child-witness", PROSE, BEHAVIOUR)
def child_witness(t):
    """A pupil writes what he or she saw, and spells it."""
    p, q, r = t.pupils(3)
    return t.document(t.slips(f"""
    My name is {p.name} and i am in {p.form}.

    {t.mix(4, 6, f"Me and {r.forename} was playing tag by the bins.",
        f"Then {q.forename} {q.surname} come over and he was like give me that" if q.sex == "M" else f"Then {q.forename} {q.surname} come over and she was like give me that",
        f"{r.forename} said no and {q.forename} got {r.him} in a headlock and {r.he} coudnt breath.",
        f"I went and told {t.adult().formal} but she said stop telling tails.",
            f"{q.forename} always does it and he said his brother will batter us" if q.sex == "M" else f"{q.forename} always does it and she said her brother will batter us",
            f"I did NOT kick {q.forename} I only pushed.", f"{r.forename} had blood comeing out of {r.his} mouth.",
            f"{q.forename} called me {t.pick('a tramp', 'a retard', 'a word I cant write')} because of my mum.")}

    this is the truth. signed {p.forename}
    """), people=3)


@positive("parent-complaint", MAIL, BEHAVIOUR, FAMILY, SEN)
def complaint(t):
    """A furious letter to the head, with names."""
    p, q = t.pupils(2)
    teacher = t.adult()
    parent = p.parents[0]
    return t.document(t.slips(f"""
    {t.pick("To the headteacher", "Dear " + t.school.head.formal, "FAO the Head")}

    {t.paragraphs(3, 4,
        f"I am DISGUSTED with how my {son(p)} has been treated. {p.forename} has come home in tears every day for {t.number(2, 5)} weeks and it is always {q.forename} {q.surname} and always at lunch.",
        f"{teacher.formal} told {p.him} to 'toughen up'. {cap(p.he)} has ASD, you know this, it is in the plan which I suspect nobody has read.",
        f"On {t.day()} {p.he} was locked in the small room for forty minutes. {cap(p.he)} wet {p.him}self. {cap(p.he)} is {t.age(p)}.",
        f"When I rang I was told that the other child 'has problems at home'. We all have. I am on my own with three.",
        f"If I do not hear by Friday I shall go to Ofsted, the local paper and my solicitor.")}

    | {parent.name}
    """, 0.002), people=2, mail=(parent.email, f"head@{t.school.domain}", t.pick("COMPLAINT", p.name, "Not acceptable", "My " + son(p))))


@positive("head-apology", PROSE, BEHAVIOUR, FAMILY, SEN)
def head_apology(t):
    """A school says sorry to a family."""
    p = t.pupil()
    return t.document(f"""
    Dear {p.parents[0].formal}

    {t.pick("Thank you for seeing me.", "I have looked into what you told me and you are right.",
        "I owe you and your " + son(p) + " an apology.")} {t.mix(3, 4,
        f"{p.forename} ought never to have been left alone on the coach.",
            f"The adult who was to sit with {p.him} had been moved, and nobody told {p.him} or you.",
            f"That {p.he} then ran, and was found by a stranger at the services, is what keeps me awake.",
        f"I have read {p.forename}'s plan again with every member of staff who works with {p.him}.",
            f"The sanction has been taken off {p.his} record.", f"{cap(p.he)} was in no way to blame.")}

    I should like to say so to {p.forename} {t.pick("in person", "myself")}, if {p.he} would let me.

    | {t.school.head.name}
    """, people=1)


@positive("pupil-apology", PROSE, BEHAVIOUR)
def pupil_apology(t):
    """A child's letter to a teacher or another child."""
    p, q = t.pupils(2)
    return t.document(t.slips(f"Dear {t.pick(t.adult().formal, q.forename)}\n\n" + t.mix(4, 6, "I am sorry for what I done on Tuesday.",
        f"I was angry because {t.rng.choice((q,)).forename} laughed when I red out.", "I shud not of thrown the chair.",
        "I hope your eye is better.", "I did not have my tablet that day but its not an excuse.",
        "My mum says I can not have my xbox for a month.", "I will use my red card and go to the calm room.",
            "You are the only teacher that dosnt shout.",
            "I am not allowed to see my dad this week becuase of it.") + f"\n\n|from {t.pick(p.name, p.forename + ' ' + p.form)}"), people=1)


@positive("report-card-week", FORM, BEHAVIOUR, phase="secondary")
def report_card(t):
    """A pupil on report carries this from lesson to lesson."""
    p = t.pupil()
    return t.document(t.lines(f"{t.pick('RED', 'AMBER', 'HoY')} REPORT", f"{p.name}   {p.form}",
        f"Targets: {t.mix(2, 3, '1 no walking out', '2 hands to myself', '3 work done', '4 coat off')}"),
        tables=[(["", "P1", "P2", "P3", "P4", "P5", "Home"], [[d, *(t.pick("✓✓", "✓", "x rude", "abs", "v good!", "sent out",
            "-") for _ in range(5)), t.pick("seen", "not signed", "grounded", "well done " + p.forename + "!")] for d in ("M", "T", "W",
            "Th", "F")])], people=1)


@positive("managed-move-panel", PROSE, BEHAVIOUR, SAFEGUARDING, SEN, phase="secondary")
def managed_move(t):
    """Heads in one room swap pupils, in short sentences."""
    pupils = t.pupils(t.number(3, 6))
    schools = ("Brookfield", "the Academy", "St B’s", "Northgate", "us")
    return t.document(f"{t.pick('Fair Access', 'Hard to place', 'IYFAP')} {t.long_date()}",
        "\n\n".join(f"{i}. {t.pick(p.name, p.surname + ', ' + p.preferred)} Y{p.year_group}. " + t.mix(2, 4, f"{t.number(20, 90)} % att.",
        f"From {t.rng.choice(schools)}, fighting, one knife (butter).", "Mum refuses Northgate, cousin stabbed there.",
        f"Tagged until {t.pick('May', 'Easter')}.", "No SEN but nobody looked.",
        "Arrived from Romania, six months at home, no place offered.", f"{cap(p.he)} wants to come.", "Gang nominal.")
        + f" → {t.rng.choice(schools)}, {t.pick('start Monday', 'trial 6 wks', 'deferred', '12 weeks PRU first')}" for i, p in enumerate(pupils, 1)), people=len(pupils))


@positive("staff-chat-behaviour", CHAT, BEHAVIOUR)
def staff_chat(t):
    """The pastoral team's group chat during the day."""
    pupils = t.pupils(3)
    a, b, c = t.adults(3)
    pool = [f"anyone got eyes on {pupils[0].forename}", f"{pupils[0].preferred} is on the roof of the bike shed AGAIN",
        "coming. bring the mentor phone",
        f"{pupils[1].forename} {pupils[1].surname} just kicked off in y{pupils[1].year_group} DT, hammer in hand, others out",
        f"dad on his way for {pupils[1].preferred}, he sounded drunk",
            f"{pupils[2].surname} sobbing in the loos, wont come out for me. try {b.forename}",
            "ok got her" if pupils[2].sex == "F" else "ok got him", "cup of tea and a biscuit fixes most things",
            "write it up before you go pls", f"internal tmrw for {pupils[0].initials}"]
    lines = [(who, line) for who, line in zip([t.rng.choice((a, b, c)) for _ in pool], pool)][: t.number(7, 10)]
    return t.document(t.lines(*[f"{t.maybe(t.time(9, 15) + ' ')}{who.forename}: {t.slips(line)}" for who, line in lines]), people=3)


@positive("bus-incident", PROSE, BEHAVIOUR, SEN)
def bus_incident(t):
    """A driver or escort of the school minibus writes it down."""
    p, q = t.pupils(2)
    return t.document(t.slips(f"""
    {t.pick("Minibus", "Route 3", "PM run")} {t.date("%d/%m/%y")}. {t.pick("Driver", "Escort")} {t.adult().name}

    {t.mix(4, 6, f"Just after the roundabout {p.forename} {p.surname} got his belt undone" if p.sex == "M" else f"Just after the roundabout {p.forename} {p.surname} got her belt undone",
        f"and went for {q.forename}, pulled a handful of hair out.", "I pulled over at the garden centre.",
        f"Pam held {p.his} hands like shes been shown.", f"{q.forename} was crying but ok, small bald patch.",
        f"I am not being funny but {p.he} needs to be on {p.his} own or with 2.", f"{cap(p.he)} said sorry, {p.he} always does.",
            f"Told {p.forename}s mum at the door, she said it is the new tablets.")}
    """), people=2)


@positive("restraint-log", FORM, BEHAVIOUR, SEN)
def restraint(t):
    """A hold, by whom, how long, what came before and after."""
    p = t.pupil()
    a, b = t.adults(2)
    return t.document(t.lines(*t.told(7, 9, f"Pupil {p.short if t.number(0, 1) else p.name}",
        f"Date {t.date()} from {t.time(9, 13)} for {t.number(1, 9)} min", f"Held by {a.name} and {b.name}",
        f"Before: {t.pick('told to share the iPad', 'fire bell', 'mum’s car went past')}",
        "Tried first: space, humour, wobble board, other adult", f"Hold: {t.pick('two-person escort', 'single elbow', 'wrap, seated')}",
        f"{p.forename} said afterwards: {t.pick('I wanted my mum', 'you are hurting me was a lie', 'nothing, slept')}",
            f"Marks: {t.pick('none', 'red wrist, gone in 10 min', 'bite to BM’s arm, A&E')}",
            f"Parent told {t.time(13, 15)} by {t.school.head.formal}", f"Plan changed: {t.pick('yes', 'no', 'review Friday')}")), people=1)
