"""Lists of pupils as teachers and offices print them."""

import datetime

from corpus import Document, Table, dates, landline, people, register, some
from identifiers import uci
from tuning.phrases import CONDITIONS, MEDICINES, NEEDS, SUBJECTS, SUPPORT


def shown(rng):
    """One way to write pupils' names, for a whole list."""
    return rng.choice((lambda p: p.name, lambda p: p.listed, lambda p: f"{p.surname}, {p.forename}", lambda p: p.short, lambda p: p.name))


@register("class-list", True, ["pupil-identity"], "table")
def class_list(rng, school):
    pupils = people(rng, rng.randint(16, 31), school, same_class=True)
    columns = {
        "DOB": lambda p: p.born(),
        "Sex": lambda p: p.sex,
        "UPN": lambda p: p.upn,
        "House": lambda p: rng.choice(("Red", "Oak", "Kestrel", "Blue")),
        "Adm No": lambda p: rng.randint(1000, 9999),
        "Reg": lambda p: p.form,
        "Ethnicity": lambda p: p.ethnicity,
    }
    chosen = some(rng, columns, 0, 4)
    name = shown(rng)
    split = rng.random() < 0.5
    header = (["Surname", "Forename"] if split else [rng.choice(("Name", "Pupil", "Student Name", "Child"))]) + chosen
    rows = [([p.surname, p.forename] if split else [name(p)]) + [columns[c](p) for c in chosen] for p in pupils]
    title = rng.choice(("# {f} class list", "# Class {f}", "# {s} - {f} 2025/26")).format(f=pupils[0].form, s=school.name)
    return Document([title] if rng.random() < 0.7 else [], [Table(header, rows)], people=len(pupils))


@register("attendance-register", True, ["pupil-identity", "behaviour-attendance"], "table")
def attendance_register(rng, school):
    pupils = people(rng, rng.randint(12, 30), school, same_class=True)
    days = [d.strftime(rng.choice(("%a %d/%m", "%d %b"))) for d in dates(rng, 5, 30)]
    marks, name = ("/\\", "/\\", "L\\", "NN", "II", "M\\", "OO", "EE"), shown(rng)
    rows = [[name(p)] + [rng.choices(marks, (60, 20, 5, 4, 6, 3, 2, 1))[0] for _ in days] + [f"{rng.uniform(70, 100):.1f}"] for p in pupils]
    return Document(
        [f"# Register {pupils[0].form}"], [Table([rng.choice(("Name", "Student", ""))] + days + ["% Att"], rows)], people=len(pupils)
    )


@register("seating-plan", True, ["pupil-identity", "sen", "attainment"], "table", ("docx", "xlsx", "pdf", "pptx", "txt", "ods"))
def seating_plan(rng, school):
    across, down = rng.choice(((4, 5), (6, 5), (3, 8)))
    pupils = people(rng, across * down - rng.randint(0, 3), school, same_class=True)
    rng.shuffle(pupils)
    marks = [
        "PP",
        "SEN K",
        "EHCP",
        "EAL",
        "MAT",
        "LA",
        "H",
        "ASD sit near door",
        "glasses - front",
        "HI left ear",
        "keep apart from table 2",
        "FSM",
    ]
    cells = [p.short + ("\n" + ", ".join(rng.sample(marks, rng.randint(1, 2))) if rng.random() < 0.5 else "") for p in pupils] + [""] * (
        across * down
    )
    rows = [cells[i * across : (i + 1) * across] for i in range(down)]
    return Document(
        [rng.choice(("# Seating plan {}", "# {} Maths set 3 - new seats after half term", "# Plan {} Rm 14")).format(pupils[0].form)],
        [Table([], rows)],
        [rng.choice(("Teacher desk", "FRONT / board", "DOOR"))],
        people=len(pupils),
    )


@register("sen-register", True, ["pupil-identity", "sen"], "table")
def sen_register(rng, school):
    pupils, name = people(rng, rng.randint(8, 45), school), shown(rng)
    rows = [
        [
            name(p),
            p.form,
            rng.choice("KKKE"),
            rng.choice(NEEDS),
            rng.choice(("", rng.choice(NEEDS))),
            "; ".join(rng.sample(SUPPORT, rng.randint(1, 3))),
            rng.choice(("", "EP", "SALT", "CAMHS w/l", "OT", "paeds")),
        ]
        for p in pupils
    ]
    header = ["Name", "Class", rng.choice(("SEN Status", "Stage", "K/E")), "Primary need", "Secondary need", "Provision", "Agencies"]
    keep = sorted(rng.sample(range(2, 7), rng.randint(3, 5)))
    pick = lambda r: r[:2] + [r[i] for i in keep]
    return Document(
        [rng.choice(("# SEND register Spring", "# SEN Register", f"# {school.short} SEN list - updated {school.senco.initials}"))],
        [Table(pick(header), [pick(r) for r in rows])],
        people=len(pupils),
    )


@register("allergy-list", True, ["pupil-identity", "medical"], "table")
def allergy_list(rng, school):
    pupils = people(rng, rng.randint(5, 18), school)
    rows = [
        [
            "[photo]",
            p.name,
            p.form,
            rng.choice(CONDITIONS),
            rng.choice(MEDICINES),
            rng.choice(("office fridge", "class medical bag", "carries own", "red box, staffroom")),
        ]
        for p in pupils
    ]
    return Document(
        [rng.choice(("# KITCHEN - children with allergies", "# Medical needs at a glance", "# Allergies and care plans, please read!"))],
        [Table(["Photo", "Child", "Class", "Allergy / condition", "Medication", "Kept"], rows)],
        people=len(pupils),
    )


@register("medication-log", True, ["pupil-identity", "medical"], "table")
def medication_log(rng, school):
    pupils, adults = people(rng, rng.randint(2, 7), school), [rng.choice("ABCDHJKLMS") + rng.choice("BCDGHKMPRTW") for _ in range(3)]
    rows = [
        [
            d.strftime("%d/%m"),
            f"{rng.randint(9, 14)}.{rng.choice(('05', '15', '30', '50'))}",
            rng.choice(pupils).short,
            rng.choice(MEDICINES),
            rng.choice(("as label", "2 puffs", "1 tab", "5ml")),
            rng.choice(adults),
            rng.choice(adults),
        ]
        for d in dates(rng, rng.randint(8, 25))
    ]
    return Document(
        ["# Record of medicine given"],
        [Table(["Date", "Time", "Pupil", "Medicine", "Dose", "Given by", "Witness"], rows)],
        people=len({r[2] for r in rows}),
    )


@register("detention-list", True, ["pupil-identity", "behaviour-attendance"], "table")
def detention_list(rng, school):
    pupils, name = people(rng, rng.randint(4, 22), school), shown(rng)
    why = [
        "no homework",
        "late x3",
        "defiance",
        "uniform",
        "phone",
        "talking",
        "missed previous det",
        "chewing gum",
        "disruption",
        "truanting P4",
        "swearing",
    ]
    rows = [
        [name(p), p.form, rng.choice(why), rng.choice(("30", "60", "15")), rng.choice(("", "DNA", "attended", "parent rang"))]
        for p in pupils
    ]
    return Document(
        [rng.choice(("# Friday detention", "# After school DT {:%d %b}", "# SLT det list")).format(dates(rng, 1)[0])],
        [Table(["Name", "Form", "Reason", "Mins", "Outcome"], rows)],
        people=len(pupils),
    )


@register("contact-sheet", True, ["pupil-identity", "family-contact"], "table")
def contact_sheet(rng, school):
    pupils = people(rng, rng.randint(8, 30), school)
    rows = [
        [
            p.name,
            p.born(),
            f"{p.address}, {school.town} {p.postcode}",
            p.parents[0].name,
            p.parents[0].relation,
            p.parents[0].phone,
            p.parents[-1].email if rng.random() < 0.6 else "",
            rng.choice((landline(rng), "")),
        ]
        for p in pupils
    ]
    order = rng.sample(range(1, 8), rng.randint(4, 7))
    header = ["Pupil", "DOB", "Address", "Contact 1", "Relationship", "Mobile", "Email", "Home tel"]
    pick = lambda r: [r[0]] + [r[i] for i in order]
    return Document(
        [rng.choice(("# Emergency contacts", "# Contact list (residential)", "# Who to ring"))],
        [Table(pick(header), [pick(r) for r in rows])],
        people=len(pupils) + sum(len(p.parents) for p in pupils),
    )


@register("trip-consent-list", True, ["pupil-identity", "family-contact", "medical"], "table")
def trip_consent(rng, school):
    pupils = people(rng, rng.randint(12, 40), school)
    rows = [
        [
            p.short if rng.random() < 0.2 else p.name,
            rng.choice("YYYYN"),
            rng.choice(("£12 pd", "owes £6", "PP - free", "pd")),
            rng.choice(("", "", rng.choice(CONDITIONS))),
            p.parents[0].phone,
            rng.choice(("packed lunch", "school lunch - halal", "veg", "own")),
        ]
        for p in pupils
    ]
    place = rng.choice(("Eden Camp", "the Roman baths", "the mosque", "London Zoo", "the sea life centre", "Skipton Castle"))
    return Document(
        [f"# Trip to {place}", f"Leave 9.15 back by {rng.choice(('3', '2.45', '4.30'))}. Mobile for the day {landline(rng)}."],
        [Table(["Child", "Consent", "Paid", "Medical", "Parent mobile", "Lunch"], rows)],
        people=len(pupils),
    )


@register("free-meals-list", True, ["pupil-identity", "family-contact"], "table")
def free_meals(rng, school):
    pupils, name = people(rng, rng.randint(10, 60), school), shown(rng)
    rows = [
        [
            name(p),
            p.form,
            p.born(),
            rng.choice(("FSM", "FSM", "Ever6", "UIFSM")),
            rng.choice(("UC", "IS", "ESA", "NASS", "")),
            rng.choice(("", "31/03/2028", "ended Oct")),
        ]
        for p in pupils
    ]
    return Document(
        ["# Free school meals checked with LA"],
        [Table(["Name", "Cls", "DOB", "Eligibility", "Benefit", "End date"], rows)],
        people=len(pupils),
    )


@register("pupil-premium-tracker", True, ["pupil-identity", "attainment", "family-contact"], "table")
def pupil_premium(rng, school):
    pupils, name = people(rng, rng.randint(10, 40), school), shown(rng)
    level = lambda: rng.choice(("WTS", "EXS", "EXS", "GDS", "PKF", "BLW"))
    rows = [
        [
            name(p),
            p.year_group,
            rng.choice(("FSM6", "LAC", "PLAC", "Service", "FSM")),
            rng.randint(74, 100),
            level(),
            level(),
            level(),
            rng.choice(SUPPORT),
            rng.choice(("", "breakfast club", "uniform grant", "music lessons")),
        ]
        for p in pupils
    ]
    return Document(
        ["# PP tracker"], [Table(["Pupil", "Yr", "Why PP", "Att %", "R", "W", "M", "Intervention", "Funded"], rows)], people=len(pupils)
    )


@register("marks-and-grades", True, ["pupil-identity", "attainment"], "table", ("xlsx", "csv", "ods", "docx", "pdf", "txt", "csv-utf16"))
def marks(rng, school):
    pupils, name = people(rng, rng.randint(10, 32), school, same_class=True), shown(rng)
    topics = rng.choice(
        (
            ["Paper 1 /40", "Paper 2 /35", "Paper 3 /35", "Scaled"],
            ["Spelling /20", "Tables /25", "Reading age"],
            ["AO1", "AO2", "AO3", "Total", "Grade"],
            ["HW1", "HW2", "Mock", "Target"],
        )
    )
    rows = [[name(p)] + [rng.choice(("abs", *map(str, range(8, 36)), *map(str, range(8, 36)))) for _ in topics] for p in pupils]
    return Document(
        [f"# {pupils[0].form} {rng.choice(SUBJECTS)} marks"] if rng.random() < 0.6 else [],
        [Table([rng.choice(("Name", "Pupil", "")), *topics], rows)],
        people=len(pupils),
    )


@register("predicted-grades", True, ["pupil-identity", "attainment"], "table")
def predicted(rng, school):
    pupils = people(rng, rng.randint(10, 60), school)
    subjects = rng.sample(SUBJECTS, rng.randint(1, 7))
    grade = lambda: rng.choice(("9", "8", "7", "6", "5", "5", "4", "4", "3", "2", "U", "D*", "P2"))
    rows = [[p.surname, p.forename, uci(rng) if rng.random() < 0.9 else "", p.uln] + [grade() for _ in subjects] for p in pupils]
    return Document(["# Predicted grades, Y11, final"], [Table(["Surname", "Forename", "UCI", "ULN"] + subjects, rows)], people=len(pupils))


@register("phonics-results", True, ["pupil-identity", "attainment"], "table")
def phonics(rng, school):
    pupils = people(rng, rng.randint(12, 30), school, same_class=True)
    rows = [
        [
            p.preferred if rng.random() < 0.9 else p.short,
            rng.randint(3, 40),
            rng.choice(("Wa", "Wt", "A", "D", "Wa")),
            rng.choice(("ph 3", "ph 5", "set 2 sounds", "digraphs", "blending!")),
        ]
        for p in pupils
    ]
    return Document(
        [rng.choice(("# Phonics screening check", "# PSC practice March", "# Phonics re-takes"))],
        [Table(["Child", "Score /40", "Outcome", "Gap"], rows)],
        people=len(pupils),
    )


@register("access-arrangements", True, ["pupil-identity", "sen", "attainment"], "table")
def access(rng, school):
    pupils = people(rng, rng.randint(4, 25), school)
    rows = [
        [
            p.listed,
            p.form,
            rng.randint(1000, 9999),
            ", ".join(
                rng.sample(
                    ["25% ET", "reader", "scribe", "WP", "rest breaks", "separate room", "prompt", "coloured paper", "50% ET"],
                    rng.randint(1, 3),
                )
            ),
            rng.choice(("F8 done", "F8 needed", "LD", "med letter")),
            rng.choice(("", f"SS {rng.randint(69, 84)} speed")),
        ]
        for p in pupils
    ]
    return Document(
        ["# Exam access arrangements"],
        [Table(["Candidate", "Form", "Cand No", "Arrangement", "Evidence", "Score"], rows)],
        people=len(pupils),
    )


@register("parents-evening", True, ["pupil-identity", "family-contact"], "table")
def parents_evening(rng, school):
    pupils, start = people(rng, rng.randint(10, 28), school, same_class=True), datetime.datetime(2026, 3, 18, 15, 30)
    rng.shuffle(pupils)
    rows = [
        [
            (start + datetime.timedelta(minutes=10 * i)).strftime("%H.%M"),
            p.name,
            rng.choice((p.parents[0].formal, p.parents[-1].name, "mum", "phone call", "both, separately")),
            rng.choice(("", "", "SEN", "interpreter", "behaviour", "attendance!", "needs Mrs H too")),
        ]
        for i, p in enumerate(pupils)
    ]
    return Document([f"# Parents' evening {pupils[0].form}"], [Table(["Time", "Child", "Who", "Note"], rows)], people=len(pupils))


@register(
    "mail-merge-source", True, ["pupil-identity", "family-contact"], "export", ("csv", "xlsx", "csv-cp1252", "csv-utf16", "ods", "zip:xlsx")
)
def mail_merge(rng, school):
    pupils = people(rng, rng.randint(8, 50), school)
    rows = [
        [
            rng.choice(("Parent of", p.parents[0].title)),
            p.parents[0].surname,
            p.forename,
            p.surname,
            p.address,
            school.town,
            p.postcode,
            f"{rng.uniform(60, 97):.1f}%",
        ]
        for p in pupils
    ]
    return Document(
        [],
        [Table(["Salutation", "Parent_Surname", "Child_First", "Child_Last", "Addr1", "Town", "PostCode", "MergeField1"], rows)],
        people=2 * len(pupils),
    )


@register("one-to-one-timetable", True, ["pupil-identity", "sen"], "table")
def timetable(rng, school):
    pupils = people(rng, rng.randint(2, 7), school)
    slots = ["8.50", "9.20", "10.30", "11.15", "1.00", "2.00"]
    cell = lambda: rng.choice(
        (
            f"{rng.choice(pupils).preferred} - {rng.choice(SUPPORT)}",
            f"1:1 {rng.choice(pupils).short}",
            "class",
            f"{pupils[0].preferred} + {pupils[-1].preferred} {rng.choice(SUPPORT)}",
        )
    )
    rows = [[s] + [cell() for _ in range(5)] for s in slots]
    return Document(
        [f"# {rng.choice(('Miss B', 'Kasia', 'TA 2', 'Mrs Rahman'))} timetable from Monday"],
        [Table(["", "Mon", "Tues", "Wed", "Thurs", "Fri"], rows)],
        people=len(pupils),
    )


@register("provision-map", True, ["pupil-identity", "sen"], "table")
def provision(rng, school):
    pupils = people(rng, rng.randint(4, 14), school)
    rows = [
        [
            rng.choice(SUPPORT),
            ", ".join(p.preferred + " " + p.surname[0] for p in rng.sample(pupils, rng.randint(1, 4))),
            rng.choice(("3x20m", "daily 10m", "Weds pm")),
            rng.choice(("TA", "HLTA", "SALT", "ELSA")),
            rng.randint(60, 110),
            rng.randint(70, 120),
        ]
        for _ in range(rng.randint(5, 11))
    ]
    return Document(
        ["# Provision map " + rng.choice(("KS2", "Autumn 2", "wave 3"))],
        [Table(["Intervention", "Who", "When", "Led by", "Entry", "Exit"], rows)],
        people=len(pupils),
    )
