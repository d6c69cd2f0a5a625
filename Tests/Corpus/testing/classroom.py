"""What teachers write about learning: reports, marks, lists, seating, references, hand-overs."""
from testing.telling import ATTAINMENT, BEHAVIOUR, CHAT, FAMILY, IDENTITY, MAIL, MEDICAL, PROSE, SEN, TABLE, cap, positive


@positive("report-comments", PROSE, ATTAINMENT)
def report_comments(t):
    """End-of-year comments of one teacher, child after child."""
    pupils = t.a_class(t.number(3, 7))
    subject = t.pick("writing", "number", "reading", "art", "science", "PE")
    return t.document(t.maybe(f"# {pupils[0].form} {t.pick('reports', 'Comments', 'draft comments')}"), "\n\n".join(
        f"{t.pick(p.name, p.forename)} " + t.mix(3, 5, f"is a {t.pick('thoughtful', 'lively', 'gentle')} member of the class.",
            f"{cap(p.he)} has worked {t.pick('hard', 'in fits and starts')} in {subject}.",
            f"{cap(p.he)} is working {t.pick('at', 'just below', 'well below', 'above')} what is expected.",
        f"{cap(p.his)} times tables need practice.", f"It has been lovely to see {p.him} make friends.",
            f"Next year {p.he} should put {p.his} hand up and trust {p.him}self.",
            f"{cap(p.he)} can be silly when {t.rng.choice(pupils).forename} is near.")
        for p in pupils), people=len(pupils))


@positive("parents-evening-jottings", CHAT, ATTAINMENT, FAMILY)
def parents_evening(t):
    """Ten-minute talks, as scribbled between them."""
    pupils = t.a_class(t.number(5, 9))
    return t.document(t.lines(*[f"{t.time(15, 18)} {t.pick(p.short, p.name, p.surname)} – " + t.slips(t.pick(
        "both came, sat apart. spelling! will read at dads too", "mum in tears re tests. said GD not the end of the world",
            "no show again", f"{p.parents[0].forename} wants to know why bottom table. (SATs practice {t.number(61, 88)}/120)",
        f"worried about {t.rng.choice(pupils).forename} bullying {p.him}. promised to move seat",
            "gran came, v proud, brought samosas. on track", f"wants tutor. told her {p.he} is tired enough",
            f"new baby in may, {p.he} is clingy. exp in all",
            f"dad: 'just like me, thick.' in front of {p.him}!!")) for p in pupils]), people=len(pupils))


@positive("reading-ages", TABLE, ATTAINMENT)
def reading_ages(t):
    """A test's results down a class."""
    pupils = t.a_class(t.number(14, 30))
    rows = [[p.listed if t.number(0, 1) else p.name, p.sex, f"{t.number(5, 13)}:{t.number(0, 11):02}",
        f"{t.number(5, 15)}.{t.number(0, 11)}", t.number(69, 131), t.pick("", "", "FFT daily", "EAL", "re-test",
        "glasses?")] for p in pupils]
    return t.document(tables=[(t.pick(["Pupil", "M/F", "CA", "RA", "SS", "To do"], ["Name", "Sex", "Chron age", "Reading age",
        "Standard score", ""]), rows)], people=len(pupils))


@positive("teacher-assessment-year-6", TABLE, ATTAINMENT, IDENTITY, phase="primary")
def teacher_assessment(t):
    """Judgements before they are sent off."""
    pupils = t.a_class(t.number(10, 30))
    codes = ["WTS", "EXS", "GDS", "EXS", "PKF", "HNM"]
    rows = [[p.upn, p.name, *(t.rng.choice(codes) for _ in range(3)), t.number(80, 120), t.number(80, 120)] for p in pupils]
    return t.document(tables=[(["UPN", "Name", "W", "R", "Sci", "Maths SS", "GPS SS"], rows)], people=len(pupils))


@positive("mark-book-secondary", TABLE, ATTAINMENT, phase="secondary")
def mark_book(t):
    """One set, its topic tests, a target and a worry."""
    pupils = t.a_class(t.number(15, 29))
    rows = [[p.surname, p.preferred, t.number(2, 9), *(t.pick(t.number(4, 40), t.number(4, 40), "abs") for _ in range(4)), t.pick("", "",
        "phone home", "mentor", "move to set 3?")] for p in pupils]
    return t.document(tables=[(["", "", "Tgt", "Forces /40", "Waves /40", "Mock", "Oct",
        "RAG / action"], rows)], people=len(pupils), title=f"{t.pick('Sci', 'Ma', 'Ge')} set {t.number(1, 5)}")


@positive("cover-note", CHAT, SEN, BEHAVIOUR)
def cover_note(t):
    """For whoever takes the class tomorrow."""
    a, b, c, d = t.a_class(4)
    return t.document(t.slips(f"""
    {t.pick("Hi, thanks for having my lot!", "Dear supply", "Cover for " + a.form)}

    {t.mix(4, 6, "Register on the desk.",
        f"Keep {a.forename} away from {b.forename}, they had a fight at the weekend, families involved.",
        f"{c.forename} ({t.pick('front, hearing aids', 'blue chair, autistic')}) has a now-and-next board, change of teacher is a big thing for {c.him}.",
        f"{d.forename} may say {d.he} has no lunch. {cap(d.he)} really hasnt, send {d.him} to {t.adult().formal}.",
            f"If {b.forename} legs it do not chase, ring 201.", "Maths is pages 14 and 15, answers in the drawer.",
            f"{a.forename} needs the loo when {a.he} asks, medical.",
            f"Don't call {d.forename} by {d.his} surname, its {d.his} dads and {d.he} hates it.")}

    {t.pick("Good luck!", "There is chocolate in the tin.", "x")} {t.adult().forename}
    """, 0.004), people=4)


@positive("supply-teacher-feedback", PROSE, BEHAVIOUR)
def supply_feedback(t):
    """How the day went, from somebody who knows the names from the stickers."""
    a, b, c = t.a_class(3)
    return t.document(f"""
    {t.pick("Feedback", "How it went")}, {a.form}, {t.day()}

    {t.mix(4, 6, f"{a.forename} and {b.forename} were brilliant helpers.",
        f"{c.forename} refused to work, tore up {c.his} sheet and called me {t.pick('a fat cow', 'something I will not write', 'a liar')}.",
        f"I sent {c.him} out twice.", f"{b.forename} cried after lunch because nobody would sit with {b.him}.",
        "We finished the fractions but not the challenge.",
            f"{a.forename} was sick at 2, went home with {a.his} {t.pick('nan', 'brother')}.",
            f"I was told {c.forename} has a plan but I could not find it.",
            f"{b.forename} only copied the date, I wonder if {b.he} can read.")}
    """, people=3)


@positive("seating-plan-flags", TABLE, SEN, ATTAINMENT, FAMILY)
def seating(t):
    """Who sits where, with the letters after the names that say why."""
    pupils = t.a_class(24)
    cells = [f"{p.preferred} {p.surname[0]}{t.pick('', '', ' PP', ' K', ' E – front', ' HAP', ' LAC', ' EAL', ' (inhaler)')}" for p in pupils]
    t.rng.shuffle(cells)
    return t.document("FRONT", tables=[(["L1", "L2", "M1", "M2", "R1",
        "R2"], [cells[i:i + 6] for i in range(0, 24, 6)])], after=["PP pupil premium, K/E on the SEN register, HAP high prior attainment"], people=24)


@positive("mentor-transcript", PROSE, ATTAINMENT, FAMILY, BEHAVIOUR, phase="secondary")
def mentor_transcript(t):
    """A recorded talk between a learning mentor and a teenager."""
    p = t.pupil()
    m = t.adult()
    turns = t.some(4, 6,
        (f"How has the week been, {p.preferred}?", t.pick("Long.", "Alright, apart from science.",
            "You know. Same.")), ("Did you go to the revision thing?", "I had to get my brother from nursery, Mum's back on nights."),
        ("What do you want to happen?", "I want to do the mechanics course and not get kicked out before."), ("Tell me about the fight.",
            f"{t.pupil().forename} said stuff about my dad being inside so I just, I saw red, sir."),
        ("And the mocks?",
            f"I got a {t.number(1, 3)} in maths. I didn't even turn the page over, I just sat there."), ("Are you sleeping?",
            "Not since we moved to the hostel. It's loud."), ("Who can you talk to?", "My nan. And you I suppose."))
    return t.document(f"{t.pick('Recording', 'Mentoring')} {t.date()}: {p.name}, {p.form}, with {m.formal}",
        t.lines(*[line for q, a in turns for line in (f"{m.initials}: {q}", f"{p.preferred[0]}: {a}")]), people=1)


@positive("handover-to-next-teacher", PROSE, ATTAINMENT, SEN, FAMILY, phase="primary")
def handover(t):
    """Notes over coffee in July."""
    pupils = t.a_class(t.number(5, 10))
    return t.document(f"{t.pick('Moving up day', 'What I would want to know', 'Handover')} – {pupils[0].form}", t.pick("\n\n", "\n|").join(
        f"{t.pick(p.preferred, p.name, p.short)}: " + t.pick(
            f"sweet, easily lost, ask {p.him} twice. Nan does the reading.", "fastest in the class at maths, cries if not first.",
                "adopted, knows, tells people. Mum likes a chat on Fridays.",
                "do not let him run the register to the office, he goes via the toilets" if p.sex == "M" else "do not let her run the register to the office, she goes via the toilets",
            f"phonics check {t.number(8, 31)}, second try. Not lazy. Eyes?", "wears pull-ups, nobody knows but us",
                "Jehovah's Witness: no birthdays, no carols, very nice about it",
                "bright as a button and hungry. Breakfast bar in my drawer.", f"separate from {t.rng.choice(pupils).preferred}",
                "ELSA on Tuesdays since the divorce")
        for p in pupils), people=len(pupils))


@positive("early-years-observation", PROSE, ATTAINMENT, phase="primary")
def observation(t):
    """A few minutes of play, written for a learning journal."""
    p, q = t.pupil(year=0), t.pupil(year=0)
    return t.document(f"""
    {t.pick(p.name, p.forename)}{t.maybe(f", {t.number(36, 60)} months")}, {t.pick("water tray", "mud kitchen", "role play",
        "block corner")}

    {t.mix(4, 6, f"{p.forename} fills the jug and says 'it's too heavy, it's all the sea'.",
        f"{q.forename} takes the funnel; {p.forename} says 'you can have it in two minutes' and turns the timer.",
        f"{cap(p.he)} counts to seven, misses eight, carries on to eleven.",
        f"{cap(p.he)} tells {q.forename}, 'my daddy lives in the hospital for his head'.",
            f"{cap(p.he)} makes marks and reads them: 'mummy, milk, cat'.", f"Hops on the left foot, not yet on the right.",
            f"When the lid sticks {p.he} screams and then asks for help by name.")}

    {t.pick("Next step", "WOW", "Links")}: {t.mix(1, 2, "numbers past ten;", "C&L secure, PSED emerging;", "pencil grip;",
        "not yet at age related for listening;")} {t.adult().initials}, {t.date()}
    """, people=1)


@positive("university-reference", PROSE, ATTAINMENT, MEDICAL, FAMILY, phase="secondary")
def university_reference(t):
    """A sixth-form tutor recommends a student by name."""
    p = t.pupil()
    course = t.pick("Nursing", "Engineering", "History", "Medicine", "Law", "Primary Education")
    return t.document(f"""
    {t.pick("Reference for", "")} {p.name}{t.maybe(" – " + course)}

    {t.paragraphs(3, 4,
        f"{p.forename} is among the {t.pick('ablest', 'most determined', 'kindest')} students I have taught. {cap(p.his)} predicted grades are {t.pick('A*AA', 'BBB', 'ABB', 'DDM')} and I expect {p.him} to exceed them.",
        f"In Year 12 {p.forename} was absent for eleven weeks with {t.pick('glandular fever', 'an eating disorder, from which ' + p.he + ' has recovered', 'surgery on ' + p.his + ' spine')}. The mark in {t.pick('chemistry', 'English')} should be read in that light.",
        f"{cap(p.he)} is the first of {p.his} family to think of university, cares for a disabled mother, and works on Saturdays at {t.pick('the chemist', 'a bakery', 'the market')}.",
        f"{cap(p.his)} essay on {t.pick('Chartism', 'antibiotic resistance', 'bridges')} was read out to the whole year; {p.he} hid behind {p.his} hair.",
        f"I recommend {p.him} without reserve.")}

    | {t.adult().name}, {t.pick("Head of Sixth", "Tutor")}
    """, people=1)


@positive("moderation-notes", PROSE, ATTAINMENT, phase="primary")
def moderation(t):
    """Two teachers agree on judgements, naming each child."""
    pupils = t.a_class(t.number(4, 8))
    return t.document(f"Moderation writing {pupils[0].form} with {t.pick('the cluster', 'St Aidan’s', t.adult().forename)}, {t.date('%d %B')}",
        "\n\n".join(f"{p.preferred} {t.maybe(p.surname)} – {t.pick('EXS agreed', 'WTS, they thought lower', 'GDS? sent back', 'EXS just')}. " + t.mix(1, 2,
        "Commas yes, speech no.", f"The diary piece is clearly {p.his} own.", "Handwriting pulls it down.",
            f"Too much help from {t.pick('me', 'the TA', 'Mum')}.", "Needs one more long write.",
            "Dyslexic, so spelling set aside.") for p in pupils), people=len(pupils))


@positive("tutor-round-robin", MAIL, ATTAINMENT, BEHAVIOUR, MEDICAL, phase="secondary")
def round_robin(t):
    """Everybody who teaches somebody is asked, and some reply."""
    p = t.pupil()
    teachers = t.adults(t.number(4, 6))
    replies = t.some(3, 5, "bottom set behaviour from a top set brain. nothing handed in since Oct",
        f"Lovely with me, but {p.he} has stopped singing.", f"grade {t.number(1, 4)}, target {t.number(5, 8)}.",
        f"I think {p.he} is high some mornings.", f"{cap(p.he)} told me about the miscarriage {p.his} mum had. I said to see you.",
        "who? oh, the quiet one. fine", "Falls asleep. ADHD meds?", "Late 6 times, always sorry.")
    subjects = t.some(5, 5, "French", "PE", "Maths", "Drama", "Science", "Eng", "DT")
    return t.document(f"Re {p.surname}, {p.form}. Meeting mum on {t.day()}, a line each please.",
        t.lines(*[f"{a.initials} ({s}): {r}" for a, s, r in zip(teachers, subjects, replies)]), people=1, mail=(teachers[0].email, f"y{p.year_group}teachers@{t.school.domain}",
        t.pick("Round robin", p.forename + " " + p.surname[0], "quick one")))
