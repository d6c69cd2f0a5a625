"""Negatives that look like positives: adults by name, support and sanctions in general, pupils of stories and questions."""

from corpus import TODAY, Document, Table, register, some, staff
from tuning.elsewhere import full_name, surname
from tuning.phrases import (
    CONDITIONS,
    MEDICINES,
    NEEDS,
    PAPER,
    SUBJECTS,
    SUPPORT,
    first_name,
    said,
    spin,
)
from tuning.school_papers import POLICIES


@register("team-minutes-without-children", False, style="prose", formats=PAPER)
def team(rng, school):
    adults = staff(rng, 4, school)
    pool = [
        "{a} [to|will] [update|share] the [SEN register|provision map|behaviour log] template.",
        "[Care plans|IEPs|Annual reviews] [due|to be done] by [Easter|the 14th].",
        "{b} [fed back|reported] from [autism|attachment|first aid] training: [useful|slides on drive].",
        "[Interventions|ELSA slots|Lego therapy] [full|start again] after [half term|mocks].",
        "[Attendance|Detentions] [down|up] {k}% on last [year|term].",
        "Agreed: [three|all] adults [carry radios|wear lanyards].",
        "{a} asked [how|whether] we [record|log] [incidents|medicines] on trips.",
        "[EP|SALT] [visit|day] [is|moved to] [12 May|Thursday].",
    ]
    return Document(
        [
            spin(rng, "# [SEND team|Pastoral|TA|Safeguarding link] meeting"),
            "Present: " + ", ".join(a.formal for a in adults),
            *said(rng, pool, 4, 8, a=adults[0].forename, b=adults[1].formal, k=rng.randint(2, 40)),
        ]
    )


@register("cover-work", False, style="prose", formats=PAPER)
def cover(rng, school):
    pool = [
        "[Year {y}|Set 2|P{y}]: [finish|read] pages {k} to {j}.",
        "[Seating plan|Class list] is [on the desk|in the tray].",
        "[Sanctions|Behaviour]: [warn|C1], then [move|C2], then send for {a}.",
        "Pupils [with passes|who need the toilet] may [go|leave].",
        "[TA|{b}] [supports|works with] the [green|front] table.",
        "[Collect|Count] [books|scissors] in.",
        "[Fast|Early] finishers: [quiz|poster].",
    ]
    a, b = staff(rng, 2, school)
    return Document(
        [
            f"Cover work {rng.choice(SUBJECTS)} {TODAY:%d/%m}",
            *said(rng, pool, 4, 7, y=rng.randint(1, 6), k=rng.randint(4, 60), j=rng.randint(61, 90), a=a.formal, b=b.forename),
        ]
    )


@register("general-letter-home", False, style="prose", formats=PAPER)
def letter_home(rng, school):
    pool = [
        "[We are|I am] writing to [tell|inform] you [of|about] [a trip|the new uniform|a case of scarlet fever|an INSET day].",
        "[Please|Kindly] [return|sign] the slip [below|] by [Friday|the 20th].",
        "[If|Should] your child [have|has] [an allergy|{c}|a care plan], [ring|tell] the office.",
        "[Coaches|We] leave at {k}.15.",
        "[The cost|A contribution] is £{k}; [families on benefits|pupil premium pupils] [pay nothing|should speak to us].",
        "[Persistent lateness|Absence] [harms|affects] learning; [every|each] day counts.",
    ]
    return Document(
        [
            spin(rng, "[{s}, {t}|{s}|]", s=school.name, t=school.address),
            spin(rng, "Dear [Parents|Parent/carer|Families|all]"),
            " ".join(said(rng, pool, 3, 5, c=rng.choice(CONDITIONS), k=rng.randint(3, 14))),
            f"Yours sincerely,\n{school.head.name}\nHeadteacher",
        ]
    )


@register("comment-bank", False, style="prose", formats=PAPER)
def comment_bank(rng, school):
    blank = rng.choice(("[Name]", "___", "<name>", "NAME", "*", "X", "(name)")).replace("[", "(").replace("]", ")")
    pool = [
        "{n} has [made|shown] [super|steady|limited] progress [in reading|this year].",
        "{n} [needs to|should] [listen|check work|read nightly].",
        "(He/She) [is|has been] a [pleasure|worry|kind friend].",
        "{n} [works|is working] [below|at] the expected standard in {s}.",
        "[Attendance|Behaviour] [is|has been] [a concern|excellent] [and must improve|].",
        "{n} [finds|found] [group work|change] [hard|easier].",
    ]
    return Document(
        [
            rng.choice(("# Report comment bank", "# Statements for reports", "# Phrases you can use")),
            "\n".join("- " + s for _ in range(rng.randint(1, 3)) for s in said(rng, pool, 3, 6, n=blank, s=rng.choice(SUBJECTS))),
        ]
    )


@register("blank-letter-template", False, style="prose", formats=PAPER)
def letter_template(rng, school):
    f = rng.choice(("<<{}>>", "{{{{{}}}}}", "[{}]", "«{}»", "____({})____")).format
    kid, adult = f(rng.choice(("Forename", "PupilName", "Child"))), f(rng.choice(("Salutation", "ParentName")))
    pool = [
        "{k} was [excluded|absent|given a detention] on {d} [because|for] {r}.",
        "[Attendance|Attendance to date] for {k} is {p}%.",
        "[We|I] would like to [meet|invite you] to discuss {k}'s [IEP|behaviour|EHCP] on {d}.",
        "{k} was given {m} at {d} by {r}.",
        "[Please|You must] [sign|reply|contact] by {d}.",
    ]
    return Document(
        [
            f"Dear {adult}",
            *said(rng, pool, 2, 4, k=kid, d=f("Date"), r=f("Reason"), p=f("Percent"), m=f("Dose")),
            "Yours sincerely\n" + f("HeadName"),
        ]
    )


@register("vignettes-for-discussion", False, style="prose", formats=PAPER)
def vignettes(rng, school):
    pool = [
        "A pupil in [Year 5|your form] [smells of smoke and steals food|has bruises|stops talking]. [Whom do you tell|What next]?",
        "Scenario {k}: '{n}' [arrives late each Monday|will not change for PE|has a new phone]. [List three questions|Possible indicators?]",
        "Imagine a child [with {c}|on a CP plan] on a [trip|residential]. [Who carries|Where is] the [{m}|plan]?",
        "A parent [asks for|demands] the [SEN|behaviour] records. [True or false: you hand them over|How long have you got]?",
        "A colleague [messages|gives lifts to] students. [Low-level concern|Allegation]? Discuss.",
    ]
    return Document(
        [
            "# " + rng.choice(("Safeguarding scenarios", "Quiz for new staff", "What would you do?", "Induction: discussion cards")),
            *[
                f"{i}. {t}"
                for i, t in enumerate(
                    said(rng, pool, 3, 5, k=rng.randint(1, 9), n=first_name(rng), c=rng.choice(CONDITIONS), m=rng.choice(MEDICINES)), 1
                )
            ],
        ]
    )


@register("intervention-catalogue", False, style="table")
def interventions(rng, school):
    return Document(
        [rng.choice(("# Interventions we offer", "# Wave 2 menu", "# Costed provision"))],
        [
            Table(
                ["Provision", "Need", "Length", "Ratio", "Cost £", "Evidence"],
                [
                    [
                        s,
                        rng.choice(NEEDS),
                        rng.choice(("6 wks", "12 wks", "daily")),
                        rng.choice(("1:1", "1:4", "1:6")),
                        rng.randint(40, 2600),
                        rng.choice(("EEF +3", "low", "school data", "moderate")),
                    ]
                    for s in some(rng, SUPPORT, 6)
                ],
            )
        ],
    )


@register("sanctions-ladder", False, style="table")
def ladder(rng, school):
    return Document(
        [rng.choice(("# Consequences", "# Behaviour steps", "# Rewards and sanctions"))],
        [
            Table(
                ["Step", "Examples", "What happens", "Recorded by"],
                [
                    [
                        f"C{i}",
                        spin(rng, "[talking|no kit|late], [chewing|defiance|swearing]"),
                        spin(rng, "[reminder|15 min detention|call home|isolation|suspension]"),
                        rng.choice(("teacher", "HoY", "SLT")),
                    ]
                    for i in range(1, rng.randint(4, 7))
                ],
            )
        ],
    )


@register("medicine-information", False, style="prose", formats=PAPER)
def medicine_information(rng, school):
    pool = [
        "[Give|Use] [one|two] [puffs|doses] [every four hours|at the first sign of wheeze].",
        "[Side effects|Possible effects]: [sleepiness|fast heartbeat|poor appetite].",
        "[Keep|Store] [below 25 degrees|in a fridge].",
        "In an [attack|emergency] call 999 [and say 'anaphylaxis'|].",
        "[Expiry dates|Spare pens] are checked [monthly|by the office].",
        "Children [with|who have] {c} [should|may] [carry|keep] their own {m}.",
    ]
    return Document(
        [
            f"# {rng.choice(MEDICINES).capitalize()}: what staff should know",
            *said(rng, pool, 3, 6, c=rng.choice(CONDITIONS), m=rng.choice(MEDICINES)),
        ]
    )


@register("biography", False, style="prose", formats=PAPER)
def biography(rng, school):
    n, s = first_name(rng), surname(rng)
    pool = [
        "{n} {s} was born in {t} in {y}, the [third|youngest] child of a [weaver|doctor|bus driver].",
        "[Often ill|Expelled at fourteen|Deaf from the age of six], {s} [taught|drew|read] [in bed|every night].",
        "In {z} {s} [won|was refused] [a place at the Royal College|the medal].",
        "[Critics|Friends] [spoke of|remember] a [difficult|generous] [teacher|mother].",
        "{s}'s [sister|first husband] [died|emigrated] in {z}.",
        "The [museum|archive] holds [letters|school reports] [from|of] that time.",
    ]
    return Document(
        [f"# The life of {n} {s}", *said(rng, pool, 4, 6, n=n, s=s, t=school.town, y=rng.randint(1790, 1930), z=rng.randint(1931, 1980))]
    )


@register("reading-comprehension", False, style="prose", formats=PAPER)
def comprehension(rng, school):
    a, b = first_name(rng), first_name(rng)
    pool = [
        "{a} [didn't want|refused] to go to school, [because of|not after] what {b} [had said|did].",
        "'My [inhaler|glasses]!' [gasped|cried] {a}.",
        "Mrs {s} [looked|stared] over her glasses. '{b}, [outside|sit down],' she said.",
        "[All|That] [night|weekend] {a}'s [tummy|head] hurt and Mum [rang|was going to ring] the doctor.",
        "In the end {b} [said sorry|shared a biscuit].",
    ]
    asks = [
        "How does {a} feel [at the start|in line 4]?",
        "[Find|Copy] a word that means '[cross|afraid]'.",
        "Why did {b} [say sorry|go outside]? Use evidence.",
        "What [might|will] happen next?",
    ]
    slots = dict(a=a, b=b, s=surname(rng))
    return Document(
        [
            rng.choice(("# Reading comprehension", "# Guided reading text 4", "# Read the story, answer the questions")),
            " ".join(said(rng, pool, 3, 5, **slots)),
            *[f"{i}. {q}" for i, q in enumerate(said(rng, asks, 2, 4, **slots), 1)],
        ]
    )


@register("letters-to-suppliers", False, style="mail")
def supplier(rng, school):
    a, b = staff(rng, 2, school)
    pool = [
        "[Further to|Following] [your visit|our call], [please|could you] [quote for|confirm] {k} [chairs|licences|coaches].",
        "[The boiler|The minibus|Photocopier 2] [has failed|is leaking] again.",
        "[Our order|PO] {o} [has not arrived|was short].",
        "[{b}|Our caretaker] will [meet|let in] your [engineer|driver] at [8|7.30].",
        "[Invoice|Ref] {o} [paid|queried].",
    ]
    return Document(
        [
            spin(rng, "Dear {n},", n=full_name(rng)),
            *said(rng, pool, 2, 4, k=rng.randint(2, 60), o=rng.randrange(10**9, 10**10), b=b.forename),
            f"{a.name}\n{a.role}\n{school.name}\n{school.phone}",
        ],
        properties={"from": a.email, "to": "orders@supplier.example", "subject": spin(rng, "[Order|Quote|Repair|Re: visit]")},
    )


@register("questionnaire-totals", False, style="table")
def survey(rng, school):
    ask = [
        "My child feels safe",
        "Bullying is dealt with",
        "SEND needs are met",
        "I know about attendance",
        "Behaviour is good",
        "I would recommend the school",
        "Medical needs are managed",
        "Staff know my child",
    ]
    return Document(
        [rng.choice(("# Parent survey", "# Pupil voice: results"))],
        [
            Table(
                ["Statement", "Agree", "Disagree", "Don't know"],
                [[s, f"{rng.randint(40, 99)}%", f"{rng.randint(0, 30)}%", f"{rng.randint(0, 20)}%"] for s in some(rng, ask, 4)],
            )
        ],
        ["Comments were summarised and names removed."] if rng.random() < 0.5 else [],
    )


@register("first-names-on-a-display", False, style="table", formats=("docx", "txt", "xlsx", "pdf"), scored=False)
def first_names(rng, school):
    return Document(
        [rng.choice(("# Peg labels", "# Christmas tree groups", "# Reading corner"))],
        [Table([], [[first_name(rng), first_name(rng), first_name(rng)] for _ in range(rng.randint(5, 10))])],
    )


@register("duty-rota", False, style="table", scored=False)
def rota(rng, school):
    adults = staff(rng, 8, school)
    return Document(
        ["# Duty rota"],
        [
            Table(
                ["", "Mon", "Tue", "Wed", "Thu", "Fri"],
                [[w] + [rng.choice(adults).initials for _ in range(5)] for w in ("gate", "KS1 yard", "field", "hall", "library")],
            )
        ],
    )


@register("school-handbook", False, style="prose", formats=PAPER)
def handbook(rng, school):
    body = []
    for topic in some(rng, POLICIES, 4):
        body += [f"## {topic.capitalize()}"] + said(rng, POLICIES[topic], 3, 6)
        if rng.random() < 0.6:
            body.append(
                spin(
                    rng,
                    "[Contact|Ask|Lead]: {a}, {e}",
                    a=rng.choice((school.senco, school.dsl, school.head)).name,
                    e=rng.choice((school.phone, school.senco.email)),
                )
            )
    return Document([f"# {school.name}: {rng.choice(('staff handbook', 'prospectus', 'information for parents'))}", *body])
