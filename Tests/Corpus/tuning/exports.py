"""What management information systems and databases put out."""

import json
from xml.sax.saxutils import escape

from corpus import TODAY, Document, Table, dates, people, register, some
from identifiers import upn
from tuning.phrases import INCIDENTS, NEEDS, SUBJECTS, about

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(name, value, depth=0):
    """An element with text, or with children if the value is a list of pairs."""
    pad = " " * depth
    if isinstance(value, list):
        return f"{pad}<{name}>\n" + "".join(element(n, v, depth + 1) for n, v in value) + f"{pad}</{name}>\n"
    return f"{pad}<{name}>{escape(str(value))}</{name}>\n"


@register("common-transfer-file", True, ["pupil-identity", "sen", "attainment", "family-contact"], "export", ("xml", "zip:xml"))
def ctf(rng, school):
    pupils = people(rng, rng.randint(1, 12), school)

    def one(p):
        q = p.parents[0]
        parts = [
            ("UPN", p.upn),
            ("UniqueLearnerNumber", p.uln),
            ("Surname", p.surname),
            ("Forename", p.forename),
            ("DOB", p.dob),
            (rng.choice(("Gender", "Sex")), p.sex),
        ]
        optional = [
            (
                "BasicDetails",
                [
                    ("PreferredForename", p.preferred),
                    ("NCyearActual", p.year_group),
                    ("Ethnicity", rng.choice(("WBRI", "APKN", "BAFR", "CHNE", "WOTH"))),
                    ("MedicalFlag", rng.choice(("true", "false"))),
                ],
            ),
            ("FSMhistory", [("FSMreviewDate", TODAY), ("FSMinstance", [("FSMstartDate", dates(rng, 1)[0])])]),
            ("SENhistory", [("SEN", [("StartDate", dates(rng, 1)[0]), ("SENprovision", rng.choice("KEN"))])]),
            (
                "Address",
                [
                    (
                        "BS7666Address",
                        [("PAON", p.address.split()[0]), ("Street", p.address), ("Town", school.town), ("PostCode", p.postcode)],
                    )
                ],
            ),
            (
                "Contacts",
                [
                    (
                        "Contact",
                        [("Surname", q.surname), ("Forename", q.forename), ("Relationship", q.relation[:3].upper()), ("Phone", q.phone)],
                    )
                ],
            ),
            (
                "StageAssessments",
                [
                    (
                        "KeyStage",
                        [
                            ("Stage", "KS2"),
                            (
                                "StageAssessment",
                                [("Subject", rng.choice(("ENG", "MAT", "REA"))), ("Result", rng.choice(("EXS", "WTS", "GDS", "103")))],
                            ),
                        ],
                    )
                ],
            ),
        ]
        return ("Pupil", parts + some(rng, optional, 1))

    header = [
        ("DocumentName", "Common Transfer File"),
        ("CTFversion", rng.choice(("19.0", "21.0", "22.0"))),
        ("DateTime", f"{TODAY}T10:00:00"),
        ("DocumentQualifier", rng.choice(("full", "partial"))),
        ("SourceSchool", [("LEA", school.la), ("Estab", school.estab), ("SchoolName", school.name)]),
        ("DestSchool", [("LEA", "XXX"), ("Estab", "XXXX")]),
    ]
    return Document(
        raw=XML + element("CTfile", [("Header", header), ("CTFpupilData", [one(p) for p in pupils])]),
        people=len(pupils),
        properties={"member": f"{school.la}{school.estab}_CTF_{school.la}LLLL_001"},
    )


@register("sims-report-xml", True, ["pupil-identity"], "export", ("xml",))
def sims(rng, school):
    pupils = people(rng, rng.randint(5, 60), school)
    fields = {
        "Adno": lambda p: f"{rng.randint(1, 9999):06d}",
        "Reg": lambda p: p.form,
        "Year": lambda p: p.year_group,
        "DOB": lambda p: f"{p.dob}T00:00:00",
        "Legal_x0020_Surname": lambda p: p.surname,
        "SEN_x0020_Status": lambda p: rng.choice("NKE"),
        "Home_x0020_Language": lambda p: rng.choice(("English", "Urdu", "Polish")),
    }
    chosen = some(rng, fields, 2, 6)
    return Document(
        raw=XML
        + element(
            "SuperStarReport",
            [
                ("Record", [("UPN", p.upn), ("Surname", p.surname), ("Forename", p.forename)] + [(f, fields[f](p)) for f in chosen])
                for p in pupils
            ],
        ),
        people=len(pupils),
    )


@register("school-census-xml", True, ["pupil-identity", "sen", "behaviour-attendance"], "export", ("xml", "zip:xml"))
def census(rng, school):
    pupils = people(rng, rng.randint(3, 50), school)
    header = [
        (
            "CollectionDetails",
            [("Collection", "SC"), ("Term", rng.choice(("AUT", "SPR", "SUM"))), ("Year", 2026), ("ReferenceDate", "2026-01-15")],
        ),
        ("Source", [("SourceLevel", "L"), ("LEA", school.la), ("Estab", school.estab)]),
    ]
    one = lambda p: (
        "PupilOnRoll",
        [
            (
                "PupilIdentifiers",
                [
                    ("UPN", p.upn),
                    ("FormerUPN", upn(rng)),
                    ("ULN", p.uln),
                    ("Surname", p.surname),
                    ("Forename", p.forename),
                    ("PupilDateOfBirth", p.dob),
                    ("Sex", p.sex),
                ],
            ),
            ("SENprovision", rng.choice("NNKE")),
            ("SENtype", rng.choice(NEEDS)),
            ("FSMeligible", rng.choice(("true", "false"))),
            ("SessionsUnauthorised", rng.randint(0, 30)),
        ],
    )
    return Document(
        raw=XML + element("Message", [("Header", header), ("Pupils", [("PupilsOnRoll", [one(p) for p in pupils])])]), people=len(pupils)
    )


@register("database-dump", True, ["pupil-identity", "family-contact"], "export", ("sql", "zip:sql"))
def dump(rng, school):
    pupils = people(rng, rng.randint(6, 80), school)
    mark = rng.choice(("`", '"', ""))
    columns = some(rng, ["upn", "surname", "forename", "dob", "nhs_no", "postcode", "mother_tel", "tutor_group"], 5)
    value = {
        "upn": lambda p: p.upn,
        "surname": lambda p: p.surname,
        "forename": lambda p: p.forename,
        "dob": lambda p: str(p.dob),
        "nhs_no": lambda p: p.nhs,
        "postcode": lambda p: p.postcode,
        "mother_tel": lambda p: p.parents[0].phone,
        "tutor_group": lambda p: p.form,
    }
    quote = lambda v: "'" + v.replace("'", "''") + "'"
    table = rng.choice(("pupils", "tblStudent", "stu_main", "learner"))
    if "surname" not in columns:
        columns.append("surname")
    rows = [f"({i}," + ",".join(quote(value[c](p)) for c in columns) + ")" for i, p in enumerate(pupils, 1)]
    head = (
        f"-- dump {TODAY}\nDROP TABLE IF EXISTS {mark}{table}{mark};\nCREATE TABLE {mark}{table}{mark} (id int, "
        + ", ".join(f"{mark}{c}{mark} varchar(80)" for c in columns)
        + ");\n"
    )
    return Document(raw=head + f"INSERT INTO {mark}{table}{mark} VALUES\n" + ",\n".join(rows) + ";\n", people=len(pupils))


@register("api-export", True, ["pupil-identity", "attainment", "behaviour-attendance"], "export", ("json", "zip:json"))
def api(rng, school):
    pupils = people(rng, rng.randint(1, 40), school)
    camel = rng.random() < 0.5
    key = lambda words: words[0] + "".join(w.title() for w in words[1:]) if camel else "_".join(words)

    def one(p):
        record = {
            "id": rng.randint(1, 99999),
            key(["first", "name"]): p.forename,
            key(["last", "name"]): p.surname,
            key(["date", "of", "birth"]): str(p.dob),
            "upn": p.upn,
            key(["behaviour", "events"]): [
                {"date": str(d), "note": about(rng, p, "{n} " + rng.choice(INCIDENTS))} for d in dates(rng, rng.randint(0, 3))
            ],
            "grades": {s: rng.randint(1, 9) for s in rng.sample(SUBJECTS, 3)},
            "guardian": {"name": p.parents[0].name, "tel": p.parents[0].phone},
        }
        return {k: v for k, v in record.items() if k not in rng.sample(["upn", "grades", "guardian", "id"], 2)}

    value = {"data": [one(p) for p in pupils], "meta": {"count": len(pupils), "page": 1}}
    return Document(
        raw=json.dumps(value if rng.random() < 0.7 else value["data"], indent=rng.choice((None, 2)), ensure_ascii=False), people=len(pupils)
    )


@register(
    "system-csv-export", True, ["pupil-identity", "sen", "family-contact"], "export", ("csv", "csv-utf16", "csv-cp1252", "xlsx", "zip:csv")
)
def wide(rng, school):
    pupils = people(rng, rng.randint(10, 150), school)
    fields = {
        "UPN": lambda p: p.upn,
        "ULN": lambda p: p.uln,
        "Legal Forename": lambda p: p.forename,
        "Legal Surname": lambda p: p.surname,
        "Preferred Name": lambda p: p.preferred,
        "Date of Birth": lambda p: p.born(),
        "NC Year": lambda p: p.year_group,
        "Reg Group": lambda p: p.form,
        "In Care": lambda p: rng.choice("TFFFF"),
        "SEN Stage": lambda p: rng.choice("NNNKE"),
        "FSM Eligible": lambda p: rng.choice("TFF"),
        "Ethnicity": lambda p: p.ethnicity,
        "NHS Number": lambda p: p.nhs,
        "Postcode": lambda p: p.postcode,
        "Priority 1 Contact": lambda p: p.parents[0].name,
        "Contact Telephone": lambda p: p.parents[0].phone,
        "Religion": lambda p: rng.choice(("Muslim", "Christian", "None", "Sikh", "Hindu", "Refused")),
    }
    chosen = ["Legal Surname", "Legal Forename"] + [f for f in some(rng, fields, 4, 12) if f not in ("Legal Surname", "Legal Forename")]
    return Document([], [Table(chosen, [[fields[f](p) for f in chosen] for p in pupils])], people=len(pupils))


@register("key-stage-2-return", True, ["pupil-identity", "attainment"], "export")
def key_stage(rng, school):
    pupils = people(rng, rng.randint(10, 60), school, same_class=True)
    rows = [
        [
            p.upn,
            p.surname,
            p.forename,
            p.sex,
            p.born(),
            rng.randint(80, 120),
            rng.randint(80, 120),
            rng.choice(("EXS", "WTS", "GDS", "A", "B")),
            rng.choice(("S", "N")),
        ]
        for p in pupils
    ]
    return Document(
        [], [Table(["UPN", "Surname", "Forename", "Sex", "DOB", "READ_SS", "MATH_SS", "WRIT_TA", "MET"], rows)], people=len(pupils)
    )


@register("login-list", True, ["pupil-identity"], "export", ("csv", "xlsx", "docx", "pdf", "ods", "csv-cp1252"), scored=True)
def logins(rng, school):
    pupils = people(rng, rng.randint(10, 40), school, same_class=True)
    return Document(
        [],
        [
            Table(
                ["Name", "Class", "Username", "Password", "Year"],
                [
                    [
                        p.name,
                        p.form,
                        f"{rng.randint(18, 26)}{p.forename[:3].lower()}{p.surname[:4].lower()}",
                        rng.choice(("Tiger", "apple", "Moon", "Sunny")) + str(rng.randint(10, 99)),
                        p.year,
                    ]
                    for p in pupils
                ],
            )
        ],
        people=len(pupils),
    )
