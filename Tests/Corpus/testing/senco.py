"""What a SENCO, a special school's staff and visiting specialists write."""
from testing.telling import (
    ATTAINMENT, BEHAVIOUR, CHAT, FAMILY, FORM, IDENTITY, MAIL, MEDICAL, PROSE, SAFEGUARDING, SEN, TABLE, cap, positive,
)

NEEDS = ["SPLD", "MLD", "SLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "OTH", "NSA"]


@positive("sen-all-about-me", PROSE, SEN)
def all_about_me(t):
    """A child's own page, taken down by an adult."""
    p = t.pupil()
    return t.document(f"""
    {t.pick("My name is", "I am", "Hello, I'm")} {t.pick(p.preferred, p.name)} and I am {t.age(p)}. I am in {t.pick(p.form, p.year)}.

    {t.paragraphs(4, 6,
        f"What people like about me: {t.mix(2, 3, 'I am kind to the little ones.', 'I know every bus number.', 'I make Miss laugh.', 'I never give up on Lego.')}",
        f"What is hard: {t.mix(2, 3, 'when it is loud my ears hurt.', 'I forget what I was told.', 'My hand gets tired and then I get cross.', 'Lining up. People touch me.', 'Words come out in the wrong order.')}",
        f"How to help me: {t.mix(2, 3, 'give me one job at a time.', 'Do not look at me when I am red.', 'Let me take my card and go to the tent.', 'Use my signs.', 'My hearing aids need new batteries on Mondays.')}",
        "I don't want you to tell everyone I go to the clinic.",
        f"At home there is {t.pick('Nan and me and the dog', 'Mum, Kev and the twins', 'my foster mum Carol')}.",
        f"When I grow up I want to {t.pick('drive a digger', 'work at Greggs', 'be a vet', 'do YouTube')}.")}

    {t.maybe(f"(written with {t.adult().formal}, {t.date()})")}
    """, people=1)


@positive("sen-annual-review", PROSE, SEN, FAMILY, ATTAINMENT)
def annual_review(t):
    """Minutes of the yearly meeting about a plan."""
    p = t.pupil()
    senco, teacher, guest = t.adults(3)
    return t.document(f"""
    | {t.pick("ANNUAL REVIEW", "Review of the plan", "Notes: AR")} – {p.name}{t.maybe(f" ({p.dob:%d/%m/%y})")}
    | There: {senco.formal}, {teacher.formal}, {p.parents[0].formal}, {t.pick("EP by phone", guest.name + " (SALT)",
        "LA caseworker sent apologies")}

    {t.paragraphs(4, 5,
        f"{teacher.formal} began with what goes well. {p.forename} {t.pick('now joins the carpet for six minutes', 'read a page to the class', 'has a friend, and they are silly together')}.",
        f"Mum is worried about {t.pick('secondary', 'sleep', 'weight', 'the bus')}. At home {p.he} {t.pick('does not sleep before one', 'hits out at the baby', 'eats only beige food')} and she has had no respite since {t.pick('March', 'the summer')}.",
        f"Outcome 2 met, outcome 3 partly met, outcome 4 to be rewritten: {p.forename} is {t.pick('dry by day now', 'working at Year 2 in maths', 'using 40 signs')}.",
        f"The {t.number(15, 32)}.5 hours are not enough. School has put in {t.number(3, 9)} more from its own money since {p.his} seizures came back.",
        f"{p.forename} came in for the last five minutes, showed us {p.his} model and said, 'I don't like the noisy room.'",
        f"Request to the authority: change of placement to {t.pick('specialist provision', 'the resource base', 'an SEMH school')}.")}

    Next: {t.pick("paperwork to the LA in two weeks", "papers to all by Friday")}.
    """, people=1)


@positive("sen-psychologist-visit", PROSE, SEN, FAMILY)
def psychologist_visit(t):
    """A psychologist's report, from the observation to the advice."""
    p = t.pupil()
    return t.document(f"""
    {t.maybe("CONFIDENTIAL")}

    | {t.pick("Child", "Young person")}: {p.name}
    | {t.pick("Chronological age", "Age")}: {t.age(p)} y {t.number(0, 11)} m

    {t.paragraphs(3, 5,
        f"I met {p.forename} in the library. {cap(p.he)} chose a chair by the window, answered in single words and drew {t.pick('spiders', 'a maze', 'the same house four times')} while we spoke.",
        f"On the block task {p.forename} scored at the {t.pick('1st', '2nd', '5th', '9th', '16th')} centile, on verbal similarities at the {t.pick('50th', '37th', '63rd', '75th')}. The gap is rare and helps to explain why {p.he} seems able and yet hands in nothing.",
        f"In class I counted {t.number(9, 34)} times off task in twenty minutes. {cap(p.he)} was told off twice, both times for the boy behind.",
        f"{p.parents[0].formal} described a long and difficult birth, late speech and {t.pick('a grandfather who never learnt to read', 'glue ear until four', 'two moves in a year')}.",
        f"It is my view that {p.forename}'s difficulties are consistent with {t.pick('a developmental language disorder', 'an attachment difficulty', 'dyscalculia', 'autism, which should be looked at by the paediatrician')}.")}

    {t.pick("I suggest", "Adults might")}: {t.mix(2, 3, f"pre-teach words to {p.him};", "ten seconds of waiting after a question;",
        "a soft start with a known adult;", "squared paper and a number line to keep;")} review in a term.
    """, people=1)


@positive("sen-assistant-jotter", CHAT, SEN, BEHAVIOUR)
def assistant_jotter(t):
    """What a TA scribbles between lessons about the child she is with."""
    p = t.pupil()
    name = t.pick(p.preferred, p.initials, p.forename[0])
    other = t.pupil().forename
    lines = t.some(4, 8,
        f"{t.time(8, 9)} {name} in late, no coat, hungry. toast x3",
        "carpet 4 mins w/ wobble cushion. then under table",
        "phonics - gt all of set 1! sticker",
        f"bit {other} on arm at play (no mark). said 'he took my ball'. did repair chat",
        "PECS book used 5 times w/out prompt :)",
        "wet himself after lunch, changed, told mum at door" if p.sex == "M" else "wet herself after lunch, changed, told mum at door",
        "OT put him on list for the splint" if p.sex == "M" else "OT put her on list for the splint",
        f"meltdown in maths 20 mins, safe space, {t.pick('Mrs P', 'head', 'me')} held door. slept after",
        f"1:1 reading stage {t.number(1, 5)}. guesses from pics",
        "no hearing aids in today AGAIN",
        f"{name} told me his dad is 'in the big house' now. passed on to DSL" if p.sex == "M" else f"{name} told me her dad is 'in the big house' now. passed on to DSL",
    )
    return t.document(f"{p.forename} {t.maybe(p.surname[0], 0.4)} {t.day()[:3]} {t.date('%d/%m')}",
        "\n".join("|" + t.slips(line) for line in lines), people=1)


@positive("sen-to-next-school", MAIL, SEN, FAMILY, BEHAVIOUR)
def to_next_school(t):
    """A SENCO tells the next one, by e-mail, what the papers leave out."""
    p = t.pupil()
    me, you = t.adults(2)
    return t.document(f"""
    | {t.pick("Hi", "Dear")} {you.forename}

    {t.pick("Lovely to meet you on Tuesday.", "Thanks for ringing back.", "As promised.")} This is the {t.pick("short version",
        "part I would rather tell you than write on a form")} about {p.forename}{t.pick("",
        " " + p.surname)}, who comes to you in September.

    {t.paragraphs(2, 4,
        f"{cap(p.he)} looks fine and is not. {cap(p.he)} will smile all day and then take the kitchen apart at home. If mum rings at four, believe her.",
        f"The hearing loss is worse on the left, so front right. {cap(p.he)} will take the radio aid out in front of new people.",
        f"We have never got to the bottom of the toilet thing. {cap(p.he)} goes at home or not at all, so please don't make {p.him} do double PE after lunch.",
        f"Grandma has parental responsibility. Mum turns up sometimes and {p.forename} is very up for a week after.",
        f"{cap(p.he)} loves {t.pick('trains', 'the Tudors', 'octopuses', 'baking')}. Use it for everything.")}

    {t.maybe("Ring me any time, the mobile is better: " + t.phone())}

    | Best wishes
    | {me.forename}
    """, people=1, mail=(me.email, "senco@upper.example", t.pick(p.forename, "Transition", "the conversation we had")))


@positive("sen-plan-draft", PROSE, SEN, MEDICAL)
def plan_draft(t):
    """Sections of an EHC plan as the authority drafts it."""
    p = t.pupil()
    return t.document(f"""
    | Section A  The views and interests of {p.forename} and {p.his} parents
    | {p.forename} likes {t.pick("water and anything that spins", "being outdoors",
        "singing")}. {cap(p.he)} does not like {t.pick("change", "dogs",
        "being hurried")}. {p.parents[0].formal} hopes that {p.he} will one day live in a place of {p.his} own.

    | Section B  Special educational needs
    | {t.mix(2, 4, f"{p.forename} has a moderate to severe learning difficulty.",
        f"{cap(p.he)} uses a walker indoors and a wheelchair for longer distances.",
        f"{p.forename} communicates with single words, signs and a tablet.",
            f"{cap(p.he)} needs two adults to help {p.him} with personal care.",
            f"{cap(p.his)} understanding is at about {t.number(18, 48)} months.")}

    | Section C  Health needs related to SEN
    | {t.mix(1, 2, f"{p.forename} is fed by gastrostomy.", "Epilepsy, with emergency buccal midazolam.",
        f"{cap(p.he)} is under the orthopaedic team for {p.his} hips.", "Chronic lung disease; yearly flu vaccine.")}

    | Section F  Provision
    | {t.mix(2, 3, f"Full-time support from an adult trained in {p.his} feeding plan.", "Hydrotherapy once a week, 30 minutes.",
        "Speech and language therapy, 12 hours a year.", "A total communication setting with no more than ten learners.")}
    """, people=1)


@positive("sen-provision-map", TABLE, SEN)
def provision_map(t):
    """Who gets what this term."""
    pupils = t.pupils(t.number(8, 22))
    header = t.pick(["Name", "Yr", "SEN", "Need", "Wave 2", "Wave 3", "Impact"], ["Pupil", "Class", "Code", "Primary need", "Group",
        "1:1", "Next"])
    group = ["Lego Therapy", "Nessy", "colourful semantics", "Time to Talk", "precision teaching", "sensory circuits", "ELSA", ""]
    rows = [[t.pick(p.name, p.forename + " " + p.surname[0]), p.year_group, t.pick("K", "K", "K",
        "E"), t.rng.choice(NEEDS), t.rng.choice(group), t.rng.choice(group), t.pick("+4 m", "none yet", "good", "stop?", "")]
            for p in pupils]
    return t.document(tables=[(header, rows)], people=len(pupils), title="Provision map " + t.pick("Aut", "Spr", "Sum"))


@positive("sen-parent-worry", MAIL, SEN, FAMILY)
def parent_worry(t):
    """A mother or father writes to the SENCO late at night."""
    p = t.pupil()
    senco = t.adult()
    return t.document(t.slips(f"""
    | {t.pick("Hi", "Dear")} {senco.formal}

    {t.pick("Sorry its so late.", "I dont know if you are the right person.", "I tried to catch you at the gate.")} {t.mix(4, 6,
        f"Its about {p.forename}.",
        f"{cap(p.he)} is {t.age(p)} now and still cant read the cereal box.",
        f"Every sunday night its tummy ache and tears and I have to peel {p.him} off the car door.",
        f"My brother was the same and he was told he was lazy all the way through.",
        f"{cap(p.he)} asked me last night if {p.he} is stupid and I didnt know what to say.",
        f"We paid for one of those tests and they said dyslexia and working memory, ive scanned it.",
        f"Miss says {p.he} is doing fine but fine is not what we see at home.",
        f"the doctor said school has to do the ADHD form first.")}

    Can we meet? {t.pick("Im off Thursdays.", "Anytime after 3.", "My husband can get off work if he knows by Monday.")}

    | {p.parents[0].name}
    | ({p.forename}s {p.parents[0].relation.lower()}{t.maybe(", " + p.form)})
    """), people=1, mail=(p.parents[0].email, senco.email, t.pick(p.forename, "reading", "help please")))


@positive("sen-circuit-diary", CHAT, SEN, MEDICAL)
def circuit_diary(t):
    """The daily log of a sensory circuit group, initials and first names."""
    group = t.pupils(t.number(3, 6))
    days = []
    for day in t.some(3, 5, "Mon", "Tue", "Wed", "Thu", "Fri"):
        p, q = t.rng.sample(group, 2)
        days.append(f"{day}: " + t.mix(2, 3,
            f"{p.forename} high on arrival, trampoline 50, came down to green.",
            f"{q.forename} refused the deep pressure today, covered ears, hit out at {t.rng.choice(group).forename}.",
            f"{p.preferred} ✓ all three stations!! first time.",
            f"{q.preferred} absent ({t.pick('seizure Sunday', 'hosp', 'refusing school')}).",
            f"{p.initials} not had meds, could tell. told office.",
            f"new weighted vest for {q.forename}, 20 min max per OT."))
    return t.document(f"Sensory circuits, {', '.join(p.name if t.number(0, 1) else p.forename for p in group)}",
        "\n".join("|" + d for d in days), people=len(group))


@positive("sen-speech-therapist", PROSE, SEN)
def speech_therapist(t):
    """A therapist's session note left in the pigeonhole."""
    p = t.pupil()
    return t.document(f"""
    | {t.pick("SLT contact", "Speech & language therapy visit")} {t.date()}
    | Re {p.name}{t.maybe(f" NHS {p.nhs}", 0.4)}

    Seen {t.pick("in the corridor, no room free", "in class with the LSA",
        "alone in the medical room")} for {t.number(20, 45)} minutes. {t.mix(3, 5,
        f"{p.forename} got {t.number(3, 9)}/10 two-key-word instructions.",
        f"Still fronting /k/ and /g/ ('tar' for car); final sounds dropped when {p.he} is excited.",
        f"Stammer more marked today, with blocks and some foot-tapping. {cap(p.he)} says it is worse with {t.pick('Dad', 'the supply', 'reading aloud')}.",
        f"Turn-taking good with one peer, lost with two.",
        f"Mum speaks {t.pick('Tamil', 'Polish', 'Somali', 'Bulgarian')} with {p.him} and should go on doing so.",
        f"{cap(p.he)} became distressed when the bell went and we stopped.")}

    Targets: {t.mix(1, 2, "'who' and 'where' with pictures, five minutes daily.", "Minimal pairs t/k.",
        "Talk-time with no questions.")} {t.maybe(f"Discharge to school's own programme if {p.he} holds this by Easter.")}
    """, people=1)


@positive("special-home-book", CHAT, SEN, MEDICAL, FAMILY)
def home_book(t):
    """A book that goes to and fro between home and a special school."""
    p = t.pupil()
    entries = []
    for _ in range(t.number(2, 5)):
        entries.append(f"{t.day()} (school) " + t.mix(2, 4, f"{p.forename} had a {t.pick('super', 'wobbly', 'sleepy')} day.",
            f"Ate {t.pick('all', 'half', 'none')} of {p.his} lunch, {t.number(120, 300)}ml by tube.",
            "Two small absences after swimming.", f"BO x{t.number(1, 3)}.", "Please send more pads and a spare top.",
                f"{cap(p.he)} stood in the frame for {t.number(5, 20)} minutes!", "Splints rubbing, red on left heel."))
        entries.append("(home) " + t.slips(t.mix(1, 3, "Bad night, up at 3.", f"Dr has put {p.his} keppra up to {t.number(2, 6)}ml.",
            "Carers didnt turn up so bus will be late tmrw.", f"{cap(p.he)} smiled all through the photos you sent, thankyou xx",
            "Thats a new bruise on his arm? can someone ring me" if p.sex == "M" else "Thats a new bruise on her arm? can someone ring me")))
    return t.document(t.maybe(f"{p.name} – home/school book"), "\n\n".join(entries), people=1)


@positive("special-care-plan", FORM, SEN, MEDICAL)
def care_plan(t):
    """An intimate care plan."""
    p = t.pupil()
    a, b = t.adults(2)
    fields = t.told(7, 10,
        f"Child: {p.name}", f"Date of birth: {p.dob:%d %b %Y}", f"Agreed with: {p.parents[0].name}", f"Staff who help: {a.name}, {b.name}",
        f"Why help is needed: {t.pick('spina bifida', 'not yet toilet trained', 'catheter every 3 h', 'cerebral palsy')}",
        f"Words {p.forename} uses: {t.pick('wee-wee, bot', 'points to the card', 'none, watch the face')}",
            "Where: changing room 2, hoist, door to",
        f"{p.forename} can do alone: {t.pick('hold the rail', 'wash hands', 'pull pants up')}", "Creams: Sudocrem only, from home",
        f"If {p.he} says no: wait five minutes, offer the other adult",
            f"Weight for hoist {t.number(14, 48)} kg, sling size {t.pick('S', 'M')}")
    return t.document(t.pick("Intimate care plan", "PERSONAL CARE – how we help me"), "\n".join("|" + f for f in fields), people=1)


@positive("special-physio-moves", PROSE, MEDICAL, SEN)
def physio_moves(t):
    """A physiotherapist's update on one child."""
    p = t.pupil()
    return t.document(f"""
    {t.pick("Dear all", "To the class team")}, a brief note on {p.forename} {t.pick(p.surname, p.surname[0] + ".")} after {t.pick("Botox",
        "the hip operation", "clinic")}.

    {t.mix(4, 6,
        f"{cap(p.his)} hamstrings are tighter and {p.he} cannot now sit on the floor with straight legs.",
        f"No standing frame until the {t.number(12, 20)}th.",
        f"Pain is shown by turning {p.his} head to the left and going quiet; please chart it.",
        f"Gaiters on for no more than 40 minutes; check the skin.",
        f"{p.parents[0].formal} is finding the transfers heavy and the home hoist has been ordered.",
        f"Swimming once the wound is dry.",
        f"I would like {p.him} out of the chair by ten each morning.")}

    | {t.pick("Thanks as ever", "Shout if unclear")},
    | {t.adult().forename}{t.maybe(", paediatric physio")}
    """, people=1)


@positive("alternative-provision-referral", FORM, SEN, BEHAVIOUR, SAFEGUARDING, IDENTITY, phase="secondary")
def pru_referral(t):
    """A school asks the PRU for a place."""
    p = t.pupil()
    return t.document(f"""
    | REFERRAL TO {t.pick("PUPIL REFERRAL UNIT", "ALTERNATIVE PROVISION", "THE HUB")}
    | Name {p.name}   UPN {p.upn}   Yr {p.year_group}
    | SEN {t.pick("K", "E", "N")} {t.pick("SEMH", "ADHD (private)", "none known")}   CIN/CP/LAC {t.pick("CIN", "no", "CP – neglect", "LAC")}

    Why now: {t.mix(3, 4,
        f"{p.forename} has had {t.number(11, 40)} days of suspension since September.",
        f"{cap(p.he)} can be charming and is a natural leader, unluckily.",
        f"Risk of exploitation: two phones, new trainers, found in {t.pick('Crewe', 'Margate', 'Swindon')} at midnight.",
        f"Last week {p.he} squared up to {t.pick('the deputy', 'a lunchtime lady')} and had to be held.",
        "Will not go into a classroom of more than six.",
        f"Mum agrees but is scared of {p.him}.")}

    What we tried: {t.mix(2, 3, "report card,", "mentor,", "reduced timetable (8 weeks),", "boxing on Fridays,",
        "managed move, failed after nine days,")} internal unit.

    Hoped for: {t.pick("12 weeks and back", "a place until Year 11 ends", "dual registration")}.
    """, people=1)
