"""What is written about those who work at a school."""

from corpus import Document, Table, dates, register, staff
from tuning.letters import LETTER
from tuning.phrases import SUBJECTS, spin


@register("capability-letter", True, ["staff"], "prose", LETTER)
def capability(rng, school):
    one = staff(rng, 1, school)[0]
    first, second = (d.strftime("%d %B %Y") for d in dates(rng, 2))
    concerns = [
        "[pace and challenge in|planning of|your] [lessons|teaching] [has|have] been judged below the standard expected on [two|three] occasions",
        "[marking|feedback] [is|was] [up to|more than] four weeks behind",
        "[punctuality|lateness to briefing] [remains|is] a concern despite the informal stage",
        "[parents|three families] have [complained|raised issues] about [homework|communication]",
        "[data|assessments] [was|were] not entered by the deadline",
        "behaviour in your [Year 8|Year 10|afternoon] class [is|remains] unsafe",
    ]
    body = spin(
        rng,
        "[Further to|Following|I write after] our meeting on {a}, [this letter confirms|I am writing to confirm] that [you|we] [will now move|are moving] to the [formal|first formal] stage of the [capability|performance] procedure.",
        a=first,
    )
    points = "\n".join(f"{i}. " + spin(rng, c).capitalize() + "." for i, c in enumerate(rng.sample(concerns, rng.randint(2, 4)), 1))
    end = spin(
        rng,
        "[Your|You will have a] [support plan|coach] [runs|will run] for [six|eight|ten] weeks. [A failure to improve|If there is no sustained improvement this] may lead to [a final written warning|dismissal]. You may bring a [union representative|colleague] to the review on {b}.",
        b=second,
    )
    close = spin(
        rng,
        "[I know|I appreciate] that [your health|the menopause|your father's illness|the bereavement] has made this [a hard year|difficult]; occupational health [have been asked|will write].",
    )
    close = close if rng.random() < 0.5 else ""
    return Document(
        [
            f"PRIVATE\n{one.name}\n{one.role}",
            f"Dear {rng.choice((one.forename, one.formal))}",
            body,
            points,
            *([close] if close else []),
            end,
            f"Yours sincerely\n{school.head.name}\nHeadteacher, {school.name}",
        ],
        people=1,
    )


@register("staff-absence", True, ["staff", "medical"], "table")
def absence(rng, school):
    adults = staff(rng, rng.randint(5, 20), school)
    why = [
        "D&V",
        "back pain",
        "stress (WRS)",
        "dependant",
        "covid",
        "migraine",
        "hospital appt",
        "surgery",
        "compassionate",
        "maternity appt",
        "depression",
        "flu",
        "unpaid",
    ]
    rows = [
        [
            rng.choice((a.name, a.formal)),
            d.strftime("%d/%m/%y"),
            rng.randint(1, 30),
            rng.choice(why),
            rng.choice(("self cert", "fit note", "RTW done", "OH ref", "stage 1")),
        ]
        for a, d in zip(adults, dates(rng, len(adults)))
    ]
    return Document(["# Staff absence"], [Table(["Name", "From", "Days", "Reason", "Action"], rows)], people=len(adults))


@register("appraisal", True, ["staff"], "form")
def appraisal(rng, school):
    one, other = staff(rng, 2, school)
    said = [
        "{n} [has had|had] a [good|mixed|difficult] year with [a demanding class|Year 6|three classes].",
        "[{n} feels|She feels|{n} says {n} feels] [overlooked|undervalued|ready for leadership] [since the restructure|] and [wants|asked for] NPQ time.",
        "[Book looks|Pupil progress meetings] show [weak|strong|uneven] progress in {s}.",
        "Lesson obs [x2|in Nov]: [questioning strong, pace slow|behaviour routines weak at the start|secure].",
        "[Pay|UPS2] progression [recommended|not recommended] this cycle.",
        "[Absence of|Off for] [11|19|24] days [discussed|noted], phased return went [well|badly].",
    ]
    return Document(
        [
            "# Performance management review",
            f"Appraisee: {one.name} ({one.role})\nAppraiser: {other.name}\nDate: {dates(rng, 1)[0]:%d/%m/%Y}",
            " ".join(spin(rng, s, n=one.forename, s=rng.choice(SUBJECTS)) for s in rng.sample(said, rng.randint(3, 6))),
            "Targets\n1. "
            + spin(rng, "[80%|all] pupils in {s} to meet [expected|target].", s=rng.choice(SUBJECTS))
            + "\n2. "
            + spin(rng, "[Lead|Shadow|Observe] [a phase meeting|the coaching triad]."),
        ],
        people=1,
    )


@register("payroll-lines", True, ["staff"], "export")
def payroll(rng, school):
    adults = staff(rng, rng.randint(6, 30), school)
    rows = [
        [
            a.payroll,
            a.surname,
            a.forename[0],
            a.ni,
            rng.choice(("M4", "UPS1", "SC5", "L8", "SC3 TTO")),
            f"{rng.choice((1, 1, 0.8, 0.6, 0.53)):.2f}",
            f"{a.salary / 12:.2f}",
            f"{a.salary / 12 * 0.086:.2f}",
        ]
        for a in adults
    ]
    return Document([], [Table(["Emp No", "Surname", "Init", "NI Number", "Grade", "FTE", "Gross", "Pension"], rows)], people=len(adults))


@register("single-central-record", True, ["staff"], "table")
def central_record(rng, school):
    adults = staff(rng, rng.randint(6, 25), school)
    rows = [
        [
            a.name,
            a.role,
            a.dob.strftime("%d/%m/%Y"),
            f"00{rng.randrange(10**10):010d}",
            rng.choice(("passport", "BRP", "birth cert")),
            rng.choice(("yes", "n/a")),
            rng.choice(("recd x2", "1 chased")),
        ]
        for a in adults
    ]
    return Document(
        ["# SCR"], [Table(["Name", "Post", "DOB", "DBS cert no", "ID seen", "Barred list", "References"], rows)], people=len(adults)
    )


@register("grievance-email", True, ["staff"], "mail")
def grievance(rng, school):
    a, b, c = staff(rng, 3, school)
    said = [
        "I [don't|do not] feel I can [work with|be in a room with] {b} [any more|after what {b} said in PPA].",
        "[On Tuesday|Last week] {b} [shouted at|undermined|spoke over] me in front of [the children|year 5|a parent].",
        "My doctor has [signed me off|put me on sertraline|upped my tablets] and I [am not sleeping|can't face coming in].",
        "{c} [saw it|heard it all|will back me up] but [is scared|does not want to be named].",
        "I [would like|want] this to be [formal|treated as a grievance] and I [have rung|am ringing] the union.",
        "It [has been going on|started] [since|in] September [when I came back from maternity leave|and you know it].",
    ]
    return Document(
        [
            spin(rng, "[Hi|Dear|Morning] {h},", h=school.head.forename),
            " ".join(spin(rng, s, b=b.forename, c=c.forename) for s in rng.sample(said, rng.randint(3, 6))),
            a.forename,
        ],
        properties={
            "from": a.email,
            "to": school.head.email,
            "subject": spin(rng, "[can we talk|what happened in PPA|formal complaint|Tuesday]"),
        },
        people=3,
    )


@register("job-reference", True, ["staff"], "prose", LETTER)
def reference(rng, school):
    a = staff(rng, 1, school)[0]
    said = [
        "{n} has [worked|been] with us since {y} as [a|our] {r}.",
        "[Attendance|Sickness]: {d} days in two years, [mostly|all] [a knee operation|anxiety|one spell].",
        "[I have|We have] no concerns about {n}'s suitability to work with children.",
        "There was one [informal|disciplinary] matter, [a parent complaint|an email sent in anger], [closed|resolved] in 2024.",
        "{n} [plans carefully|is warm with families|is often last to leave] and the children [adore|respect] {n}.",
        "I would [happily|not hesitate to|, with reservations,] re-employ {n}.",
    ]
    return Document(
        [
            spin(rng, "[# Confidential reference|# Reference]"),
            f"Re: {a.name}, date of birth {a.dob:%d %B %Y}",
            " ".join(
                spin(rng, s, n=a.forename, y=rng.randint(2012, 2024), r=a.role.lower(), d=rng.randint(0, 40))
                for s in rng.sample(said, rng.randint(4, 6))
            ),
            school.head.name,
        ],
        people=1,
    )
