"""What teachers teach from: plans, timetables, papers, mark schemes, slides. Names in them are of nobody."""

from corpus import Document, Table, register, some
from tuning.phrases import PAPER, SUBJECTS, first_name, said, spin


@register("training-slides", False, style="prose", formats=("pptx", "pdf", "docx", "odt", "pptx", "txt"))
def training(rng, school):
    name = first_name(rng)
    pool = [
        "Scenario: [a pupil|{n}, 9,|a Year 8 girl] [tells you|writes] that [home is scary|she has not eaten]. What do you do [first|next]?",
        "Recognise, respond, [report|record], refer",
        "[Signs of|Spotting] [neglect|county lines|grooming|FGM]",
        "[Common|Top] [triggers|allergens]: [nuts, egg, milk|noise, hunger, change]",
        "How to use [an EpiPen|an inhaler]: [remove cap, thigh, 10 seconds|shake, one puff, wait]",
        "[Discuss|Talk] [in pairs|at your table] for [3|five] minutes",
        "Quiz: true or false? [Low-level concerns about staff go to the head|A diagnosis is needed for SEN support]",
        "PACE: playfulness, acceptance, curiosity, empathy",
    ]
    out = []
    for s in said(rng, pool, 5, 8, n=name):
        out += [f"# {rng.choice(('Slide', 'Part', 'Session'))} {len(out) // 2 + 1}", s]
    return Document(
        [
            "# INSET: "
            + rng.choice(("safeguarding refresher", "autism in the classroom", "first aid", "de-escalation", "trauma informed practice"))
        ]
        + out
    )


@register("lesson-plan", False, style="form", formats=PAPER)
def lesson(rng, school):
    s = rng.choice(SUBJECTS)
    rows = [
        [
            "Objective",
            spin(
                rng,
                "To [explain|compare|use|describe] [equivalent fractions|the water cycle|adjectives|the causes of the war|a food chain]",
            ),
        ],
        ["Starter", spin(rng, "[Quiz|Odd one out|Flashback 4] [5|10] mins")],
        [
            "Main",
            spin(
                rng,
                "[Teacher models|Pairs sort cards|Practical with batteries]; [LA: word mat|SEN: pre-teach, visuals, TA|EAL: pictures]; [HA|GDS]: [reasoning|write own]",
            ),
        ],
        ["TA", spin(rng, "[Support|Sit with] [red group|lower attainers|table 3] [then plenary|]")],
        ["Resources", spin(rng, "[whiteboards|worksheet 3|pencils|iPads], glue")],
        ["Assessment", spin(rng, "[Exit ticket|Thumbs|Marking] [against success criteria|]")],
        ["Homework", spin(rng, "[None|Spelling list|page 14]")],
    ]
    return Document([f"# {s} Year {rng.randint(1, 11)} lesson {rng.randint(1, 8)}"], [Table([], some(rng, rows, 4))])


@register("curriculum-map", False, style="table")
def curriculum(rng, school):
    units = [
        "Stone Age",
        "Light",
        "Romeo and Juliet",
        "Fractions",
        "Rivers",
        "Islam",
        "Pop art",
        "Gymnastics",
        "Algorithms",
        "Victorians",
        "Forces",
        "Pilgrimage",
        "Ratio",
        "Poetry from Benin",
        "Electricity",
        "Judaism",
        "Anne Frank",
        "Mary Seacole",
    ]
    return Document(
        [f"# Curriculum overview {rng.choice(('KS1', 'Y7', 'Year 5', 'EYFS'))}"],
        [
            Table(
                ["Subject", "Aut 1", "Aut 2", "Spr 1", "Spr 2", "Sum"],
                [[s] + rng.sample(units, 5) for s in rng.sample(SUBJECTS, rng.randint(4, 10))],
            )
        ],
    )


@register("general-timetable", False, style="table")
def plain_timetable(rng, school):
    return Document(
        [f"# Timetable Year {rng.randint(1, 11)} {rng.choice('ABC')}"],
        [
            Table(
                ["", "Mon", "Tue", "Wed", "Thu", "Fri"],
                [
                    [t]
                    + [
                        rng.choice(
                            SUBJECTS
                            + [
                                "Assembly",
                                "Break",
                                f"9{rng.choice('xyz')}/Ma{rng.randint(1, 4)} B{rng.randint(10, 30)}",
                                "Reading",
                                "PPA cover",
                            ]
                        )
                        for _ in range(5)
                    ]
                    for t in ("8.45", "9.00", "10.00", "11.15", "1.15", "2.15")
                ],
            )
        ],
    )


@register("mark-scheme", False, style="table", formats=PAPER)
def scheme(rng, school):
    rows = [
        [
            f"{i}{rng.choice(('', '(a)', '(b)'))}",
            spin(rng, "[Accept|Allow|Award for] [any two of|] [photosynthesis|3.5 cm|irony|x = 4|the writer uses metaphor|Henry VIII]"),
            rng.randint(1, 6),
            spin(rng, "[AO1|AO2|method mark|do not accept 'it'|ecf|]"),
        ]
        for i in range(1, rng.randint(8, 25))
    ]
    return Document(
        [f"# {rng.choice(SUBJECTS)} mark scheme", "Grade boundaries: 9 = 71, 7 = 55, 5 = 38, 4 = 31"],
        [Table(["Q", "Answer", "Marks", "Guidance"], rows)],
    )


@register("exam-paper", False, style="prose", formats=PAPER)
def exam(rng, school):
    pool = [
        "[Explain|Describe|Evaluate] [how|why] [enzymes work|the Cold War began|poverty is shown in the play].",
        "{a} and {b} share £{k} in the ratio {x}:{y}. How much [more does {a}|does {b}] get?",
        "[Translate|Read] the passage. [What|How] does {a} feel about [his|her] [brother|school]?",
        "A [car|ball] of mass {k} kg [accelerates|falls]. Calculate the [force|energy].",
        "[Draw|Label] the [heart|ray diagram].",
    ]
    return Document(
        [
            "Candidate name ____________  Centre no. [ ][ ][ ][ ][ ]  Candidate no. [ ][ ][ ][ ]",
            f"# {rng.choice(SUBJECTS)} Paper {rng.randint(1, 3)}",
            *[
                f"{i}. {spin(rng, rng.choice(pool), a=first_name(rng), b=first_name(rng), k=rng.randint(12, 900), x=rng.randint(1, 5), y=rng.randint(2, 9))} [{rng.randint(1, 6)}]"
                for i in range(1, rng.randint(6, 16))
            ],
            "END",
        ]
    )
