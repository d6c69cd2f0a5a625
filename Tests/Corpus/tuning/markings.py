"""Documents with protective markings of their own, old (Becta's impact levels) and new, and papers that only speak of them."""

from corpus import Document, Table, people, register, some, staff
from tuning.letters import LETTER
from tuning.notes import NOTED, OK, WOBBLE
from tuning.phrases import HOME, NEEDS, SUPPORT, about, said, spin, story

HIGH = (
    "OFFICIAL-SENSITIVE",
    "OFFICIAL - SENSITIVE - PERSONAL",
    "RESTRICTED",
    "PROTECT - PERSONAL",
    "IL3-Restricted",
    "IL2 PROTECT",
    "CONFIDENTIAL: PUPIL DATA",
    "IL4 - Confidential",
    "Official Sensitive",
)
LOW = ("OFFICIAL", "UNCLASSIFIED", "NOT PROTECTIVELY MARKED", "PUBLIC", "IL0 - unclassified", "For publication")


@register("marked-note", True, ["safeguarding", "behaviour-attendance"], "marking", LETTER)
def marked_note(rng, school):
    p = people(rng, 1, school)[0]
    label = rng.choice(HIGH)
    text = story(rng, p, NOTED + OK + WOBBLE, 1, 4, h=about(rng, p, rng.choice(HOME)), m="the others").replace(
        p.preferred, rng.choice((p.preferred, p.initials, p.short))
    )
    return Document([label, text] if rng.random() < 0.6 else [text, label], people=1)


@register("marked-list", True, ["pupil-identity", "sen"], "marking", ("xlsx", "docx", "csv", "pdf", "ods", "odt"))
def marked_list(rng, school):
    pupils = people(rng, rng.randint(4, 25), school)
    rows = [[rng.choice((p.name, p.initials)), p.form, rng.choice(NEEDS), rng.choice(SUPPORT)] for p in pupils]
    return Document(
        [rng.choice(HIGH)],
        [Table(["Pupil", "Class", "Area", "Support"], rows)],
        [f"{rng.choice(HIGH)}. Securely delete or shred after use."] if rng.random() < 0.5 else [],
        people=len(pupils),
    )


@register("marked-in-properties", True, ["sen", "family-contact"], "marking", ("docx", "docx", "zip:docx"))
def marked_properties(rng, school):
    p, a = people(rng, 1, school)[0], staff(rng, 1, school)[0]
    return Document(
        [about(rng, p, "[Notes for|Re] {full}"), story(rng, p, NOTED + OK, 2, 4, h=about(rng, p, rng.choice(HOME)), m="a friend")],
        properties={"author": a.name, "title": p.name, "subject": rng.choice(HIGH), "keywords": rng.choice(HIGH)},
        people=1,
    )


@register("guidance-on-markings", False, style="marking", formats=LETTER)
def about_markings(rng, school):
    rows = [
        [
            h,
            spin(rng, "[SEN records|Names with dates of birth|Safeguarding files|Attendance|Staff appraisals|Exam results]"),
            spin(rng, "[encrypt|locked cabinet|shred|secure mail only]"),
        ]
        for h in some(rng, HIGH + LOW, 4, 8)
    ]
    pool = [
        "[Mark|Label] [each page|the header] with the [highest|right] level.",
        "Since {y} OFFICIAL [replaces|covers] the [older|former] levels; SENSITIVE is a [caveat|handling note].",
        "[Memory sticks|Laptops] that hold [RESTRICTED|OFFICIAL-SENSITIVE] [data|files] must be encrypted.",
        "[When in doubt|If unsure] ask the [DPO|data manager].",
    ]
    return Document(
        [
            rng.choice(("# Protective marking: a guide", "# Which label?", "# Information classification policy")),
            *said(rng, pool, 2, 4, y=rng.choice((2014, "April 2014"))),
        ],
        [Table(["Label", "Examples", "Handling"], rows)],
    )


@register("marked-as-public", False, style="marking", formats=LETTER)
def public(rng, school):
    pool = [
        "The [hall|field] may be [hired|booked] [after 6|at weekends].",
        "Term [starts|ends] on [the 4th|Friday].",
        "[Admissions|Open days]: [apply by 15 January|tours on Tuesdays].",
        "[Complaints|Accessibility] [plan|procedure] [is|can be had] [on request|in large print].",
        "We [welcome|serve] [children with SEND|all faiths]; [ask|see] the local offer.",
    ]
    return Document([rng.choice(LOW), *said(rng, pool, 2, 4)])
