"""Letters and reports about one pupil, by school and by others."""

from corpus import Document, Table, dates, people, register, some, staff
from tuning.phrases import (
    CONDITIONS,
    HOME,
    INCIDENTS,
    MEDICINES,
    NEEDS,
    SUBJECTS,
    SUPPORT,
    about,
    spin,
    story,
)

LETTER = ("docx", "pdf", "odt", "rtf", "txt", "html", "zip:docx")


@register("ehcp-sections", True, ["sen", "family-contact", "medical"], "form")
def ehcp(rng, school):
    p = people(rng, 1, school)[0]
    views = [
        "{n} [likes|loves] [Minecraft|trains|drawing foxes|football|his nan's dog|being outside].",
        "{n} [says|told us] the dinner hall is [too loud|smelly|scary].",
        "I want to [be a vet|drive a lorry|make friends|go to college].",
        "{n} [prefers|asks] to be called {n}.",
        "Writing [hurts my hand|is boring|takes me ages].",
    ]
    needs = [
        "{n} has [a diagnosis of|difficulties consistent with] {d}.",
        "{He} [follows|can follow] instructions of [one|two] [steps|key words] [with visuals|].",
        "{His} [reading|spelling] is at [an age equivalent of|around] {a} years.",
        "[Transitions|Change|Unstructured time] [lead|leads] to [distress|shutdown|flight].",
        "{n} [needs|requires] adult [help|prompting] with [toileting|dressing|eating|organisation].",
        "{He} [has few|finds it hard to keep] friendships.",
    ]
    out = [
        "By the end of KS{k} {n} will [ask for help|initiate a game with a peer|write three sentences] [in 4 of 5 opportunities|with one prompt|independently].",
        "{n} will [sleep|remain in class for 30 minutes|travel to school by bus].",
    ]
    slots = dict(d=rng.choice(NEEDS + CONDITIONS), a=rng.randint(4, 9), k=rng.randint(1, 4))
    give = "\n".join(
        f"- {s}, {rng.choice(('daily', '25 min weekly', '15 hrs pw', 'termly review by SENCO'))}"
        for s in rng.sample(SUPPORT, rng.randint(2, 6))
    )
    return Document(
        [
            "# Education, Health and Care Plan",
            f"{p.name}  {p.born(rng)}  {p.his.title()} NHS number {p.nhs}",
            f"Parent/carer: {p.parents[0].name}, {p.address}",
            "Section A\n" + story(rng, p, views, 2, 4) + " " + about(rng, p, "{n} " + rng.choice(HOME) + "."),
            "Section B\n" + story(rng, p, needs, 3, 6, **slots),
            *(["Section C\n" + about(rng, p, "{n} takes {m}.", m=rng.choice(MEDICINES))] if rng.random() < 0.6 else []),
            "Section E\n" + story(rng, p, out, 1, 2, **slots),
            "Section F\n" + give,
            f"Section I\n{school.name}",
        ],
        people=1 + len(p.parents),
    )


@register("individual-education-plan", True, ["sen"], "form")
def iep(rng, school):
    p = people(rng, 1, school)[0]
    targets = [
        "read [the first 45|100] HF words",
        "[sit|stay] on carpet for [5|10] mins",
        "use [finger spaces|full stops] without reminders",
        "[count|add] to 20 with [numicon|cubes]",
        "[ask|use card] for a break before [shouting|leaving]",
        "say [s blends|/k/ and /g/] in [words|short phrases]",
        "[share|take turns in] a game with [1|2] peers",
        "line up [calmly|without pushing]",
    ]
    rows = [
        [
            i,
            spin(rng, t),
            rng.choice(SUPPORT),
            rng.choice(("TA daily", "CT", "home", "SENCO", "x3 wk")),
            rng.choice(("", "met", "partly", "not yet - carry on", "4/5 on Tues")),
        ]
        for i, t in enumerate(rng.sample(targets, rng.randint(3, 5)), 1)
    ]
    return Document(
        [
            f"# {rng.choice(('IEP', 'Learning plan', 'My targets', 'Support plan'))}: {rng.choice((p.name, p.short))}",
            about(rng, p, "[{year}|{form}]  [SEN support|K|EHCP]  [Area|Need]: {d}", d=rng.choice(NEEDS)),
            about(rng, p, "[What {n} is good at|Strengths]: [jokes|puzzles|kind to little ones|drawing|number facts]"),
        ],
        [Table(["", "Target", "How", "Who/when", "Review"], rows)],
        [
            rng.choice(
                (f"Signed {p.parents[0].forename} {p.parents[0].surname}", "parent not able to attend, copy sent", "Pupil view: ok i spose")
            )
        ],
        people=1,
    )


@register("annual-review-minutes", True, ["sen", "family-contact"], "prose", LETTER)
def annual_review(rng, school):
    p, (a, b) = people(rng, 1, school)[0], staff(rng, 2, school)
    said = [
        "Mum [feels|is worried] that {n} is [falling behind|coming home shattered|masking all day].",
        "{a} [reported|shared] that {n} [now|can] [reads to|joins] [the group|an adult] [most days|with support].",
        "[OT|SALT] [sent apologies|report not received].",
        "{n} [came in for ten minutes|did not want to attend|showed photos of] and [said the hut is the best bit|told everyone about {his} dog|asked for more computing].",
        "[All agreed|Agreed] to [keep|amend] [section F|the plan] and [ask for|request] [more hours|a change of placement|an EP visit].",
        "{b} [raised|queried] [attendance|toileting|taxi arrangements] since [October|the move].",
        "{n} [is no longer|is still] on a [reduced|part-time] timetable.",
        "Parent [prefers|would like] a [specialist|mainstream] secondary.",
    ]
    return Document(
        [
            f"# {rng.choice(('Annual review', 'AR meeting', 'Review of EHCP'))} - {p.name}",
            f"Present: {a.formal} ({school.senco.initials} chair), {b.formal}, {p.parents[0].formal} ({p.parents[0].relation.lower()}), {school.senco.formal}",
            *[about(rng, p, s, a=a.forename, b=b.formal) for s in some(rng, said, 4)],
            spin(rng, "Actions: [SENCO to send papers to LA by {d}|chase OT, {d}|transition visit {d}].", d=f"{dates(rng, 1)[0]:%d/%m}"),
        ],
        people=2,
    )


@register("ep-report", True, ["sen", "family-contact"], "prose", LETTER)
def ep_report(rng, school):
    p, (a, b) = people(rng, 1, school)[0], staff(rng, 2, school)
    bits = [
        "{n} was [seen|observed] in [a maths lesson|the playground|a quiet room] and [engaged|settled] [quickly|after some reassurance].",
        "On the [BAS3|WISC-V] [verbal|non-verbal] scale {he} scored at the {c}th centile, [a skewed profile|in line with {his} age|well below what teachers expect].",
        "[Working memory|Processing speed] is a [relative weakness|clear difficulty], so [long instructions|copying from the board] will tire {him}.",
        "{His} [class teacher|TA], {a}, [describes|spoke of] a [curious|anxious|funny] child who [gives up|needs to win|avoids print].",
        "[From the family|Family]: {n} {h}.",
        "{n} [told me|said] 'I'm [rubbish|thick|okay] at [reading|sums]'.",
        "[I would suggest|It may help] [that {n} has|] a [key adult|workstation|quiet start] and [precision teaching|five minutes' notice of change].",
        "There [is|was] no evidence of a [specific|general] learning difficulty [at this point|], though [attention|language] [should be|needs to be] [looked at|explored].",
    ]
    texts = [about(rng, p, s, a=a.formal, c=rng.randint(1, 60), h=about(rng, p, rng.choice(HOME))) for s in some(rng, bits, 5)]
    more = rng.randint(1, 4)
    return Document(
        [
            "# Psychological advice",
            f"Name: {p.name}\nDate of birth: {p.born(rng)}\nSchool: {school.name}",
            *[" ".join(texts[i::more]) for i in range(more)],
            f"{b.name}\nEducational Psychologist",
        ],
        people=1,
    )


@register("speech-therapy-report", True, ["sen", "medical"], "prose", LETTER)
def salt(rng, school):
    p, t = people(rng, 1, school)[0], staff(rng, 1)[0]
    bits = [
        "{n} was [assessed|seen] [at school|in clinic] on {d} using the [CELF-5|DLS|Renfrew|DEAP].",
        "{He} [understood|followed] [2|3] key words [but lost the third|with repetition].",
        "{n}'s [speech|talk] is [hard to follow|clear in single words|unintelligible to strangers]; [fronting|stopping|cluster reduction] [persists|was heard].",
        "[Expressive|Spoken] language is [delayed|disordered]: [he leaves out verbs|word order is muddled|vocabulary is thin].",
        "{n} [stammers|repeats first sounds] when [rushed|tired].",
        "Mum [reports|tells me] the [family|home] speaks [Polish|Urdu|Somali|Romanian|Twi] [at home|with grandparents].",
        "[Hearing|Audiology] [is awaited|was normal].",
        "[Please|Staff should] [give {him} time|use signs|comment, don't question].",
    ]
    return Document(
        [
            spin(rng, "[NHS|Community] [Speech and Language Therapy|SaLT] [report|summary|discharge letter]"),
            f"RE: {p.name}  D.O.B. {p.born(rng)}" + (f"  NHS {p.nhs}" if rng.random() < 0.6 else ""),
            story(rng, p, bits, 4, 8, d=f"{dates(rng, 1)[0]:%d.%m.%Y}"),
            f"{t.name}, Speech and Language Therapist",
        ],
        people=1,
    )


@register("medical-care-plan", True, ["medical", "family-contact"], "form")
def care_plan(rng, school):
    p = people(rng, 1, school)[0]
    c, m = rng.choice(CONDITIONS), rng.choice(MEDICINES)
    lines = [
        "[Condition|Diagnosis]: {c}",
        "[Signs|What you will see]: {n} [goes pale and quiet|holds {his} tummy|wheezes|stares and does not answer|comes out in hives]",
        "[Daily|Every day]: {m} [at 12|before PE|with food]",
        "[In an emergency|If it gets worse]: [call 999|give second dose after 5 mins|lie {him} down], then ring {q}",
        "[Triggers|Avoid]: [cold air|nuts|missed snack|heat|flashing lights]",
        "[Trained staff|Who can give it]: [Mrs B|TAs in {form}|first aiders]",
        "GP: Dr {g}, [Health Centre|Surgery], {t}",
    ]
    return Document(
        [
            spin(rng, "# [Individual healthcare plan|Care plan|Medical plan|IHP]"),
            f"{p.name}, {p.born(rng)}, {p.form}" + (f", NHS no. {p.nhs}" if rng.random() < 0.4 else ""),
            *[
                about(rng, p, s, c=c, m=m, q=f"{p.parents[0].formal} {p.parents[0].phone}", g=staff(rng, 1)[0].surname, t=school.town)
                for s in some(rng, lines, 5)
            ],
            f"Parent: {p.parents[0].name}",
        ],
        people=2,
    )


@register("accident-form", True, ["medical", "pupil-identity"], "form")
def accident(rng, school):
    p, a = people(rng, 1, school)[0], staff(rng, 1, school)[0]
    what = [
        "[fell|slipped] off the [trim trail|bench|climbing frame]",
        "[banged heads|collided] with [another child|Year 5 boy] in the playground",
        "[trapped|shut] finger in [toilet door|drawer]",
        "[tripped|fell over] in PE, landed on wrist",
        "nose bleed, [no injury|hit by football]",
    ]
    where = ["bump on forehead", "graze L knee", "cut lip, tooth ok", "swollen ankle", "red mark above eye", "? broken wrist"]
    did = [
        "cold compress",
        "cleaned, plaster",
        "mum rang and collected",
        "head bump letter and wristband",
        "ambulance called",
        "sat in office 20 mins then fine",
    ]
    rows = [
        ["Injured person", p.name],
        ["Class", p.form],
        ["When", f"{dates(rng, 1)[0]:%d/%m/%y} {rng.randint(9, 14)}:{rng.randint(10, 59)}"],
        ["What happened", about(rng, p, "{n} " + rng.choice(what))],
        ["Injury", rng.choice(where)],
        ["Treatment", " + ".join(rng.sample(did, rng.randint(1, 2)))],
        ["First aider", a.formal],
    ]
    return Document([rng.choice(("# Accident / first aid record", "# Bump note", "# Incident & injury form"))], [Table([], rows)], people=1)


@register("exclusion-letter", True, ["behaviour-attendance", "family-contact"], "prose", LETTER)
def exclusion(rng, school):
    p = people(rng, 1, school)[0]
    q = p.parents[0]
    days = rng.choice(("one day", "2 days", "three days", "five school days"))
    bits = [
        spin(
            rng,
            "I am writing to [tell you of|inform you about] my decision to [suspend|exclude] {n} for {d}[, until {e}|]. [I realise this may be upsetting|I know this is not what you want to hear].",
            n=p.forename,
            d=days,
            e=f"{dates(rng, 1)[0]:%d %B}",
        ),
        about(
            rng,
            p,
            "[The reason is that|This is because] [on {w}|yesterday|this morning] {n} "
            + rng.choice(INCIDENTS)
            + ". [It is the third time this term.|{He} has shown no remorse.|We took account of {his} needs.|]",
            w=rng.choice(("Monday", "Thursday", "12 March")),
        ),
        about(
            rng,
            p,
            "[You must|You have a duty to] ensure that {n} is not [seen|present] in a public place [during school hours|in those days].",
        ),
        about(
            rng,
            p,
            "[Work|A pack] will be [sent home|set online]. [The reintegration|Our readmission] meeting is at [8.30|9.00]; [please come with {him}|bring {n}].",
        ),
        "[You may|You have the right to] make representations to the governing board.",
    ]
    return Document(
        [
            f"{q.name}\n{p.address}\n{school.town}\n{p.postcode}",
            f"Dear {q.formal}",
            f"{p.name}, {p.form}",
            *[spin(rng, b) for b in bits[: rng.randint(3, 5)]],
            f"{school.head.name}\nHeadteacher",
        ],
        people=2,
    )


@register("attendance-letter", True, ["behaviour-attendance", "family-contact"], "prose", LETTER)
def attendance_letter(rng, school):
    p = people(rng, 1, school)[0]
    q = rng.choice(p.parents)
    bits = [
        "{n}'s attendance [is currently|has dropped to|stands at] {x}%[, below the school's target|], [with {u} unauthorised sessions|and {he} has been late {u} times].",
        "[You went on|We understand that a] holiday in term time was [taken|not authorised].",
        "[A penalty notice|A fine of £160] [may be|will now be] issued to each parent.",
        "[We want to help|If there is anything going on at home] please [ring|come and see] {z}.",
        "[From now on|Until further notice] medical evidence [is needed|will be asked for] for [every|any] absence.",
        "[I certify|This certifies] that {n} was absent on the dates [shown|attached].",
    ]
    return Document(
        [
            f"{q.formal}\n{p.address}, {p.postcode}",
            f"Dear {q.formal},",
            f"Re: {p.name} {p.year}",
            story(rng, p, bits, 3, 5, x=f"{rng.uniform(48, 89):.1f}", u=rng.randint(4, 40), z=school.dsl.formal),
            rng.choice(("Attendance Officer", "Education Welfare Service", school.head.name)),
        ],
        people=2,
    )


@register("report-comments", True, ["attainment", "pupil-identity"], "prose", ("docx", "txt", "odt", "pdf", "rtf", "html"))
def report_comments(rng, school):
    pupils = people(rng, rng.randint(1, 14), school, same_class=True)
    bits = [
        "{n} has [made|shown] [super|steady|patchy|excellent] progress in {s}[, particularly in {t}|].",
        "{He} [must|needs to] [check {his} work|read every night|put {his} hand up|listen the first time].",
        "{n} is a [pleasure to teach|kind friend|chatterbox|quiet member of the class].",
        "[I have been|I'm] [impressed|delighted|a bit disappointed] [by|with] {his} [attitude|effort|fractions|stories].",
        "{n} [is working|works] [at|below|above] the expected standard in [reading|writing|maths].",
        "In {s} {he} [can|is able to] [explain|recall|apply] [what was taught|methods|key facts].",
        "[Well done|Keep it up], {n}!",
        "{His} [targets|next steps] [are|:] [paragraphs|column subtraction|joined handwriting|times tables].",
    ]
    one = lambda p: (
        (f"{p.name if rng.random() < 0.4 else p.preferred}\n" if rng.random() < 0.7 else "")
        + story(rng, p, bits, 2, 7, s=rng.choice(SUBJECTS), t=rng.choice(("algebra", "dialogue", "electricity", "mapwork")))
    )
    return Document([one(p) for p in pupils], people=len(pupils))


@register("pupil-reference", True, ["attainment", "pupil-identity"], "prose", LETTER)
def pupil_reference(rng, school):
    p, a = people(rng, 1, school)[0], staff(rng, 1, school)[0]
    bits = [
        "{n} [has been|was] a student here since {y} and [is expected to gain|is predicted] {g}.",
        "{He} [led|captained|founded] the [debating|chess|Bollywood dance] [club|team].",
        "[Illness|A family bereavement|Caring for {his} mother] [affected|disrupted] {his} [GCSE|mock] results.",
        "{n} [writes|argues] with [care|flair], and [teachers|staff] [praise|like] {his} [humour|stubbornness|curiosity].",
        "[Attendance|Punctuality] is [excellent|96%|a concern I must mention].",
    ]
    return Document(
        [
            "To whom it may concern",
            f"{p.name}",
            story(rng, p, bits, 3, 5, y=rng.randint(2019, 2024), g=rng.choice(("grades 6 to 8", "ABB", "DMM", "a 5 in English"))),
            f"{a.name}, {a.role}",
        ],
        people=1,
    )


@register("governors-exclusion-panel", True, ["behaviour-attendance", "safeguarding", "family-contact"], "prose", LETTER)
def panel(rng, school):
    p, (a, b) = people(rng, 1, school)[0], staff(rng, 2, school)
    name = rng.choice((p.preferred, p.initials, f"{p.preferred} {p.surname[0]}."))
    bits = [
        "The head [set out|outlined] [the incident of {d}|events], when {n} " + rng.choice(INCIDENTS) + ".",
        "{q} [disputed|did not accept] [this|the account], saying that {n} [was provoked|is bullied|had not taken {his} tablets].",
        "Panel [asked|queried] [what support|whether an EHC needs assessment] [had been tried|was considered].",
        "{b} [confirmed|said] [a PSP|two managed moves|CAMHS] had [failed|been offered|not been taken up].",
        "[The decision was|Governors voted] to [uphold|decline to reinstate|reinstate] [unanimously|by two to one|].",
        "{n} [spoke|read a statement]: '[I am sorry|I want to come back|it wasn't just me]'.",
        "{n} " + rng.choice(HOME) + ".",
    ]
    texts = [
        about(rng, p, s, d=f"{dates(rng, 1)[0]:%d %b}", q=p.parents[0].formal, b=b.formal).replace(p.preferred, name)
        for s in some(rng, bits, 4)
    ]
    return Document(
        [
            "# Minutes: pupil discipline committee",
            f"Present: {a.name} (Chair), {school.head.name}, {p.parents[0].name}",
            *[f"{i}. {t}" for i, t in enumerate(texts, 1)],
        ],
        people=2,
    )
