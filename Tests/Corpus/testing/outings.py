"""Trips, clubs, music, sport, camps: what leaders carry and send back."""
from testing.telling import ATTAINMENT, BEHAVIOUR, CHAT, FAMILY, IDENTITY, MAIL, MEDICAL, PROSE, SEN, TABLE, cap, positive


@positive("trip-bag-list", TABLE, MEDICAL, FAMILY)
def trip_bag(t):
    """The list in the first-aid rucksack."""
    pupils = t.a_class(t.number(10, 32))
    rows = [[p.name, t.number(1, 4), t.phone(), t.pick("", "", "blue inhaler", "travel sick", "EpiPen x2", "wets bed - discreet", "halal",
        "sleepwalks", "ADHD tabs 8am", "periods, first time away")] for p in pupils]
    return t.document(t.pick("Coach 1", "KEEP ON YOU", "Residential"), tables=[(["Child", "Grp", "Home",
        "Need to know"], rows)], people=len(pupils))


@positive("residential-diary", PROSE, MEDICAL, BEHAVIOUR)
def residential_diary(t):
    """A trip leader writes at midnight in the hostel kitchen."""
    pupils = t.a_class(5)
    a, b, c, d, e = pupils
    return t.document(*t.some(2, 4,
        f"{t.pick('Mon', 'Day 1')}. Rain. {a.forename} sick on the coach and on {b.forename}. {c.forename} would not get off: new place. {t.adult().forename} sat with {c.him} for an hour and talked about sharks.",
        f"{t.pick('Tues', 'Day 2')}. Canoes. {d.forename} brave!! {b.forename} hit {e.forename} with a paddle, three stitches at the minor injuries, rang both mums. {e.surname}'s mum fine, the other one not.",
        f"{t.pick('Night', '2am')}. {a.forename} in tears for {a.his} foster carer. Never stayed away since being taken. Hot milk. {c.forename} bed wet, changed it without the others seeing.",
        f"{t.pick('Wed', 'Day 3')}. {d.forename} forgot the insulin in the dorm. BM 21. Brought it down. My hands shook. {e.forename} saw all of it and held {d.his} hand.",
        f"{t.pick('Last day', 'Home')}. {b.forename} told me on the wall that {b.he} does not want to go home. Rang the DSL from the car park."), people=5)


@positive("music-service-report", PROSE, ATTAINMENT)
def music_report(t):
    """An instrumental teacher's termly lines."""
    pupils = t.pupils(t.number(3, 7))
    return t.document(t.pick("Strings", "Brass", "Guitar", "Keyboard") + f", {t.pick('Spring', 'Autumn', 'Summer')}",
        "\n\n".join(f"{p.name}{t.maybe(' (' + p.form + ')')}. " + t.mix(2, 3, f"Grade {t.number(1, 5)} with {t.pick('merit', '67%', 'a bare pass')}.",
        f"{cap(p.he)} does not practise and says there is no room at home.", "A beautiful tone and no sense of time.",
        f"{cap(p.his)} remission runs out; the family cannot pay.", f"Missed {t.number(2, 6)} lessons for detention.",
        f"Arthritis in {p.his} thumb is painful, we try the other bow.") for p in pupils), people=len(pupils))


@positive("coach-feedback", MAIL, MEDICAL, ATTAINMENT, BEHAVIOUR)
def coach_feedback(t):
    """A visiting coach to the PE lead."""
    pupils = t.pupils(4)
    a, b, c, d = pupils
    boss = t.adult()
    return t.document(t.slips(f"""
    {t.pick("Alright mate", "Hi", "Hello")} {boss.forename}, {t.pick("good session", "bit of a mad one today", "quick feedback")}.

    {t.mix(4, 5, f"{a.forename} {a.surname} is class, get {a.him} to trials.",
        f"{b.forename} went down holding {b.his} knee again, thats the same one as in {t.pick('Sept', 'Jan')}, mum says growing pains but I'd get it scanned.",
        f"{c.forename} gave me lip all session, told me about {c.his} dad getting out so I let it go.",
        f"{d.forename} puffing after one lap, no inhaler on {d.him}.", f"{b.preferred} and {c.preferred} not to be paired.",
        f"{d.surname} is by far the weakest, others are taking the mick, can we find {d.him} a job, ref or something?")}

    | Cheers, {t.pick("Danny", "Coach K", "Tariq", "Mel")}
    """, 0.004), people=4, mail=(f"coach{t.number(1, 99)}@sports.example", boss.email, t.pick("thurs", "Football", "yesterday")))


@positive("after-school-register", TABLE, FAMILY, IDENTITY)
def after_school(t):
    """A club's register with who fetches and when."""
    pupils = t.pupils(t.number(7, 18))
    rows = [[p.name, p.form, *(t.pick("/", "/", "o", "") for _ in range(5)), t.pick("Mum", "Dad", "walks home", "Nan ", "sister 16",
        "social worker Weds"), t.phone(), f"£{t.number(0, 40)}"] for p in pupils]
    return t.document(tables=[(["Name", "Class", "M", "T", "W", "T", "F", "Collected by", "Number",
        "Owes"], rows)], people=len(pupils), title=t.pick("Owls Club", "Stay & Play"))


@positive("breakfast-club-messages", CHAT, FAMILY, MEDICAL)
def breakfast_club(t):
    """Two early birds message about who came and how."""
    pupils = t.pupils(4)
    p, q, r, s = pupils
    return t.document(t.lines(*[t.slips(x) for x in t.some(5, 6, f"{p.forename} here 7.20 on own in dark, {t.age(p)} yrs old!!",
        "thats 3rd time. porridge x2", f"{q.preferred} says dad sleeping in car", f"can u bring wipes {r.forename} had accident",
        f"{s.forename} {s.surname[0]} no coat again, ive put one from lost prop on {s.him}",
        f"{p.preferred} asked can {p.he} live here lol (not lol)", f"{r.surname} twins have nits",
        f"{q.forename} not had tablet, bouncing")]), people=4)


@positive("night-worry-letter", PROSE, MEDICAL, FAMILY)
def night_worry(t):
    """A parent before a residential."""
    p = t.pupil()
    return t.document(t.slips(f"""
    Dear {t.adult().formal}

    {t.pick("This is embarrassing.", "I hope nobody else opens this.",
        "I know you have thirty of them.")} {t.mix(4, 5, f"{p.forename} still wets the bed most nights and {p.he} would die if anyone knew.",
        f"I have packed pull ups in a sock bag, could someone slip them to {p.him}.", f"No drinks after six.",
        f"{cap(p.he)} also has night terrors since {t.pick('the crash', 'we left his father' if p.sex == 'M' else 'we left her father', 'Grandad')}.",
        f"If {p.he} screams do not wake {p.him}, sit near.", f"{cap(p.he)} wants to go so much.")}

    | {p.parents[0].forename} {p.parents[0].surname}, {t.phone()}
    """, 0.003), people=1)


@positive("work-placement-diary", PROSE, ATTAINMENT, BEHAVIOUR, SEN, phase="secondary")
def placement(t):
    """An employer writes back about a week with a pupil."""
    p = t.pupil()
    return t.document(f"""
    {t.pick("Employer feedback", "Work experience")}: {p.name}, {t.pick("the garage", "Bluebell Nursery", "Costcutter", "Vets4U")}

    {t.mix(4, 6, f"{p.forename} came on time four days of five.",
        f"{cap(p.he)} is shy on the phone because of {p.his} stammer but the customers loved {p.him}.",
        f"On Wednesday {p.he} had what {p.he} called a shutdown and sat in the van. You might have told us about the autism.",
        f"{cap(p.he)} did the brakes better than my lad.", f"{cap(p.he)} told us {p.he} is sofa surfing.",
        f"Maths: could not work out 10 %.", f"I would have {p.him} on Saturdays.")}

    {t.pick("Regards, Phil", "Marie, manager")}
    """, people=1)


@positive("team-parents-group", CHAT, FAMILY, MEDICAL)
def team_group(t):
    """The parents of a team write about each other's children."""
    p, q, r = t.pupils(3)
    return t.document(t.lines(*[f"{who}: {t.slips(x, 0.01)}" for who, x in t.some(5, 7, (p.parents[0].forename, f"{p.forename} out sat, broke collarbone at school, 6 wks"), (q.parents[0].forename, "oh no poor thing x"), (r.parents[0].forename, f"{r.forename} too, suspended until weds and im not letting him" if r.sex == "M" else f"{r.forename} too, suspended until weds and im not letting her"), (q.parents[0].forename, f"is that over what {r.forename} did to the {t.pupil().surname} kid"), (p.parents[0].forename, "they are getting him tested for adhd now, about time" if r.sex == "M" else "they are getting her tested for adhd now, about time"), (q.parents[0].forename, f"can anyone bring {q.forename} back, {q.parents[0].formal} in hosp w the baby"), (r.parents[0].forename, f"i can, whats ur address again? - {q.address}"), ("Coach",
        "7.30 at the astro, shin pads!!"))]), people=3)


@positive("forest-school-reflection", PROSE, BEHAVIOUR, SEN, phase="primary")
def forest_school(t):
    """What the leader in the wood noticed."""
    pupils = t.pupils(4)
    return t.document(f"{t.pick('Week', 'Session')} {t.number(2, 9)}, {t.pick('frost', 'mud', 'sun at last')}",
        "\n\n".join(f"{t.pick(p.forename, p.preferred, p.short)} " + t.pick(f"spoke! Four words, to a woodlouse. {cap(p.he)} does not speak in class at all.",
        "whittled for half an hour, the child who 'cannot sit'. Knife counted back in.",
        f"ran to the fence twice and came back when I sat down. {cap(p.his)} mother left in the spring.",
        f"threw mud at {t.rng.choice(pupils).forename}, was furious, then built a den to hide in. We ate apples at the door of it.",
        "took off both shoes, sensory, no harm. Told the OT.") for p in pupils), people=4)
