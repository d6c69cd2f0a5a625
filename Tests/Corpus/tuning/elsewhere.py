"""Files that lie on the same sticks and have nothing to do with a school's records, though names and numbers occur in them."""

import datetime

from corpus import TODAY, Document, Table, register, staff
from identifiers import isbn13
from names import HERITAGES
from tuning.phrases import PAPER, SUBJECTS, first_name, said, spin

LINES = ("txt", "source", "html", "md", "docx")


def surname(rng):
    return rng.choice(HERITAGES[rng.choice(list(HERITAGES))][3])


def full_name(rng):
    return f"{first_name(rng)} {surname(rng)}"


@register("play-script", False, style="prose", formats=PAPER)
def play(rng, school):
    cast = [first_name(rng) for _ in range(rng.randint(3, 5))]
    lines = [
        "[Where|Who] is [my brother|the key|the dog]?",
        "You [hit|lied to|left] me, {o}!",
        "(crying) Mum [never came|is ill|has gone] and [nobody|no one] [tells me anything|cares].",
        "(aside) {o} [has stolen|hides] the [medicine|letter].",
        "[Sir|Miss], {o} [is bleeding|has run away|won't talk].",
        "Then let us [go|run] [before dawn|to the pier].",
        "I am [not afraid|excluded, {o}, for ever]!",
        "[Exit|Enter] {o}.",
    ]
    return Document(
        [
            spin(rng, "# [The|A] [Broken|Last|Silver] [Gate|Summer|Whistle]"),
            "Cast: " + ", ".join(f"{c}, {rng.choice(('a pupil', '12', 'the head boy', 'a nurse', 'a teacher'))}" for c in cast),
            f"ACT {rng.choice(('ONE', 'TWO'))} Scene {rng.randint(1, 4)}. {spin(rng, '[A classroom|A hospital ward|A playground], [night|morning].')}",
            *[f"{rng.choice(cast).upper()}: {spin(rng, rng.choice(lines), o=rng.choice(cast))}" for _ in range(rng.randint(10, 60))],
        ]
    )


@register("novel-chapter", False, style="prose", formats=PAPER)
def novel(rng, school):
    a, b = first_name(rng), first_name(rng)
    pool = [
        "{a} [pressed|leaned] against the [cold|painted] radiator and [counted|listened to] the [rain|footsteps].",
        "'You [shouldn't|can't] be here,' [whispered|said] {b}, [wiping blood from a lip|holding the inhaler|not looking up].",
        "Nobody had [asked|told] {a} [why the bruises came|where Father went|what the doctor meant] [that winter|].",
        "The headmaster's [study|room] smelt of [polish|pipe smoke], and {a} knew [the cane|expulsion] was [waiting|certain].",
        "[At the bottom of the hill|Beyond the allotments] the [river|canal] [shone|slid by] like [tin|a secret].",
        "{b} [laughed|ran], [coat flying|shoes in hand], and for [a moment|once] [school|the diagnosis] [was forgotten|did not matter].",
        "[Years later|Long afterwards] {a} would [remember|write about] [that morning|the smell of chalk].",
        "Aunt {c} [poured the tea|shut the door] and said [nothing at all|it was none of their affair].",
    ]
    paragraphs = [" ".join(said(rng, pool, 2, 5, a=a, b=b, c=surname(rng))) for _ in range(rng.randint(2, 14))]
    return Document([f"# Chapter {rng.choice(('One', 'Seven', '12', 'XIV'))}", *paragraphs])


@register("news-article", False, style="prose", formats=PAPER)
def news(rng, school):
    pool = [
        "[Councillor|Cllr] {a} [defended|attacked] the [cuts|plan], [saying|which] 'families [deserve|need] better'.",
        "[Exclusions|Absence|SEND appeals] [rose|fell] by {k} per cent [last year|], [figures|data] [show|published today].",
        "Actor {a}, {k}, [spoke|has spoken] of [his dyslexia|being expelled] at [a festival|the premiere].",
        "The [judge|coroner] [said|told the court] that [the trust|agencies] had [failed|missed chances].",
        "{b} [scored|hit] [twice|the winner] as [Town|Rovers] [beat|held] [Athletic|United].",
        "A spokesman for the [Department|union] [declined to comment|said talks go on].",
        "[Head teacher|Campaigner] {c} [called|calls] it [a scandal|the end of an era].",
    ]
    return Document(
        [
            "# " + spin(rng, "[Schools face|MPs warn of|Row over] [funding crisis|SEND reform|phone ban]"),
            f"By {full_name(rng)}, education correspondent, {TODAY:%d %B %Y}",
            *said(rng, pool, 4, 7, a=full_name(rng), b=surname(rng), c=full_name(rng), k=rng.randint(11, 78)),
        ]
    )


@register("price-list", False, style="table", formats=("csv", "xlsx", "ods", "pdf", "html", "txt", "csv-cp1252", "xml", "json"))
def prices(rng, school):
    goods = [
        "HB pencils x144",
        "A4 card white",
        "Glue sticks",
        "Whiteboard pens",
        "Exercise book 80pp",
        "Beakers 250 ml",
        "PE bibs",
        "Paint red 600ml",
        "Sand timer",
        "First aid kit",
        "Laminating pouches",
        "Chair, blue, 350 mm",
    ]
    rows = [
        [
            f"{rng.choice('ABCKMRT')}{rng.randrange(10**12):012d}"
            if rng.random() < 0.4
            else f"{rng.randint(1, 9)}{rng.randrange(10**9):09d}",
            rng.choice(goods),
            f"50{rng.randrange(10**11):011d}",
            f"{rng.uniform(0.5, 90):.2f}",
            rng.randint(0, 500),
        ]
        for _ in range(rng.randint(10, 120))
    ]
    return Document([], [Table(["Code", "Description", "EAN", "Price", "Stock"], rows)])


@register("book-list", False, style="table", formats=("csv", "xlsx", "docx", "pdf", "ods", "html", "txt", "json"))
def books(rng, school):
    title = lambda: spin(rng, "The [Boy|Girl|Dog|Witch|Secret] [Who Ran|of Hill House|in Room 9|Next Door]")
    return Document(
        [f"# {rng.choice(('Library stock', 'Y7 reading list', 'New books'))}"],
        [
            Table(
                ["ISBN", "Author", "Title", "Class no", "Level"],
                [
                    [
                        isbn13(rng),
                        f"{surname(rng)}, {first_name(rng)}",
                        title(),
                        f"{rng.randint(100, 999)}.{rng.randint(0, 9)}",
                        rng.choice(("KS1", "KS2", "YA", "4.5")),
                    ]
                    for _ in range(rng.randint(8, 60))
                ],
            )
        ],
    )


@register("invoice", False, style="form", formats=("pdf", "docx", "xlsx", "odt", "html", "txt", "eml"))
def invoice(rng, school):
    rows = [
        [
            rng.randint(1, 40),
            spin(rng, "[Supply teacher day|Coach hire|Toner|Piano tuning|Grass cutting|Speech therapy visit|Milk]"),
            f"{rng.uniform(3, 400):.2f}",
        ]
        for _ in range(rng.randint(1, 9))
    ]
    return Document(
        [
            f"# Invoice {rng.randrange(10**10):010d}",
            f"{surname(rng)} & Sons Ltd, {rng.randint(1, 90)} Trading Estate\nTo: {school.name}, {school.address}, {school.postcode}\nVAT reg {rng.randrange(10**9):09d}  Order {rng.randrange(10**6):06d}",
        ],
        [Table(["Qty", "Item", "£"], rows)],
        ["Payment within 30 days. Sort code 00-00-00."],
    )


@register("sports-fixtures", False, style="table")
def fixtures(rng, school):
    teams = ["Larkhill A", "Moorside", "St Bede's", "Hollins B", "Kingsway", "Whitegate", "Fernlea Jnrs", "Carr Lane"]
    return Document(
        [rng.choice(("# U11 football league", "# Netball fixtures", "# Cross country results: teams"))],
        [
            Table(
                ["Date", "Home", "", "Away", "Venue"],
                [
                    [
                        (TODAY + datetime.timedelta(days=7 * i)).strftime("%d/%m"),
                        *(lambda t: (t[0], f"{rng.randint(0, 7)}-{rng.randint(0, 7)}", t[1]))(rng.sample(teams, 2)),
                        rng.choice(("home", "astro", "rec")),
                    ]
                    for i in range(rng.randint(5, 14))
                ],
            )
        ],
    )


@register("word-problems", False, style="prose", formats=PAPER)
def problems(rng, school):
    pool = [
        "{a} has {x} [apples|stickers|marbles]. {b} [gives|takes] {y}. How many [now|are left]?",
        "{a} and {b} [share|split] {x} [sweets|pounds]. Each gets ___.",
        "{a} is {y} years old. {b} is twice as old. How old is {b}?",
        "{a} [reads|runs] {y} [pages|km] a day. How [many|far] in [a week|{y} days]?",
        "{a}'s bus leaves at 8.{x}. It takes {x} minutes. When does [he|she] [arrive|get to school]?",
        "{a} scored {x}, {b} scored {y}. What is the [mean|difference]?",
        "{a} spends £{y}.50 on [lunch|medicine]. What change from £{x}?",
    ]
    return Document(
        [
            f"# {rng.choice(('Word problems', 'Arithmetic challenge', 'Maths homework'))}",
            "Name: ____________",
            *[
                f"{i}) {spin(rng, rng.choice(pool), a=first_name(rng), b=first_name(rng), x=rng.randint(20, 59), y=rng.randint(2, 19))}"
                for i in range(1, rng.randint(6, 20))
            ],
        ]
    )


@register("spelling-list", False, style="prose", formats=("docx", "txt", "pdf", "odt", "xlsx", "csv"))
def spellings(rng, school):
    words = "because thought separate definitely rhythm knight queue believe island medicine behaviour exercise knowledge secretary necessary bruise neighbour cousin daughter address attendance conscience disastrous guarantee yacht".split()
    return Document(
        [
            f"# Spellings week {rng.randint(1, 12)}",
            "\n".join(rng.sample(words, rng.randint(8, 20))),
            spin(rng, "[Test on Friday|Practise every day|Write each in a sentence]."),
        ]
    )


@register("history-essay", False, style="prose", formats=PAPER)
def history(rng, school):
    pool = [
        "[In|By] {y}, [children|boys of nine] [worked|crawled] in [mines|mills] for [twelve|fourteen] hours.",
        "Lord Shaftesbury [argued|told Parliament] that [the young|apprentices] were [beaten|maimed].",
        "Mary Seacole [nursed|treated] [soldiers|the wounded] with [herbs|her own remedies].",
        "Henry VIII's [son|daughter] [Edward|Mary] was [sickly|a fervent Catholic].",
        "[Historians|Some writers] [disagree|argue] [over|about] [the causes|how far this mattered].",
        "Dr Barnardo [took in|photographed] [orphans|destitute boys] from {y}.",
        "[Therefore|In conclusion] [education|reform] [came late|was slow], [though|and] [attendance|schooling] was [made compulsory in 1880|uneven].",
    ]
    return Document(
        [
            spin(rng, "# [How far|Why] [did|was] [reform|Britain] [change|succeed]?"),
            *[" ".join(said(rng, pool, 2, 5, y=rng.randint(1780, 1890))) for _ in range(rng.randint(2, 7))],
        ]
    )


@register("historical-census", False, style="table")
def census(rng, school):
    rows = [
        [
            i,
            f"{rng.choice(HERITAGES['british'][3])}, {rng.choice(('Albert', 'Ada', 'Ernest', 'Edith', 'Wm', 'Eliza', 'Thos', 'Hannah'))}",
            rng.choice(("Head", "Wife", "Son", "Dau", "Lodger", "Servant")),
            rng.randint(1, 80),
            rng.choice(("scholar", "cotton weaver", "hewer", "charwoman", "deaf and dumb from birth", "blacksmith")),
            1881 - rng.randint(1, 80),
        ]
        for i in range(1, rng.randint(10, 40))
    ]
    return Document(
        [f"# 1881 census, {school.town}: transcript for KS2 history"],
        [Table(["No", "Name", "Relation", "Age", "Occupation / infirmity", "Born about"], rows)],
    )


@register("bibliography", False, style="prose", formats=PAPER)
def bibliography(rng, school):
    return Document(
        [
            "# References",
            "\n".join(
                sorted(
                    f"{surname(rng)}, {first_name(rng)[0]}. and {surname(rng)}, {first_name(rng)[0]}. ({rng.randint(1979, 2025)}) '"
                    + spin(rng, "[Inclusion|Exclusion|Autism|Attachment|Reading] [in|and] [the primary school|policy|practice|adolescence]")
                    + f"', Journal of {rng.choice(('Education', 'Special Needs', 'Child Health'))}, {rng.randint(1, 40)}({rng.randint(1, 4)}), pp. {rng.randint(1, 200)}-{rng.randint(201, 260)}."
                    for _ in range(rng.randint(6, 40))
                )
            ),
        ]
    )


@register("software-licence", False, style="prose", formats=LINES)
def licence(rng, school):
    pool = [
        "[Permission is granted|You may] to [use|copy|modify] [this software|the work] [free of charge|], provided that [the notice|this list] is [kept|reproduced].",
        "THE SOFTWARE [COMES|IS PROVIDED] AS IS, WITHOUT [ANY WARRANTY|WARRANTY OF ANY KIND].",
        "[Neither|In no event shall] the [name|authors] [be liable|may be used to endorse].",
        "Contributions by {a} <{e}@code.example> [are|remain] [dual licensed|under these terms].",
        "[Source|Binary] [forms|distributions] must [carry|include] [the text|attribution].",
    ]
    return Document(
        [
            f"Copyright (c) {rng.randint(1998, 2025)} {full_name(rng)} and others",
            *said(rng, pool, 3, 5, a=full_name(rng), e=rng.choice(("dev", "maint", "core.team"))),
        ]
    )


@register("source-code", False, style="prose", formats=("source", "md", "html"))
def code(rng, school):
    v = rng.choice(("pupil", "student", "record", "item", "user"))
    pool = [
        f"class {v.title()}:\n    def __init__(self, surname, dob, upn=None):\n        self.surname = surname",
        f"def load_{v}s(path):\n    with open(path) as f:\n        return [parse_{v}(l) for l in f]",
        "# TODO " + spin(rng, "[fix|ask {n} about] [leap years|NHS check digit|utf-16]", n=first_name(rng)),
        f"assert check('{rng.randint(10**9, 10**10 - 1)}') is False",
        f"HEADERS = ['UPN', 'Surname', 'Forename', 'SEN', '{rng.choice(SUBJECTS)}']",
        f"for i in range({rng.randint(2, 99)}):\n    total += weights[i] * digits[i]",
        "CREATE TABLE pupil (upn CHAR(13) PRIMARY KEY, surname TEXT, dob DATE, sen CHAR(1));",
        "if (attendance < 90) { sendLetter(parent); }",
    ]
    return Document(["\n\n".join(rng.choice(pool) for _ in range(rng.randint(4, 20)))])


@register("log-file", False, style="export", formats=("source", "csv", "json", "txt"))
def logs(rng, school):
    t, lines = datetime.datetime(2026, 3, 16, 6), []
    for _ in range(rng.randint(20, 200)):
        t += datetime.timedelta(seconds=rng.randint(1, 400))
        lines.append(
            [
                f"{t:%Y-%m-%d %H:%M:%S}",
                rng.choice(("INFO", "WARN", "ERROR", "DEBUG")),
                rng.choice(("sync", "print", "auth", "backup", "mis")),
                spin(rng, "[job|session|request] {i} [done|failed|retried]", i=rng.randint(10**9, 10**10 - 1)),
            ]
        )
    return Document([], [Table(["time", "level", "unit", "message"], lines)])


@register("recipes", False, style="prose", formats=PAPER)
def recipes(rng, school):
    pool = [
        "[Chop|Slice] the [onions|carrots|chicken] and [fry|soften] in oil.",
        "[Add|Stir in] [200 g|a tin of] [lentils|tomatoes|rice].",
        "[Bake|Simmer] for {k} minutes [until golden|].",
        "[Nana {a}'s|Auntie {a}'s] [tip|secret]: [more ginger|cold butter].",
        "[Suitable for|Not for] [coeliacs|vegans|nut allergy].",
        "Serves {k}.",
    ]
    return Document(
        [
            f"# {first_name(rng)}'s {rng.choice(('dal', 'jollof', 'bigos', 'scones', 'baklava', 'stew'))}",
            *said(rng, pool, 3, 6, a=first_name(rng), k=rng.randint(4, 60)),
        ]
    )


@register("sacred-text-style", False, style="prose", formats=PAPER)
def sacred(rng, school):
    who = ["Daniel", "Ruth", "Hannah", "Samuel", "Yusuf", "Maryam", "Ibrahim", "Elijah", "Naomi", "David", "Esther", "Jacob"]
    pool = [
        "And {a} [arose|went up] [early|in the morning] and [wept|gave thanks].",
        "The [widow's|king's] son was [sick|laid in a pit], and {b} [prayed|healed] him.",
        "{a} [begat|was the father of] {b}, [and he was righteous|and the years were many].",
        "[Blessed|Woe] [is|unto] [the one|him] who [feedeth the orphan|strikes his brother].",
        "Then [said|spoke] {b}: [fear not|honour thy mother].",
    ]
    return Document(
        [
            f"# Book of {rng.choice(who)}, {rng.randint(1, 40)}",
            *[f"{i} " + spin(rng, rng.choice(pool), a=rng.choice(who), b=rng.choice(who)) for i in range(1, rng.randint(8, 30))],
        ]
    )


@register("obvious-sample-data", False, style="export")
def sample(rng, school):
    rows = [
        [
            i,
            n,
            s,
            rng.choice(("01/01/2000", "dd/mm/yyyy", "31/12/1999")),
            rng.choice(("0000000000", "1234567890", "A000000000000", "X123456789012")),
            rng.choice(("test@test.com", "a@b.c")),
            "123 Fake Street",
        ]
        for i, (n, s) in enumerate(
            rng.choices(
                (
                    ("John", "Doe"),
                    ("Jane", "Doe"),
                    ("Test", "Pupil"),
                    ("Foo", "Bar"),
                    ("Dummy", "User"),
                    ("Mickey", "Mouse"),
                    ("A", "Student"),
                    ("Example", "Child"),
                ),
                k=rng.randint(3, 15),
            ),
            1,
        )
    ]
    return Document(
        [rng.choice(("Example only", "Sample import file", "TEST DATA do not use"))],
        [Table(["id", "forename", "surname", "dob", "upn", "email", "address"], rows)],
    )


@register("quotations", False, style="prose", formats=PAPER)
def quotations(rng, school):
    who = [
        "Maya Angelou",
        "Nelson Mandela",
        "Charles Dickens",
        "Malala Yousafzai",
        "William Shakespeare",
        "Rumi",
        "Marie Curie",
        "Benjamin Zephaniah",
        "Jane Austen",
        "Albert Einstein",
    ]
    thought = "[Courage|Learning|Kindness|A library] [begins|grows] where [fear|comfort|school] [ends|is left behind]."
    return Document(
        [rng.choice(("# Thought for the day (in the manner of)", "# Assembly quotes, paraphrased"))]
        + [f"{spin(rng, thought)} (after {w})" for w in rng.sample(who, rng.randint(4, 10))]
    )


@register("music-list", False, style="table")
def music(rng, school):
    return Document(
        [],
        [
            Table(
                ["Track", "Artist", "Length", "Album", "Year"],
                [
                    [
                        spin(rng, "[Blue|Lost|Golden] [Rain|Road|Night|Girl] [pt 2|]"),
                        rng.choice((full_name(rng), "The " + surname(rng) + "s")),
                        f"{rng.randint(2, 7)}:{rng.randint(0, 59):02d}",
                        spin(rng, "[Home|Live at the Pier|Demos]"),
                        rng.randint(1961, 2025),
                    ]
                    for _ in range(rng.randint(8, 60))
                ],
            )
        ],
    )


@register("inventory", False, style="table", formats=("xlsx", "csv", "ods", "xml", "json", "sql"))
def inventory(rng, school):
    return Document(
        [],
        [
            Table(
                ["Asset", "Type", "Serial", "Room", "Bought", "Value"],
                [
                    [
                        f"{rng.randint(1, 9999):04d}",
                        rng.choice(("Laptop", "iPad", "Projector", "Piano", "Visualiser")),
                        f"{rng.choice('CDFGHJ')}{rng.randrange(10**12):012d}",
                        f"{rng.choice('ABC')}{rng.randint(1, 30)}",
                        f"{rng.randint(1, 28):02d}/0{rng.randint(1, 9)}/{rng.randint(2015, 2025)}",
                        rng.randint(20, 1500),
                    ]
                    for _ in range(rng.randint(10, 150))
                ],
            )
        ],
    )


@register("film-review", False, style="prose", formats=PAPER)
def film(rng, school):
    pool = [
        "{a} [is|plays] {b}, a [troubled|grieving|deaf] [teenager|teacher] [expelled|sent home] after [a fight|an accident].",
        "[Director|Writer] {c} [never|rarely] [lets|allows] [pity|sentiment] in.",
        "[The hospital scenes|Scenes with the social worker] [drag|shine].",
        "[Four|Three] stars, [certificate 12A|out on Friday].",
        "[Best of all|The heart of it] is {b}'s [mother|brother], [played by {c}|a quiet monster].",
    ]
    return Document(
        [spin(rng, "# [Film|Book|Theatre] review"), *said(rng, pool, 3, 5, a=full_name(rng), b=first_name(rng), c=full_name(rng))]
    )


@register("catalogue-mail", False, style="mail")
def sales(rng, school):
    pool = [
        "[Hi there|Dear customer|Dear {h}], [20% off|free delivery on] [sensory toys|phonics packs|EpiPen training kits] [this week|ends Sunday].",
        "Our [SEND|assessment|attendance] [software|app] [saves|helps] [hours|teachers] and [tracks|reports on] every pupil.",
        "[Book|Claim] [a demo|your sample] [today|now].",
        "'[Brilliant|A game changer],' says {n}, [SENCO|headteacher].",
        "Unsubscribe [here|at any time]. Ref {k}",
    ]
    return Document(
        said(rng, pool, 3, 5, h=school.head.formal, n=full_name(rng), k=rng.randrange(10**10)),
        properties={
            "from": "offers@catalogue.example",
            "to": f"office@{school.domain}",
            "subject": spin(rng, "[Spring sale|New|Last chance]: [SEND resources|attendance tracking made easy]"),
        },
    )


@register("travel-and-places", False, style="prose", formats=PAPER)
def travel(rng, school):
    a = staff(rng, 1)[0]
    pool = [
        "We [walked|drove] from [Whitby|Hebden|Conwy] to [the bay|the castle] and [ate|found] [chips|a tea room].",
        "[Trains|Buses] [leave|run] [hourly|at ten past].",
        "[Take|Pack] [waterproofs|a first aid kit|sun cream].",
        "[The museum|The abbey] [opens|shuts] at {k}; [adults|children under 5] [£{k}|free].",
        "{n}, our guide, [told|showed] us [the well|how slate is split].",
    ]
    return Document(
        [
            f"# {rng.choice(('A weekend away', 'Visitor guide', 'Walks near school'))}",
            *said(rng, pool, 3, 5, k=rng.randint(4, 17), n=a.forename),
        ]
    )
