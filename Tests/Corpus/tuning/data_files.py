"""Data that looks like a school's export and holds nobody: schemas, code lists, directories, budgets, bookings; and small lists that do."""

import datetime
import json

from corpus import (
    TODAY,
    Document,
    Table,
    landline,
    people,
    postcode,
    register,
    some,
    staff,
)
from people import make_school
from tuning.exports import XML
from tuning.phrases import CONDITIONS, NEEDS, SUBJECTS, first_name, spin


@register("export-schema", False, style="export", formats=("xml", "json", "sql"))
def schema(rng, school):
    fields = some(
        rng,
        [
            "UPN",
            "FormerUPN",
            "UniqueLearnerNumber",
            "Surname",
            "Forename",
            "DOB",
            "Sex",
            "SENprovision",
            "NHSNumber",
            "FSMeligible",
            "Ethnicity",
            "Contact",
            "Phone",
            "PostCode",
        ],
        5,
    )
    return Document(
        raw=XML
        + "<xs:schema>\n"
        + "".join(
            f' <xs:element name="{f}" type="{rng.choice(("xs:string", "UPNType", "xs:date", "YesNo"))}" minOccurs="{rng.randint(0, 1)}"/>\n'
            for f in fields
        )
        + "</xs:schema>\n"
    )


@register("code-list", False, style="export", formats=("csv", "xlsx", "ods", "json", "sql", "csv-cp1252"))
def codes(rng, school):
    pairs = rng.choice(
        (
            [[n, "primary need", rng.choice("YN")] for n in some(rng, NEEDS, 8)],
            [
                [c, spin(rng, "[present|late|authorised|unauthorised|educated off site]"), rng.choice("YN")]
                for c in "/\\LBCDEGHIMOPSTUVWXYZ#"
            ],
            [[f"{i:03d}", spin(rng, "[medical|diet|first aid] code: ") + c, "Y"] for i, c in enumerate(some(rng, CONDITIONS, 8), 1)],
        )
    )
    return Document([], [Table(["Code", "Description", "Active"], pairs)])


@register("school-directory", False, style="export", formats=("csv", "xlsx", "json", "xml", "ods", "csv-utf16"))
def directory(rng, school):
    rows = [
        [s.urn, s.la, s.estab, s.name, s.phase, f"{s.head.title} {s.head.forename[0]} {s.head.surname}", s.town, s.postcode, s.phone]
        for s in (make_school(rng) for _ in range(rng.randint(8, 40)))
    ]
    return Document([], [Table(["URN", "LA", "Estab", "EstablishmentName", "Phase", "Head", "Town", "Postcode", "Telephone"], rows)])


@register("budget", False, style="table", formats=("xlsx", "csv", "ods", "pdf", "docx", "html"))
def budget(rng, school):
    heads = [
        "E01 Teaching staff",
        "E03 Support staff",
        "SEN top-up",
        "E19 Learning resources",
        "Pupil premium",
        "Agency supply",
        "Water",
        "Exam fees",
        "Catering",
        "E26 Insurance: sickness",
        "1:1 tuition",
        "Educational psychology SLA",
        "Trips",
    ]
    return Document(
        [f"# Budget monitor period {rng.randint(1, 12)}"],
        [
            Table(
                ["Line", "Budget", "Spent", "Committed", "Variance"],
                [[h, *(f"{rng.randint(100, 900000):,}" for _ in range(4))] for h in some(rng, heads, 6)],
            )
        ],
    )


@register("room-bookings", False, style="table")
def bookings(rng, school):
    return Document(
        [],
        [
            Table(
                ["Date", "Room", "From", "To", "For", "Booked by"],
                [
                    [
                        (TODAY + datetime.timedelta(days=i)).strftime("%d/%m/%Y"),
                        rng.choice(("Hall", "ICT 1", "Hut", "Nurture room", "Library")),
                        "9.00",
                        "10.00",
                        rng.choice(("SALT visit", "Governors", "Y5 maths", "Choir", "Annual review", "Yoga")),
                        rng.choice(("SENCO", "office", "PTA", "Y5", "music service")),
                    ]
                    for i in range(rng.randint(5, 25))
                ],
            )
        ],
    )


@register("question-bank", False, style="export", formats=("csv", "xlsx", "json", "ods"))
def questions(rng, school):
    rows = [
        [
            i,
            rng.choice(SUBJECTS),
            spin(
                rng,
                "[[What is|Find] {a} [x|+] {b}?|{n} has {a} sweets and eats {b}. How many left?]",
                a=rng.randint(2, 99),
                b=rng.randint(2, 99),
                n=first_name(rng),
            ),
            rng.randint(1, 900),
            rng.choice(("easy", "medium", "hard")),
            rng.randint(1, 4),
        ]
        for i in range(1, rng.randint(10, 60))
    ]
    return Document([], [Table(["ID", "Subject", "Question", "Answer", "Level", "Marks"], rows)])


@register("settings-file", False, style="export", formats=("json", "zip:json"))
def settings(rng, school):
    return Document(
        raw=json.dumps(
            {
                "school": school.name,
                "urn": school.urn,
                "columns": some(rng, ["surname", "forename", "upn", "dob", "sen", "attendance"], 3),
                "sync": {"host": f"mis.{school.domain}", "port": rng.randint(1000, 9999), "key": f"{rng.randrange(16**24):024x}"},
                "last": str(TODAY),
            },
            indent=2,
        )
    )


@register("sensor-readings", False, style="export")
def sensors(rng, school):
    return Document(
        [],
        [
            Table(
                ["device", "time", "reading", "unit"],
                [
                    [
                        f"{rng.randint(10**9, 10**10 - 1)}",
                        f"2026-03-{rng.randint(1, 28):02d} {rng.randint(0, 23):02d}:00",
                        f"{rng.uniform(2, 900):.1f}",
                        rng.choice(("ppm", "C", "kWh")),
                    ]
                    for _ in range(rng.randint(20, 150))
                ],
            )
        ],
    )


@register("supplier-contacts", False, style="table", scored=False)
def suppliers(rng, school):
    return Document(
        [],
        [
            Table(
                ["Firm", "Contact", "Phone", "Postcode", "Account"],
                [
                    [
                        f"{a.surname} {rng.choice(('Catering', 'Coaches', 'Glazing', 'Music'))}",
                        a.name,
                        landline(rng),
                        postcode(rng),
                        rng.randrange(10**8),
                    ]
                    for a in staff(rng, rng.randint(5, 20))
                ],
            )
        ],
    )


@register("club-register", True, ["pupil-identity", "family-contact"], "table")
def club(rng, school):
    pupils = people(rng, rng.randint(5, 20), school)
    return Document(
        [f"# {rng.choice(('Chess', 'Breakfast', 'Football', 'Gardening', 'Homework'))} club"],
        [
            Table(
                ["Who", "Class", "Collected by", "Tel", "1", "2", "3", "4"],
                [
                    [rng.choice((p.short, p.name)), p.form, rng.choice((p.parents[0].forename, "walks home", "nan")), p.parents[0].phone]
                    + [rng.choice("✓✓✓x") for _ in range(4)]
                    for p in pupils
                ],
            )
        ],
        people=len(pupils),
    )


@register("reading-ages", True, ["pupil-identity", "attainment"], "export")
def reading_ages(rng, school):
    pupils = people(rng, rng.randint(8, 50), school)
    return Document(
        [],
        [
            Table(
                ["First", "Last", "Yr", "Test date", "SAS", "Reading age", "Band"],
                [
                    [
                        p.forename,
                        p.surname,
                        p.year_group,
                        "09/03/2026",
                        rng.randint(69, 131),
                        f"{rng.randint(5, 15)}:{rng.randint(0, 11):02d}",
                        rng.choice(("below", "expected", "above")),
                    ]
                    for p in pupils
                ],
            )
        ],
        people=len(pupils),
    )


@register("admissions-ranking", True, ["pupil-identity", "family-contact", "sen"], "export")
def admissions(rng, school):
    pupils = people(rng, rng.randint(6, 60), school)
    return Document(
        [],
        [
            Table(
                ["AppRef", "Child", "DOB", "Home postcode", "Criterion", "Distance m", "Sibling", "Offer"],
                [
                    [
                        f"{rng.randrange(10**7):07d}",
                        p.listed,
                        p.born(),
                        p.postcode,
                        rng.choice(("LAC", "EHCP", "sibling", "distance", "medical/social")),
                        f"{rng.uniform(90, 4000):.1f}",
                        rng.choice(("", "Y")),
                        rng.choice("YYN"),
                    ]
                    for p in pupils
                ],
            )
        ],
        people=len(pupils),
    )
