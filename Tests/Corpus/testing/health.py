"""What is written about children's bodies and minds: by nurses, first aiders, cooks, parents and counsellors."""
from testing.telling import CHAT, EXPORT, FAMILY, FORM, IDENTITY, MAIL, MEDICAL, PROSE, SAFEGUARDING, TABLE, boy, cap, positive


@positive("nurse-drop-in", CHAT, MEDICAL, phase="secondary")
def drop_in(t):
    """A school nurse's day, one line a child."""
    pupils = t.pupils(t.number(4, 8))
    return t.document(f"{t.pick('Drop in', 'clinic')} {t.date('%d/%m')}",
        t.lines(*[f"{t.pick(p.name, p.short, p.initials + ' ' + p.form)} " + t.pick(
        "– EHC, 19 hrs, Gillick ok, does not want mum told.",
            f"headaches again, BP fine, {t.pick('no brekkie', 'new glasses')}. ? stress, parents splitting.",
        f"self referred, low mood, PHQ {t.number(8, 19)}. Safe today. Back {t.day()}.",
            f"wt {t.number(34, 48)}kg, down 2 since last wk. GP letter done. {p.he} says 'I'm just not hungry'.",
        "epipen out of date! rang mum", "vaping, 20 a day equiv. NRT leaflet",
            f"period 3 weeks, pale, told to see GP. {t.pick('Dad', 'Nan')} brings her up." if p.sex == "F" else "asked about testes lump, ?cyst, GP today pls",
        "HPV 2nd dose missed, re-book") for p in pupils]), people=len(pupils))


@positive("medicines-given", TABLE, MEDICAL)
def medicines_given(t):
    """The sheet beside the locked cupboard."""
    pupils = t.pupils(t.number(4, 9))
    drug = ["Equasym XL 20mg", "Calpol 10ml", "Ventolin 2 puffs", "Piriton 5ml", "NovoRapid 4u", "amoxicillin 250", "Creon", "Epilim 5ml"]
    rows = [[t.date("%d/%m"), t.time(10, 13), p.name, p.form, t.rng.choice(drug), t.adult().initials, t.pick("", "", "spat out",
        "refused", "given late - trip")] for p in pupils for _ in range(t.number(1, 3))]
    return t.document(tables=[(t.pick(["Date", "Time", "Child", "Class", "Medicine + dose", "By", ""], ["Day", "At", "Name", "Cl", "What",
        "Initials", "Comment"]), rows)], people=len(pupils))


@positive("accident-report", PROSE, MEDICAL)
def accident_report(t):
    """One bad fall, told by the first aider."""
    p, q = t.pupils(2)
    return t.document(f"""
    {t.maybe(f"Injured person: {p.name}, {p.form}, age {t.age(p)}")}

    At about {t.time(10, 13)} I was called to the {t.pick("trim trail", "astro", "DT room",
        "stairs by the library")}. {t.pick(p.name, p.forename)} was on the ground, {t.pick("pale and shaking", "screaming",
        "very quiet")}. {t.mix(3, 5,
        f"{cap(p.he)} said {q.forename} {q.surname} had pushed {p.him} but {q.forename} says they bumped.",
            f"The wrist was bent like a fork.", f"There was a cut over the eye, {t.number(2, 4)} cm, to the bone.",
        f"{cap(p.he)} has haemophilia so I rang 999 at once.", f"I put {p.him} on {p.his} side and somebody fetched a blanket.",
            f"{cap(p.his)} {p.parents[0].relation.lower()} met the ambulance at A&E.",
            f"Broken in two places, plaster for six weeks; {p.he} has rung to say {p.he} wants everyone to sign it.")}

    | {t.pick("Reported under RIDDOR:", "HSE informed:")} {t.pick("yes", "no", "advice awaited")}
    | {t.adult().name}, first aider, {t.date()}
    """, people=2)


@positive("hospital-to-school", PROSE, MEDICAL, IDENTITY)
def hospital_letter(t):
    """A clinic letter of which school has a copy."""
    p = t.pupil()
    return t.document(f"""
    | {t.pick("Children's Outpatients", "Department of Paediatrics", "Community Child Health")}
    | {t.long_date()}
    | Re: {p.name}, DOB {p.born(t.rng)}, NHS No. {p.nhs}{t.maybe(f", {p.address}")}

    | {t.pick("Diagnoses", "Problems")}: {t.mix(2, 3, "1. Brittle asthma", "2. Eczema", "3. Anxiety", "4. Coeliac disease",
        "5. Constipation with overflow")}

    I reviewed {t.pick("this pleasant " + boy(p), p.forename)} with {p.his} {p.parents[0].relation.lower()} today. {t.mix(3, 4,
        f"{cap(p.he)} has missed {t.number(8, 40)} days of school this year.",
            f"There were two admissions in the winter, one to intensive care.",
            f"Examination was normal; weight {t.number(16, 55)} kg, on the {t.pick('2nd', '25th', '91st')} centile.",
        f"Technique was poor and I have changed to a spacer.",
            f"{cap(p.he)} tells me that {p.he} hides the inhaler at school because of teasing.",
            f"I would be grateful if staff would let {p.him} use the toilet whenever {p.he} asks.")}

    | {t.pick("Yours sincerely", "Dictated, not signed")}
    | Dr {t.adult().surname}{t.maybe(", Consultant")}
    | cc GP; {t.school.name}; parents
    """, people=1)


@positive("kitchen-allergy-cards", TABLE, MEDICAL)
def allergy_cards(t):
    """What hangs in the kitchen, by child."""
    pupils = t.pupils(t.number(5, 14))
    rows = [[p.short if t.number(0, 1) else p.name, p.form, t.pick("NUTS", "egg + milk", "sesame", "fish", "coeliac", "kiwi", "soya",
        "diabetic - carbs count"), t.pick("EpiPen in office", "lips swell", "sick", "2 pens", "hospital 2x",
        "mum sends food")] for p in pupils]
    return t.document(t.pick("DO NOT SERVE", "Special diets", "Kitchen – learn these faces"), tables=[(["Who", "Class", "No!",
        "What happens"], rows)], people=len(pupils))


@positive("bump-note", FORM, MEDICAL)
def bump_note(t):
    """The slip in a book bag."""
    p = t.pupil()
    return t.document(f"Dear {p.parents[0].formal}", f"""{t.pick("Today", "This morning",
        "At lunchtime")} {p.forename} {t.pick("bumped " + p.his + " head on the climbing frame", "was hit by a football",
        "fell from the chair and has a lump over the left eye")}.
    {t.mix(1, 3, "A cold pack was used for ten minutes.", f"{cap(p.he)} was a bit sleepy and then ate all {p.his} dinner.",
        "Please watch for sickness or double sight.", f"Because of {p.his} shunt we rang you at once.", "No mark now.")}""",
        t.lines(f"Class {p.form}, {t.date()} {t.time(9, 14)}", f"Seen by {t.adult().formal}"), people=1)


@positive("counsellor-session", PROSE, MEDICAL, FAMILY, SAFEGUARDING)
def counsellor_session(t):
    """A counsellor's or ELSA's note, by first name only."""
    p = t.pupil()
    n = p.preferred
    return t.document(f"""
    {n}{t.maybe(", " + p.form)} – session {t.number(2, 9)}

    {t.mix(5, 7,
        f"{n} came in and chose the {t.pick('clay', 'sand', 'beanbag', 'UNO')}.",
            f"Nothing for ten minutes. Then {p.he} buried the daddy figure and said 'stay there'.",
            f"We made the memory box. {cap(p.he)} put in {p.his} brother's sock, it still smells of hospital, {p.he} says.",
        f"Asked about sleep: nightmares three times this week, the same water one.",
            f"{cap(p.he)} has been cutting {p.his} thigh, not deep, with a compass. I explained what I have to pass on.",
            f"Worry scale {t.number(5, 10)} to {t.number(2, 6)} by the end.",
        f"{cap(p.he)} is angry that Mum has put the photographs away.", f"First time I heard {p.him} laugh since the funeral.",
            f"Panic in assemblies: tingling, cannot breathe, thinks {p.he} will die like {p.his} uncle.")}

    {t.pick("Next: ladder of brave steps.", "Plan: letter to Gran, not to send.", "Told DSL 2.50pm. Seeing again Thursday.",
        "Finish after half term?")}
    """, people=1)


@positive("nursery-daily-diary", TABLE, MEDICAL, IDENTITY, phase="primary")
def daily_diary(t):
    """Sleep, food and nappies in the baby room."""
    pupils = t.pupils(t.number(5, 9))
    rows = [[p.preferred + t.maybe(" " + p.surname[0]), t.pick("all", "half", "2 spoons", "refused"), t.pick("9.40-11.10", "12-1.30",
        "none!", "20 min"), t.pick("wet, BO", "dry", "BO x3 loose", "rash - cream"), t.pick("teething", "Calpol 12.10", "cried for mum",
        "bitten on arm by " + t.rng.choice(pupils).preferred, "steps!! 4", "")] for p in pupils]
    return t.document(t.pick("Baby room", "Ladybirds", "Under 2s") + " " + t.day(), tables=[(["Name", "Lunch", "Sleep", "Nappy",
        "Anything"], rows)], people=len(pupils))


@positive("parent-medical-mail", MAIL, MEDICAL, FAMILY)
def medical_mail(t):
    """A parent tells the teacher what a scan said."""
    p = t.pupil()
    parent, teacher = p.parents[0], t.adult()
    return t.document(t.slips(f"""
    {t.pick("Hi", "Hello", "Dear")} {teacher.formal}

    {t.pick("Just to let you know", "I wanted you to hear it from us", "Quick update")}, {p.forename} {t.pick("had the scan on Friday",
        "saw the consultant", "came out of hospital last night")}. {t.mix(3, 5,
        f"It is {t.pick('a tumour, they think benign', 'Crohns', 'juvenile arthritis', 'a growth hormone thing', 'leukaemia')} and we are all still in shock.",
            f"We have not used the word with {p.him} yet so please dont.", f"{cap(p.his)} hair will go in about three weeks.",
        f"{cap(p.he)} wants to do the {t.pick('spelling bee', 'Christmas play', 'swimming')} if {p.he} possibly can.",
            f"{cap(p.he)} will be in mornings only.", f"If {p.he} gets a temperature over 38 ring me not the doctor.",
            "The little brother is taking it badly, he may be a handful.")}

    | Thank you for everything
    | {parent.forename} ({p.forename}'s {parent.relation.lower()})
    """, 0.004), people=1, mail=(parent.email, teacher.email, t.pick(p.forename, "update", "this week", "Private please")))


@positive("swim-teacher-medical", CHAT, MEDICAL, phase="primary")
def swimming(t):
    """What the baths need to know before the coach arrives."""
    pupils = t.a_class(t.number(3, 6))
    return t.document(t.pick("Hi Gaz", "Hiya", "for the pool tmrw"), t.lines(*[t.slips(t.pick(
        f"{p.forename} - grommets, plugs + band, no diving",
            f"{p.forename} {p.surname} had a fit in water last yr, 1 adult just on {p.him}", f"{p.preferred} - verruca sock",
            f"{p.short} terrified, mum says near drowning in {t.pick('Turkey', 'Cornwall')}. dont splash",
        f"{p.forename} stoma bag, changes on own in the family cubicle, the others dont know") ) for p in pupils]), f"ta, {t.adult().forename}", people=len(pupils))


@positive("bereavement-mail", MAIL, FAMILY, MEDICAL)
def bereavement(t):
    """A head tells staff of a death in a family."""
    p = t.pupil()
    head = t.school.head
    return t.document(f"""
    {t.pick("Dear colleagues", "All", "Dear all")}

    {t.pick("I have very sad news.", "You may have heard already.",
        "I am sorry to tell you this by e-mail.")} {p.forename}{t.pick(f" in {p.form}", " " + p.surname)}'s {t.pick("father", "mum",
        "baby brother", "twin sister")} died {t.pick("on Sunday", "last night",
        "in the early hours")}{t.maybe(t.pick(" after a long illness", " in the accident on the bypass",
        ". It appears that it was suicide"))}.

    {t.mix(2, 4, f"{cap(p.he)} will come in on {t.day()}, because {p.he} asked to.", f"{cap(p.he)} does not want anybody to be 'weird'.",
        f"{p.parents[-1].formal} will bring {p.him} to the side door.",
        f"If {p.he} goes white and asks to leave, let {p.him} go to {t.adult().forename}.", "The funeral is private.",
        "Please do not talk of it in the staff room with the doors open.")}

    | {head.forename}
    """, people=1, mail=(head.email, f"allstaff@{t.school.domain}", t.pick("Sad news", "Please read before 8.40", p.form)))


@positive("diabetes-day-sheet", EXPORT, MEDICAL)
def glucose(t):
    """A child's glucose readings as the meter's program writes them, with a name on top."""
    p = t.pupil()
    rows = [[t.date("%Y-%m-%d"), f"{t.number(8, 15):02}:{t.number(0, 59):02}", f"{t.number(3, 19)}.{t.number(0, 9)}",
        t.number(0, 80), t.pick("", "hypo, juice", "ketones 1.6", "PE", "cake - birthday")] for _ in range(t.number(12, 40))]
    return t.document(
        tables=[(["patient", "dob", "date", "time", "glucose_mmol", "carbs_g", "note"], [[p.name, f"{p.dob:%Y-%m-%d}",
            *row] for row in rows])], people=1)
