"""Papers of a school that are about nobody: policies, guidance, blank forms, plans, minutes about buildings. They use the same words."""

from corpus import Document, Table, dates, register, some, staff
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

POLICIES = {
    "safeguarding": [
        "All [staff|adults] must [report|pass on] [concerns|any disclosure] to the DSL [the same day|without delay] [and record it on the system|].",
        "A child who [discloses|tells of] [abuse|harm] should be [listened to|taken seriously]; never promise [secrecy|confidentiality].",
        "[Bruises|Unexplained injuries], [hunger|poor hygiene] and [withdrawal|changes in behaviour] [may|can] be signs of [neglect|abuse].",
        "The [local authority|MASH] [thresholds|pathways] [apply|are followed] and a [MARF|referral] is made [within 24 hours|].",
        "[Children in care|Looked-after children] have a [PEP|personal education plan] [each term|].",
        "[Governors|The board] [review|approve] this policy [yearly|every September].",
    ],
    "sen": [
        "[Pupils|Children] with [SEND|special educational needs] [receive|are offered] [quality first teaching|support] [before|and then] [targeted|wave 2] [help|intervention].",
        "An EHC [plan|needs assessment] [may|can] be requested [by parents|by school] [when|if] [progress is limited|the graduated approach is not enough].",
        "The SENCO [keeps|maintains] the SEN register and [meets|consults] [parents|families] [three times a year|termly].",
        "Needs [fall|are grouped] into [four|broad] areas: communication, cognition, SEMH, sensory and physical.",
        "[Reasonable adjustments|Access arrangements] [include|are] [extra time|a reader|rest breaks].",
        "A [provision map|support plan] sets [targets|outcomes] which are [reviewed|updated] [with the pupil|].",
    ],
    "behaviour": [
        "[Sanctions|Consequences] [run|go] from [a reminder|C1] to [suspension|C5].",
        "[Swearing|Fighting|Vaping|Persistent lateness] [leads to|results in] [a detention|a call home|isolation].",
        "A pupil [who|that] [runs out of|leaves] class is [followed|watched] at a distance.",
        "Permanent exclusion is [a last resort|used only for serious breaches]; the head [informs|writes to] parents [without delay|].",
        "[Rewards|House points|Praise] [outnumber|come before] sanctions.",
        "[Reasonable force|Restraint] is [recorded|logged] [and parents told|] the same day.",
    ],
    "medicines": [
        "Medicines are [given|administered] only with [written consent|form M1] and [kept|stored] in [the office fridge|a locked cupboard].",
        "Each [child|pupil] with [asthma|epilepsy|an allergy|diabetes] has an individual healthcare plan.",
        "[EpiPens|Adrenaline pens|Inhalers] go with the [child|class] on [trips|visits].",
        "A [record|log] shows the [dose|time], the adult and a witness.",
        "[Calpol|Paracetamol] is not given [before 12|without a call home].",
    ],
    "attendance": [
        "[Registers|Marks] close at [9.20|9.30] and code [U|L] is used [after that|].",
        "Below [90%|92%] [a letter|an invitation to meet] is sent; [penalty notices|fines] [may|can] follow [ten unauthorised sessions|].",
        "[Holidays|Leave] in term time [will not be|is never] authorised [except in exceptional circumstances|].",
        "[Medical evidence|A letter] may be [asked for|required].",
    ],
    "staff capability": [
        "[An employee|A teacher] whose [performance|work] [falls below|does not meet] the standards [is given|receives] [a support plan|time to improve].",
        "[A final written warning|Dismissal] [may|can] follow [a formal review|sustained under-performance].",
        "The [employee|member of staff] may [bring|be accompanied by] a [union representative|colleague].",
        "[Sickness|Absence] [triggers|meetings] [apply|are held] after [three spells|ten days]; occupational health [advises|is consulted].",
        "Pay [progression|decisions] [rest|depend] on appraisal.",
    ],
    "data protection": [
        "[Personal data|Pupil data] [is|must be] [encrypted|locked away] when it leaves [the site|school].",
        "A UPN [must|should] not be [used|shared] outside [school systems|the DfE returns].",
        "[Memory sticks|USB drives] are [forbidden|allowed only with encryption].",
        "[Subject access requests|Breaches] are [logged|answered] within [a month|72 hours].",
        "Special category data [covers|includes] health, ethnicity and [belief|trade union membership].",
    ],
}


@register("policy", False, style="prose", formats=PAPER)
def policy(rng, school):
    topic = rng.choice(list(POLICIES))
    head = ["# " + spin(rng, "{s} {t} [policy|procedure|policy and procedures]", s=rng.choice((school.name, "")), t=topic.capitalize())]
    if rng.random() < 0.6:
        head.append(
            spin(
                rng,
                "[Approved by|Owner]: [governing body|FGB|headteacher {h}]. [Review|Next review]: {y}. Version {v}",
                h=school.head.name,
                y=rng.choice(("Autumn 2026", "July 2027")),
                v=f"{rng.randint(1, 9)}.{rng.randint(0, 9)}",
            )
        )
    body = []
    for other in [topic] + some(rng, [t for t in POLICIES if t != topic], 0, 3):
        body += [f"## {rng.randint(1, 9)}. {rng.choice(('Roles', 'Principles', 'Procedures', 'Monitoring', 'Aims'))}"] + said(
            rng, POLICIES[other], 2, 6
        )
    return Document(head + body)


@register("blank-form", False, style="form", formats=PAPER)
def blank(rng, school):
    fields = [
        "Name of child",
        "Date of birth",
        "Class / form",
        "UPN",
        "NHS number",
        "Parent/carer name",
        "Address",
        "Home telephone",
        "Mobile",
        "GP and surgery",
        "Medical conditions",
        "Allergies",
        "Medication and dose",
        "Dietary needs",
        "SEN status",
        "Ethnicity",
        "Home language",
        "Nature of concern",
        "What the child said",
        "Body map completed?",
        "Action taken",
        "Social worker",
        "Is the child looked after?",
        "Injury",
        "Treatment given",
        "Witness",
        "Reason for absence",
        "Target 1",
        "Strengths",
        "Outcome",
        "Signed",
        "Date",
    ]
    title = rng.choice(
        (
            "# Admission form",
            "# Cause for concern form",
            "# Accident report",
            "# Request to give medicine",
            "# Individual education plan (template)",
            "# Trip consent",
            "# Individual healthcare plan",
            "# Referral form",
            "# Behaviour incident slip",
            "# Staff appraisal form",
            "# Annual review: parent's views",
        )
    )
    gap = rng.choice(("", "________________", "..................", "[          ]", "<<field>>", "(please print)"))
    chosen = rng.sample(fields, rng.randint(6, 18))
    tail = said(
        rng,
        [
            "[Please return|Return] to [the office|the SENCO] by [Friday|the first day of term].",
            "[I give|I do not give] consent for [photographs|first aid|local visits].",
            "[For office use only|Office]: received __ entered __",
            "Your data is held under our privacy notice.",
        ],
        1,
        3,
    )
    if rng.random() < 0.5:
        return Document([title], [Table([], [[f, gap] for f in chosen])], tail)
    return Document([title, "\n".join(f"{f}: {gap}" for f in chosen), *tail])


@register("blank-table-template", False, style="table")
def blank_table(rng, school):
    header = rng.choice(
        (
            ["Name", "DOB", "Class", "SEN status", "Need", "Provision"],
            ["Date", "Time", "Pupil", "Medicine", "Dose", "Given by"],
            ["Surname", "Forename", "UPN", "ULN", "Gender"],
            ["Pupil", "Target grade", "Mock", "Attendance %", "Comment"],
            ["Employee", "NI number", "Grade", "Absence", "Reason"],
            ["Child", "Contact 1", "Phone", "Allergies", "Consent"],
        )
    )
    n = rng.randint(5, 30)
    filler = rng.choice(
        (
            lambda i, h: "",
            lambda i, h: f"Pupil {i}" if h == 0 else "",
            lambda i, h: i if h == 0 else "",
            lambda i, h: "[insert]" if i == 1 else "",
        )
    )
    return Document(
        [rng.choice(("# Template", "# Please fill in and return", "# Tracking sheet (blank)"))],
        [Table(header, [[filler(i, h) for h in range(len(header))] for i in range(1, n)])],
    )


@register("case-study-anonymous", False, style="prose", formats=PAPER)
def case_study(rng, school):
    who = rng.choice(("Child A", "Pupil X", "Student B", "Child 1", "'J'", "the pupil", "a Year 4 boy"))
    pool = [
        "{w} [joined|came to] the school [in KS2|mid-year] with [few words|a history of exclusion|significant trauma].",
        "{w} [lives|lived] with [grandparents|foster carers|mum and two siblings].",
        "After [six weeks|two terms] of [Lego therapy|ELSA|nurture], {w} [could|was able to] [stay in class|name feelings|read to an adult].",
        "[Attendance|Reading age] for {w} [rose|went] from {a} to {b}.",
        "[Staff|The team] [noticed|recorded] [bruising|hunger|sleepiness] and {w} was [referred|discussed at MASH].",
        "[What|The lesson] [we learned|for practice] is [to listen earlier|that chronology matters|to share information].",
        "[The mother|Parent C|Dad] [found|said] the [coffee mornings|calls home] [helped|made a difference].",
        "Professionals [did not|failed to] [ask|see] the child alone.",
    ]
    return Document(
        [
            spin(rng, "# [Case study|Impact case study|Serious case review: summary|Pupil premium case study]") + f" {rng.randint(1, 9)}",
            *said(rng, pool, 4, 8, w=who, a=rng.randint(50, 70), b=rng.randint(80, 97)),
            *(["Names and details have been changed."] if rng.random() < 0.4 else []),
        ]
    )


@register("send-guidance", False, style="prose", formats=PAPER)
def guidance(rng, school):
    codes = [
        [c, rng.choice(("needs met by adjustments", "specialist advice sought", "primary need", "see chapter 6"))]
        for c in rng.sample(NEEDS, 8)
    ]
    pool = POLICIES["sen"] + [
        "[Local authorities|The authority] must [decide|tell parents] within [six|16] weeks whether to [carry out an EHC needs assessment|issue a plan].",
        "Section [B|F|I] [sets out|must specify] [the child's needs|provision|the placement].",
        "[Young people|Those over 16] can [appeal|ask for mediation].",
        "[A child|A young person] has SEN if they have a [learning difficulty|disability] which calls for [special|additional] provision.",
        "[Health|Social care] bodies [must|should] [cooperate|designate an officer].",
    ]
    return Document(
        ["# " + rng.choice(("SEND code: a short guide", "What is an EHC plan?", "Guidance for governors", "Local offer"))]
        + said(rng, pool, 5, 10),
        [Table(["Code", "Note"], codes)] if rng.random() < 0.5 else [],
    )


@register("risk-assessment", False, style="table")
def risk(rng, school):
    rows = [
        [spin(rng, h), rng.choice(("pupils", "staff", "visitors", "all")), rng.randint(1, 5), rng.randint(1, 5), spin(rng, c)]
        for h, c in rng.sample(
            [
                ("Slips on [wet floor|ice]", "[Grit|Signs], site [manager|staff] [check|mop]"),
                ("Allergic reaction", "[Care plans|EpiPens] carried, [two|one] trained adult"),
                ("[Lost|Missing] child", "Head counts, [hi-vis|buddies]"),
                ("Coach crash", "Seat belts, [licensed|approved] operator"),
                ("[Scalds|Burns] in [DT|cookery]", "[Small groups|Supervision]"),
                ("Behaviour of [pupil|group]", "Ratio 1:6, [SEN pupils|those with plans] with key adult"),
                ("Manual handling", "Training [annual|]"),
                ("Ticks", "Long trousers"),
            ],
            rng.randint(4, 8),
        )
    ]
    return Document(
        [rng.choice(("# Risk assessment: farm visit", "# RA forest school", "# Sports day RA", "# Fire"))],
        [Table(["Hazard", "Who", "L", "S", "Control measures"], rows)],
    )


@register("premises-minutes", False, style="prose", formats=PAPER)
def premises(rng, school):
    a, b, c = staff(rng, 3, school)
    pool = [
        "{a} [reported|said] the [boiler|roof|lift] [is|was] [leaking|condemned|due a service] and [three quotes|a quote] [had come in|are needed].",
        "[Agreed|Resolved] to [resurface|fence] the [car park|playground] [in August|at half term] at £{k}.",
        "{b} [asked|queried] [whether|if] the [PTA|LA] would [pay|contribute].",
        "[Fire drill|Asbestos survey] [done|noted]: [no issues|two doors stick].",
        "{c} [thanked|proposed] the caretaker; [all agreed|carried].",
        "Budget [forecast|monitoring]: [deficit|surplus] of £{k}.",
        "[Policies|Medicines policy, SEN policy] [approved|ratified] [without change|].",
        "Apologies: {b}.",
    ]
    return Document(
        [
            spin(rng, "# [Premises|Finance and resources|Health and safety] committee [minutes|]"),
            f"Present: {a.name} (Chair), {b.name}, {c.name}",
            *[f"{i}. {t}" for i, t in enumerate(said(rng, pool, 4, 8, a=a.forename, b=b.formal, c=c.name, k=rng.randint(1, 90) * 250), 1)],
        ]
    )


@register("staff-public-page", False, style="table", formats=("html", "docx", "pdf", "md", "txt", "odt", "csv"))
def staff_page(rng, school):
    adults = staff(rng, rng.randint(6, 25), school)
    width = rng.choice((2, 2, 3))
    return Document(
        [
            rng.choice(("# Meet the team", "# Who's who", "# Our staff")),
            spin(
                rng,
                "[Welcome|Call us on {p}|Contact the office at office@{d}]. [All our staff|We] are [DBS checked|here to help].",
                p=school.phone,
                d=school.domain,
            ),
        ],
        [Table(["Name", "Role", "Email"][:width], [[rng.choice((a.formal, a.name)), a.role, a.email][:width] for a in adults])]
        if rng.random() < 0.7
        else [],
        [] if rng.random() < 0.7 else ["\n".join(f"{a.formal} - {a.role}" for a in adults)],
    )


@register("governors-public-list", False, style="table", formats=("html", "docx", "pdf", "xlsx", "txt", "odt"))
def governor_list(rng, school):
    return Document(
        [f"# Governors of {school.name}"],
        [
            Table(
                ["Governor", "Type", "Appointed", "Term ends", "Interests declared", "Meetings attended"],
                [
                    [
                        a.name,
                        rng.choice(("LA", "Parent", "Co-opted", "Staff", "Foundation")),
                        f"{d:%d/%m/%Y}",
                        rng.choice(("2028", "2029")),
                        rng.choice(("none", "trustee of a charity", "spouse employed by the school", "director of a plumbing firm")),
                        f"{rng.randint(1, 6)}/6",
                    ]
                    for a, d in zip(staff(rng, 9), dates(rng, 9, 400))
                ],
            )
        ],
    )


@register("newsletter", False, style="prose", formats=PAPER, scored=False)
def newsletter(rng, school):
    pool = [
        "[Well done|Congratulations] to {a} and {b} [in|from] {f}, [winners|stars] of the [poetry|spelling bee|cross-country] [prize|].",
        "[Reminder|Please note]: [PE kit|coats] [named|in school] [every day|].",
        "[Attendance|This week's best] [class|attendance]: {f} with 98.1%!",
        "[Nits are|Chickenpox is|Norovirus is] about. [48 hours off after sickness|Please check].",
        "The [summer fair|disco] [raised|made] £{k}.",
        "[World Book Day|Science week] [was wonderful|saw {a} as the Gruffalo].",
    ]
    return Document(
        [
            f"# {school.name} news",
            f"Issue {rng.randint(1, 39)}",
            *said(
                rng, pool, 3, 6, a=first_name(rng), b=first_name(rng), f=f"{rng.randint(1, 6)}{rng.choice('ABC')}", k=rng.randint(90, 2000)
            ),
            school.head.name,
        ]
    )


@register("plain-newsletter", False, style="prose", formats=PAPER)
def plain_newsletter(rng, school):
    pool = [
        "[Reminder|Please note]: [PE kit|coats|bottles] [named|in school] [every day|].",
        "[Attendance|This week's best attendance]: {f} with 98.1%!",
        "[Nits are|Chickenpox is|Norovirus is] about: [48 hours off after sickness|please check hair].",
        "The [summer fair|disco] [raised|made] £{k}, thank you [all|PTA].",
        "Year {y} [went|are off] to [the farm|Eden Camp] and [saw|enjoyed] [lambs|mud].",
        "[Parents' evening|SEN coffee morning] is [on Tuesday|next week]; book [online|at the office].",
        "If your child has [asthma|an allergy], [check|replace] the [inhaler|EpiPen] date.",
        "[Free school meals|Pupil premium]: [apply|claim] even if your child is in [Reception|Year 1].",
    ]
    return Document(
        [
            f"# {school.name} news",
            *said(rng, pool, 4, 8, f=f"{rng.randint(1, 6)}{rng.choice('ABC')}", y=rng.randint(1, 9), k=rng.randint(90, 2000)),
            school.head.name,
        ]
    )


@register("circular-mail", False, style="mail")
def circular(rng, school):
    a = staff(rng, 1, school)[0]
    pool = [
        "[Hi all|Morning|Dear colleagues], [briefing|INSET|training] [is|moved to] [8.20|the library|Thursday].",
        "[Can|Please could] [everyone|class teachers] [update|check] [registers|care plans|IEPs|seating plans] [by Friday|before half term].",
        "[The photocopier|Printer] is [broken|jammed] again.",
        "[Milk|Fruit|Cake] in the staffroom, it's [my birthday|Friday].",
        "[Reports|Data drop] [due|deadline] [the 20th|next week], [proof read|spellcheck] please.",
        "[Safeguarding|First aid|Prevent] [refresher|quiz] must be done [online|] by [Monday|all].",
        "[Flu jabs|Year 6 SATs|Mocks] [start|run] [next week|on the 9th]: [quiet corridors|hall out of use].",
    ]
    return Document(
        [*said(rng, pool, 2, 5), a.forename],
        properties={
            "from": a.email,
            "to": f"all.staff@{school.domain}",
            "subject": spin(rng, "[reminders|this week|briefing|photocopier|data deadline|FYI]"),
        },
    )


@register("staffroom-chat", False, style="chat")
def staffroom(rng, school):
    adults = staff(rng, rng.randint(2, 4), school)
    lines = [
        "who has the laminator",
        "is it pizza today",
        "inset on monday right?",
        "need cover p3 anyone",
        "fire drill at 2 dont tell anyone",
        "[traffic|m62] awful, 10 mins late",
        "has anyone got glue sticks",
        "happy birthday {n}!!",
        "what chapter are we on",
        "ofsted rumour 😱",
        "👍",
        "lol",
        "ok will do",
        "ta",
        "{n} can you bring the keys",
        "kids are hyper today, windy",
        "[assembly|choir] moved to hall",
        "who did the display its gorgeous",
    ]
    stamp = rng.choice(("[16/03/2026, {t}:00] {w}: {x}", "{w} {t}\n{x}", "{t} - {w}: {x}"))
    out, clock = [], 480
    for _ in range(rng.randint(6, 30)):
        clock += rng.randint(1, 15)
        out.append(
            stamp.format(
                t=f"{clock // 60:02d}:{clock % 60:02d}",
                w=rng.choice(adults).forename,
                x=spin(rng, rng.choice(lines), n=rng.choice(adults).forename),
            )
        )
    return Document(["\n".join(out)])


@register("school-statistics", False, style="table")
def statistics(rng, school):
    groups = [
        "All",
        "Boys",
        "Girls",
        "FSM",
        "Not FSM",
        "SEN support",
        "EHCP",
        "EAL",
        "White British",
        "Black African",
        "Pakistani",
        "LAC",
        "Summer born",
        "Year 3",
        "Year 4",
        "Persistent absentees",
    ]
    return Document(
        [rng.choice(("# KS2 outcomes by group", "# Attendance summary", "# Exclusions by group", "# Census totals"))],
        [
            Table(
                ["Group", "Number", "% EXS+", "% GDS", "Attendance", "Suspensions"],
                [
                    [g, rng.randint(3, 240), rng.randint(30, 95), rng.randint(0, 40), f"{rng.uniform(80, 98):.1f}", rng.randint(0, 20)]
                    for g in some(rng, groups, 6)
                ],
            )
        ],
    )


@register("menu-with-allergens", False, style="table")
def menu(rng, school):
    dishes = [
        "Chicken korma (halal)",
        "Fish fingers",
        "Jacket potato & beans",
        "Lentil dal",
        "Pasta bake",
        "Jollof rice",
        "Pierogi",
        "Roast gammon",
        "Veggie burger",
        "Flapjack",
        "Rice pudding",
        "Fruit",
    ]
    return Document(
        [f"# Menu week {rng.randint(1, 3)}"],
        [
            Table(
                ["Day", "Dish", "Contains"],
                [
                    [
                        d,
                        rng.choice(dishes),
                        ", ".join(
                            rng.sample(
                                ["milk", "egg", "gluten", "fish", "soya", "celery", "mustard", "nuts: none", "sesame"], rng.randint(1, 4)
                            )
                        ),
                    ]
                    for d in ("Mon", "Tues", "Wed", "Thurs", "Fri") * 2
                ],
            )
        ],
        ["Please tell the kitchen of any allergy or intolerance."],
    )


@register("job-advert", False, style="prose", formats=PAPER)
def advert(rng, school):
    pool = [
        "We [seek|are looking for] a [warm|patient|resilient] [TA|SENCO|teacher of {s}] to [join|lead] our [team|SEND hub].",
        "[Experience of|Working with] [autism|SEMH|EHCPs] [desirable|essential].",
        "Salary [M1-M6|£23,114 pro rata], [term time only|32.5 hrs].",
        "[Enhanced DBS|References] [will be sought|required].",
        "[Visits|Informal chats] welcome: ring {p} [and ask for {h}|].",
        "[Closing date|Interviews]: [noon 20 March|w/c 23rd].",
    ]
    return Document(
        [
            spin(rng, "# [Vacancy|Job description|Join us]"),
            *said(rng, pool, 3, 6, s=rng.choice(SUBJECTS), p=school.phone, h=school.head.formal),
        ]
    )


@register("parent-information-leaflet", False, style="prose", formats=PAPER)
def leaflet(rng, school):
    c, m = rng.choice(CONDITIONS), rng.choice(MEDICINES)
    pool = [
        "[About|Understanding] {c}: [most|many] children with {c} [do well|take part in everything] at school.",
        "[Your child|He or she] may need [{m}|a plan|a quiet space].",
        "[Ask|Speak to] the [class teacher|SENCO|school nurse] if you are [worried|unsure].",
        "[Signs|Look out for]: [tiredness|rash|wheeze|tummy ache|falling behind|tears at bedtime].",
        "[Support|Help] [in school|we offer] [includes|:] {s}, {t}.",
        "[Assessment|A diagnosis] [can take|may take] [a year|18 months]; you can [appeal|use SENDIASS].",
        "Young carers, [looked-after|adopted] children and [service families|] can [get|ask for] extra help.",
    ]
    return Document(
        [
            f"# {rng.choice(('A leaflet for families', 'Frequently asked questions', 'Help and advice'))}",
            *said(rng, pool, 4, 7, c=c, m=m, s=rng.choice(SUPPORT), t=rng.choice(SUPPORT)),
        ]
    )
