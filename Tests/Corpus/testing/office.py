"""What the school office, the admissions desk and the kitchen hatch write about children and their families."""
from testing.telling import (
    ATTAINMENT, BEHAVIOUR, CHAT, EXPORT, FAMILY, FORM, IDENTITY, MAIL, MEDICAL, PROSE, SAFEGUARDING, SEN, TABLE, boy, cap, positive, son,
)


@positive("office-telephone-pad", CHAT, FAMILY, MEDICAL, BEHAVIOUR)
def telephone_pad(t):
    """Messages taken down at the front desk through one morning."""
    pupils = t.pupils(t.number(4, 8))
    messages = []
    for p in pupils:
        caller = p.parents[0]
        messages.append(t.pick(
            f"{t.time(8, 11)} {caller.formal} rang, {p.forename} ({p.form}) been up all night vomiting, wont be in till {t.day()}",
            f"{t.time(8, 11)} {p.forename} {p.surname}'s {t.pick('mum', 'nan', 'dad')} - running late again, car wont start. told her register closes 9.15",
            f"{t.time(8, 11)} {p.surname} {p.form} - {t.pick('orthodontist', 'CAMHS', 'hospital')} appt, collecting at {t.time(11, 14)}, "
            "grandad will be at the gate",
            f"{t.time(8, 11)} Dad of {p.forename} {p.surname[0]}. wants head to ring. Not happy about yesterday and the other "
            f"{t.pick('boys', 'girls')} on the bus. {t.phone()}",
            f"{t.time(8, 11)} {caller.formal} - they have moved out, staying at her sisters, NOT to give new address to his father. pls tell DSL",
            f"{t.time(8, 11)} {p.forename} in {p.form} has left inhaler at home. dropping in at lunch",
        ))
    head = t.pick("PHONE BOOK", "messages for", "While you were out", "Front office") + f" {t.day()} {t.date('%d/%m')}"
    return t.document(head, t.pick("\n\n", "\n").join(t.slips(m) for m in messages), people=len(pupils))


@positive("office-chasing-absence", MAIL, BEHAVIOUR, FAMILY)
def chasing_absence(t):
    """An e-mail between the attendance officer and a head of year."""
    p, q = t.pupils(2)
    me, you = t.adults(2)
    return t.document(f"""
    | {t.pick("Hi", "Hello", "Morning")} {you.forename},

    {t.mix(3, 5,
        f"I've rung home for {p.name} three times now and it goes straight to voicemail.",
        f"{cap(p.he)} is on {t.number(61, 88)}.{t.number(0, 9)}% and that is before this week.",
        f"The last message from mum just said 'tummy ache', same as the {t.number(2, 6)} times before.",
        f"I know they've had the bailiffs round and dad is not living there any more, so go gently.",
        f"The older sister told {t.pick('Lorraine', 'Jan', 'the TA')} that {p.he} is minding the baby while mum works nights.",
        f"I have put O for today but I'd be happier if somebody knocked on the door.")}

    {t.maybe(f"Also {q.forename} {q.surname} — nine lates since half term, always {t.day()}s. Dad drops {q.him} at the shop and that's that. "
             f"Do you want me to send letter 2 or will you catch {q.him} in tutor time first?", 0.7)}

    | {t.pick("Thanks", "Ta", "Many thanks")},
    | {me.forename}
    | Attendance, ext {t.number(200, 299)}
    """, people=2, mail=(me.email, you.email, t.pick(p.forename, "attendance", "Chasing", "again")))


@positive("office-holiday-penalty", PROSE, BEHAVIOUR, FAMILY)
def holiday_penalty(t):
    """A warning about a holiday in term time, to parents by name."""
    p = t.pupil()
    head = t.adult()
    days = t.number(5, 14)
    return t.document(f"""
    | {p.parents[0].formal}
    | {p.address}

    {t.long_date()}

    Dear {p.parents[0].formal}

    {t.pick("Re:", "Regarding")} {p.name}, {p.year}

    {t.pick(f"Thank you for returning the request form for {p.forename} to be taken out of school for {days} days.",
            f"I write because {p.forename} did not come to school for {days} days and we were told afterwards that the family was abroad.")}
    {t.pick(f"A wedding in the wider family is not, I am afraid, something for which the law allows me to give leave, and {p.his} place on the "
            f"register will show these sessions with the code G.",
            f"I have considered what you say about the cost of flights and about {p.his} grandmother's health, and I am not able to agree to it.")}

    {t.maybe(f"I would add that {p.forename} has already missed {t.number(8, 30)} sessions since September, and that Mr and Mrs {p.surname} were "
             f"given a notice for {p.his} elder brother in the summer.")}

    The local authority may issue each parent with a penalty notice of £80, rising to £160 if it is not paid within 21 days.

    | Yours sincerely
    | {head.formal}
    | {t.pick("Headteacher", "Principal", "Deputy Headteacher")}
    """, people=1)


@positive("office-admission-appeal", PROSE, FAMILY, MEDICAL, IDENTITY)
def admission_appeal(t):
    """A parent's own statement to the appeal panel."""
    p = t.pupil()
    parent = p.parents[0]
    return t.document(t.pick("Grounds of appeal", "Why I am appealing", "Our statement to the panel"), f"""
    My name is {parent.name} and I am appealing because {p.name} (born {p.dob:%d.%m.%Y}) has been refused a place at {t.school.name}.

    {t.paragraphs(3, 4,
        f"We live at {p.address}, and although the measurement says {t.number(1, 3)}.{t.number(0, 9)} miles I do not drive and there is no bus "
        f"that gets {p.him} there for half past eight. I have two smaller ones and a pushchair.",
        f"{p.forename} has {t.pick('epilepsy', 'severe eczema', 'a heart murmur', 'type 1 diabetes')} and is under {t.pick('Dr Nair', 'Mr Whitlock', 'the clinic at the Royal')}. "
        f"I have to be able to reach {p.him} within minutes. I attach the consultant's letter.",
        f"Since I left {p.his} father last spring {p.he} has had enough change. All of {p.his} friends from the refuge playgroup are going to your school "
        f"and {p.he} has only just started sleeping through again.",
        f"At the school we were offered {p.he} would be in the same class as a boy whose family we have an order against.",
        f"I work shifts at the hospital and my mother, who looks after {p.forename}, lives across the road from you.")}

    {t.pick("I know every parent thinks their child is special.", "I am not asking for favours.", "")} {t.pick("Please",
        "I beg you to")} look at
    what this means for {p.forename}, not only at a number.

    | Signed {parent.name}, {t.phone()}
    """, people=1)


@positive("office-contacts-by-class", TABLE, FAMILY, IDENTITY)
def contacts_by_class(t):
    """Whom to ring first, for each child of a class."""
    pupils = t.pupils(t.number(12, 30))
    header = t.pick(
        ["Child", "Class", "1st contact", "Tel", "2nd contact", "Notes"],
        ["Surname, forename", "Tutor grp", "Priority 1", "Mobile", "Priority 2", "Password / who may collect"],
    )
    rows = [[
        f"{p.surname}, {p.forename}", p.form, f"{p.parents[0].name} ({p.parents[0].relation.lower()})", t.phone(),
        t.pick("grandmother", "aunt", "childminder", p.parents[-1].name),
        t.pick("", "", "", "not dad - see file", "mum works nights", "shared care alternate weeks", "speaks little English, text only"),
    ] for p in pupils]
    return t.document(t.maybe(f"Emergency contacts {pupils[0].form}, printed {t.date()}"), tables=[(header, rows)], people=len(pupils))


@positive("office-late-book", TABLE, BEHAVIOUR)
def late_book(t):
    """The signing-in sheet for children who come after the bell, with reasons."""
    pupils = t.pupils(t.number(8, 20))
    reason = ["overslept", "bus", "dentist", "argument at home", "mum ill", "walked out of house", "no uniform dry",
        "anxious, carried in by dad", "traffic"]
    rows = [[f"{p.forename} {p.surname}", p.form, f"{t.number(8, 10)}.{t.number(10, 59)}", t.rng.choice(reason), t.pick("L", "U", "L",
        "M"), t.number(1, 14)]
            for p in pupils]
    header = t.pick(["Name", "Form", "In", "Why", "Code", "Lates so far"], ["Pupil", "Reg", "Time", "Reason given", "Mark",
        "Total this term"])
    return t.document(f"LATE BOOK {t.day()} {t.date('%d %b')}", tables=[(header, rows)], people=len(pupils))


@positive("kitchen-free-meals", TABLE, FAMILY, IDENTITY)
def free_meals(t):
    """The list of those who do not pay, as it goes to the cook."""
    pupils = t.pupils(t.number(9, 26))
    rows = [[p.surname, p.forename, p.form, t.pick("FSM", "UIFSM + PP", "FSM (transitional)", "FSM"), t.date(), t.pick("", "halal", "veg",
        "no pork", "own lunch Fri")]
            for p in pupils]
    return t.document(
        t.pick("Please charge nothing to these children's cards.", "For Sue in the kitchen. Do not leave on the counter."),
        tables=[(["Surname", "First name", "Cl", "Entitlement", "Checked", "Diet"], rows)], people=len(pupils),
    )


@positive("office-dinner-debt", PROSE, FAMILY)
def dinner_debt(t):
    """A letter about money owed, which tells much of the family."""
    p = t.pupil()
    clerk = t.adult()
    owed = f"£{t.number(18, 190)}.{t.number(10, 99)}"
    return t.document(f"""
    Dear {t.pick(p.parents[0].formal, p.parents[0].forename)}

    {t.pick("I am sorry to write again.", "This is the third letter I have sent.",
        "I hope you are all well.")} {p.forename}'s dinner account stands at
    {owed} {t.pick("in arrears", "overdrawn", "below nothing")} and {t.pick("nothing has come in since the start of term",
        "the direct debit was returned by the bank")}.

    {t.mix(1, 3,
        f"You told me on the telephone that your hours were cut and that you are waiting for the first Universal Credit payment; if that has come, {p.forename} can have free meals from that day.",
        f"We will never let {p.him} go without, but from Monday it will be a plain baked potato.",
        f"{clerk.formal} would be glad to sit down with you and fill in the hardship form together.",
        f"The breakfast club money for {p.forename} and the little one is on top of that.")}

    | With kind regards
    | {clerk.name}
    | Finance Assistant
    """, people=1)


@positive("transport-taxi-runs", TABLE, SEN, FAMILY, IDENTITY)
def taxi_runs(t):
    """Who rides in which taxi of a special school, with what they need on the way."""
    pupils = t.pupils(t.number(6, 16))
    need = ["wheelchair, rear ramp", "harness", "ear defenders, sits alone", "rescue meds in red bag", "PA must sit beside",
        "walks, holds hand", "spits", "escapes belt"]
    rows = [[t.number(1, 4), p.preferred, p.surname, p.postcode, t.time(7, 8), t.rng.choice(need), t.phone()] for p in pupils]
    header = t.pick(["Run", "First", "Last", "Pick-up", "At", "Needs", "Home tel"], ["Vehicle", "Passenger", "", "Postcode", "Time",
        "Driver to know", "Parent"])
    return t.document(f"Transport from {t.long_date()}", tables=[(header, rows)], people=len(pupils))


@positive("office-collection-change", CHAT, FAMILY, SAFEGUARDING)
def collection_change(t):
    """Short messages on who may fetch a child today."""
    p = t.pupil()
    a, b = t.adults(2)
    lines = [
        f"{a.forename}: has {p.forename} in {t.pick('Willow', 'Kestrels', 'Nursery', 'Y2')} been picked up",
        f"{b.forename}: not yet, {t.pick('stepdad', 'a man', 'auntie', 'someone I dont know')} is at the gate saying mum sent him",
        f"{a.forename}: DONT let {p.him} go. court order says no contact. {t.pick('photo is in the red folder', 'look on the wall behind door')}",
        f"{b.forename}: ok {p.he}s in with me doing lego. {t.pick('bit upset', 'quite happy', 'hiding under the table tbh')}",
        f"{a.forename}: mum on {t.phone()} now, coming in a taxi, {t.number(10, 40)} mins",
        f"{b.forename}: thats the {t.pick('second', 'third')} time since they split",
    ]
    if t.number(0, 1):
        lines = [f"[{t.time(14, 15)}] {line}" for line in lines]
    return t.document("\n".join("|" + t.slips(line) for line in lines[: t.number(4, 6)]), people=1)


@positive("office-picture-consent", TABLE, IDENTITY, FAMILY)
def picture_consent(t):
    """Which child may be photographed, and why not."""
    pupils = t.pupils(t.number(10, 28))
    rows = [[p.name, p.form, t.pick("Y", "Y", "Y", "N"), t.pick("Y", "N"), t.pick("", "", "", "adopted - no online", "LAC: ask SW",
        "faith", "mum in hiding")] for p in pupils]
    return t.document(tables=[(["Pupil", "Class", "Website", "Press", "Reason"], rows)], people=len(pupils), title="Photo permissions")


@positive("nursery-funded-hours", FORM, FAMILY, IDENTITY, phase="primary")
def funded_hours(t):
    """A parent's declaration for the early education places."""
    p = t.pupil(year=0)
    parent = p.parents[0]
    fields = [
        f"Child's legal name: {p.name}", f"Known as: {p.preferred}", f"Date of birth: {p.dob:%d/%m/%Y}", f"Home: {p.address}, {p.postcode}",
        f"Parent / carer claiming: {parent.name}", f"NI no.: {t.national_insurance()}", f"Eligibility code: 50{t.digits(9)}",
        f"Early years pupil premium: {t.pick('yes', 'no', 'applied')}", f"DLA: {t.pick('yes', 'no')}",
            f"Other setting attended: {t.pick('none', 'childminder Tue/Thu', 'Little Acorns')}",
    ]
    return t.document(
        f"{t.pick('Parental declaration', 'Claim for 15 / 30 hours')} — {t.pick('Autumn', 'Spring', 'Summer')} term",
            "\n".join("|" + f for f in fields),
        f"I, {parent.name}, confirm that what I have written is true and that the nursery may share it with the council.", people=1,
    )


@positive("admissions-new-starter", FORM, IDENTITY, MEDICAL, FAMILY, SEN)
def new_starter(t):
    """The form a family fills in, often shortly."""
    p = t.pupil()
    fields = t.told(9, 12,
        t.pick(f"Legal surname {p.surname}; first name {p.forename}", f"Child's full name {p.name}"), f"Likes to be called {p.preferred}",
            f"DOB {p.dob:%d.%m.%y}",
        f"Lives with {t.pick('mum', 'both', 'mum + grandad', 'foster carer', 'dad, sees mum Sundays')}", f"Address {p.address}",
        f"Doctor {t.pick('Park Lane Surgery', 'Dr Osei', 'Riverside')}", f"NHS {p.nhs}", f"UPN (office) {p.upn}",
        f"Allergies {t.pick('none', 'nuts!!', 'penicillin', 'egg')}",
            f"Any worries {t.pick('toilet', 'very shy', 'speech - waiting list', 'no', 'bites when cross')}",
        f"Language at home {t.pick('English', 'Polish', 'Urdu', 'Romanian', 'Cantonese', 'Yoruba', 'Welsh')}",
        f"Brothers / sisters {t.pick('baby', '2', p.name + ' is the eldest', 'none')}", f"Parent's phone {t.phone()}")
    return t.document(t.pick("New starter", "Welcome to our school! Tell us about your child",
        "ADMISSION FORM"), "\n".join("|" + f for f in fields), people=1)


@positive("admissions-register-export", EXPORT, IDENTITY)
def register_export(t):
    """Rows out of the register, with column names as programs write them."""
    pupils = t.pupils(t.number(15, 40))
    columns = {
        "adno": lambda p: t.digits(5), "upn": lambda p: p.upn, "legal_surname": lambda p: p.surname, "forename": lambda p: p.forename,
        "dob": lambda p: f"{p.dob:%Y-%m-%d}", "sex": lambda p: p.sex, "nc_year": lambda p: p.year_group, "reg_group": lambda p: p.form,
        "ethnicity": lambda p: p.ethnicity, "home_postcode": lambda p: p.postcode, "uln": lambda p: p.uln,
    }
    chosen = ["upn", "legal_surname", "forename"] + t.some(3, 7, *[c for c in columns if c not in ("upn", "legal_surname", "forename")])
    header = [c.title().replace("_", " ") for c in chosen] if t.number(0, 1) else chosen
    return t.document(tables=[(header, [[columns[c](p) for c in chosen] for p in pupils])], people=len(pupils))


@positive("governors-exclusion-panel", PROSE, BEHAVIOUR, FAMILY, SEN, phase="secondary")
def exclusion_panel(t):
    """Minutes of governors who look at one boy's or girl's exclusion."""
    p = t.pupil()
    head, chair, gov = t.adults(3)
    return t.document(f"""
    | Pupil Discipline Committee, {t.long_date()}
    | Present: {chair.name} (Chair), {gov.name}, {head.name} (Head), {p.parents[0].formal}, {t.pick("the clerk", "LA officer by telephone")}

    1. The Chair thanked the family for coming{t.maybe(f" and asked whether {p.forename} wished to speak; {p.he} shook {p.his} head")}.

    2. {head.formal} said that {p.surname} had {t.pick("brought a lock knife to school", "thrown a chair which broke another child's wrist",
        "been found with cannabis in " + p.his + " blazer",
            "set off fireworks in the toilets")}. {t.pick(f"It was {p.his} {t.pick('third', 'fourth', 'sixth')} fixed period this year.",
        f"{cap(p.he)} had admitted it at once.")}

    3. Mother said {p.he} {t.pick("had been told by older boys that they would hurt " + p.his + " sister",
        "stopped taking his tablets in March and nobody at school asked" if p.sex == "M" else "stopped taking her tablets in March and nobody at school asked",
        "had never had the assessment that was promised in Year 8")}. {t.maybe(f"She cried. A break of ten minutes was taken.")}

    4. Governors asked about {t.pick("the EHC needs assessment", "support from the PRU",
        "what the form tutor had noticed")}. {t.maybe("The SENCO's note was tabled.")}

    5. RESOLVED to {t.pick("uphold the exclusion", "reinstate from Monday with a risk assessment",
        "decline to reinstate")}. Letter to parents within one day.
    """, people=1)


@positive("pta-hampers", CHAT, FAMILY)
def hampers(t):
    """The parents' association plans who gets a box at Christmas."""
    families = t.pupils(t.number(3, 6))
    lines = [t.pick(
        f"{p.surname}s - {t.number(2, 6)} kids, dad lost his job at the warehouse, they will be too proud so leave it w/ {t.pick('the childminder', 'Nan', 'me')}",
        f"{p.forename} {p.surname}'s mum ({p.form}) - on her own since the summer, cooker is broken so nothing that needs an oven",
        f"{p.parents[0].name}, {p.address} - foodbank voucher ran out, two in nappies",
        f"the little {p.surname} {boy(p)} in {p.form}: nan has them now, mum is in hospital again. toys for a {t.number(5, 10)} yr old",
    ) for p in families]
    return t.document(f"""
    {t.pick("hi ladies", "Evening all", "Hi everyone")} {t.pick("so",
        "ok")} hampers!! {t.pick("school gave us these, keep it to ourselves pls x", "list from the office, DELETE after")}
    """, t.slips("\n".join("|" + line for line in lines)), t.pick("can someone do a run sat morning?",
        "I can deliver 2. Who has a big car?"), people=len(families))


@positive("careers-interview", PROSE, FAMILY, ATTAINMENT, phase="secondary")
def careers_interview(t):
    """A careers adviser's note after a talk of half an hour."""
    p = t.pupil()
    return t.document(f"""
    {t.pick("Action plan", "Notes of guidance meeting")}: {p.forename} {p.surname}{t.maybe(f", {p.form}")}{t.maybe(f", ULN {p.uln}")}

    {t.mix(4, 6,
        f"{p.forename} would like to {t.pick('be a paramedic', 'do something with animals', 'join the Army like his uncle' if p.sex == 'M' else 'join the Army like her uncle', 'do plumbing at college')}.",
        f"Predicted {t.number(1, 5)}s apart from a {t.number(4, 7)} in {t.pick('art', 'DT', 'food')}; will probably have to sit maths again.",
        f"{cap(p.he)} has been a carer for {p.his} mum, who has MS, and so cannot think about anything that means travelling.",
        f"Lives with an aunt since the summer and does not know if the bursary counts {p.him} as independent.",
        f"Does not read well and said it quickly, looking at the floor. Has never asked for help in an exam.",
        f"Got {t.number(2, 4)} days at the garage for work experience but {t.pick('was sent home after a row', 'they want to keep him on Saturdays' if p.sex == 'M' else 'they want to keep her on Saturdays')}.",
        f"Dad wants sixth form. {p.forename} does not, and has not told him.")}

    Agreed: {t.mix(1, 2, "visit open evening with me,", "write the covering letter with the mentor,", f"I ring {p.parents[0].formal},",
        "apply by 31 January,")} {t.pick("see again in May", "next talk after mocks")}.
    """, people=1)


@positive("exams-access-arrangements", FORM, SEN, ATTAINMENT, phase="secondary")
def access_arrangements(t):
    """The evidence that the exams officer files for one candidate."""
    p = t.pupil()
    return t.document(f"""
    | Candidate: {p.surname.upper()} {p.forename}   No. {t.digits(4)}
    | DOB {p.dob:%d/%m/%Y}   {t.maybe(f"ULN {p.uln}")}
    | Arrangement applied for: {t.pick("25% extra time", "reader and scribe", "rest breaks, prompter", "separate room", "word processor")}

    Picture of need: {t.mix(3, 4,
        f"{p.forename} reads {t.pick('slowly', 'word by word')} and loses the line.",
        f"Standardised scores: reading speed {t.number(66, 84)}, writing speed {t.number(66, 84)}, processing {t.number(68, 90)}.",
        f"In {t.pick('history', 'science', 'English')} {p.he} has had a reader since Year {t.number(7, 9)} and it is {p.his} normal way of working.",
        f"In the mocks {p.he} left {t.number(2, 4)} questions out and was in tears.",
        f"Diagnosis of {t.pick('dyslexia', 'ADHD', 'Tourette syndrome', 'anxiety disorder')} ({t.date('%B %Y')}).")}

    Processed online {t.date()}; approved. {t.maybe("Teachers told by e-mail.")}
    """, people=1)


@positive("exams-results-morning", CHAT, ATTAINMENT, phase="secondary")
def results_morning(t):
    """Staff on results day, who got what."""
    pupils = t.pupils(t.number(4, 7))
    adults = t.adults(2)
    lines = [f"{t.rng.choice(adults).forename}: " + t.slips(t.pick(
        f"{p.forename} {p.surname} three 9s!!! from a target of 5, crying in the hall",
        f"gutted for {p.forename} in {p.form}, one mark off the 4 in maths. resit nov",
        f"{p.surname} didnt turn up for hers, mum says cant face it. U in chem",
        f"{p.initials} from my tutor group, you know the one that moved from {t.pick('Leeds', 'Lagos', 'Gdansk', 'Cork')} in y10, got his 5s so college is ok" if p.sex == "M" else
        f"{p.initials} from my tutor group, you know the one that moved from {t.pick('Leeds', 'Lagos', 'Gdansk', 'Cork')} in y10, got her 5s so college is ok",
        f"remark for {p.forename} {p.surname[0]}? 2 off a 7 and dad is already on the phone",
    )) for p in pupils]
    return t.document("\n".join("|" + line for line in lines), people=len(pupils))


@positive("admissions-feeder-visit", PROSE, SEN, BEHAVIOUR, FAMILY, phase="primary")
def feeder_visit(t):
    """A head of Year 7 has been to a primary and writes down what the teacher said of each."""
    pupils = t.pupils(t.number(4, 9))
    notes = [f"{t.pick(p.name, p.forename + ' ' + p.surname[0], p.preferred)}{t.pick(':', ' –', '.')} " + t.pick(
        f"{t.pick('lovely', 'bright')}, chatty, do not put with {t.rng.choice(pupils).forename}. Mum a TA there.",
        "selective mute until Y4. Whispers to one friend. Will need somewhere to eat that is not the hall.",
        f"1:1 in mornings, EHCP in draft. Runs. {cap(p.he)} will test the fence on day one.",
        f"quiet. Attendance {t.number(70, 89)}. Social worker, but ask {t.pick('Jo', 'the head', 'Sandra')} not me.",
        f"GD in everything, {t.pick('cello', 'chess for the county', 'reads all night')}. Perfectionist, picks skin.",
        f"{son(p)} of {p.parents[0].name} who was at ours. Hates being shouted at since the house fire.",
        "below in writing, dyslexic we think, parents say no to testing.",
    ) for p in pupils]
    return t.document(f"Visit to {t.pick('St Peters', 'Hill Top Primary', 'the juniors', 'Marsh Lane')} {t.date('%d %B')}", t.pick("\n\n",
        "\n|").join(notes), people=len(pupils))
