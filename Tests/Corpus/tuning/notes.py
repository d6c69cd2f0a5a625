"""What staff jot down, say and send to each other about children."""

from corpus import TODAY, Document, Table, dates, people, register, some, staff, typos
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

NOTED = [
    "{n} [came in|arrived] [hungry|upset|in yesterday's clothes|without a coat] [again|].",
    "{n} [said|told me|disclosed] that [dad|mum's boyfriend|uncle] [shouts|hit {him} with a slipper|broke the door].",
    "[Noticed|Saw] a [bruise|burn|red mark] on {n}'s [arm|leg|cheek].",
    "Mum [rang|called]: {n} [won't get out of bed|has been self-harming|is refusing school].",
    "{n} [was|has been] [tearful|withdrawn|clingy|very flat] [all week|since Monday|at drop off].",
    "{n} {h}.",
    "[Social worker|Early help|Police] [rang|emailed|visited] [re {n}|about the family|].",
    "{n} [fell asleep|was sleeping] in [class|maths]; says [the baby|shouting|{his} PlayStation] keeps {him} up.",
    "{n} [drew|wrote] something [worrying|violent] in {his} book.",
    "Spoke with {n} at [break|the end of the day] as {he} [looked grey|had been crying|smelt of smoke]; {he} [shrugged|said nothing was up|asked not to go home].",
    "{n}'s shoes are [two sizes small|falling apart], [lunch was crisps again|no lunch money for a week].",
    "[Grandma|Nan|Auntie] is worried: {n} [up till 3 on the phone|has cut {his} own hair off|is back with that older lad].",
    "Phoned home re {n}, [no answer x3|number dead|told to mind my own business].",
    "{n} flinched when [I reached past|the door banged].",
    "{n} [showed|sent] [a friend|classmates] a [photo|message] [of {him}self|about dying]; phone [handed in|with police].",
    "[Friends|Two girls] came to say {n} [has stopped eating|is meeting someone from online|took tablets at the weekend].",
    "Weighed up [thresholds|what we know]: {n} [stays on|goes back on] [the watch list|CP plan].",
]
OK = [
    "{n} [had|has had] a [lovely|good|better|brilliant] [morning|week].",
    "{n} [joined in|sat with] [{m}|the others] and [shared|laughed].",
    "{n} [managed|did] [ten minutes|a whole page|phonics] [on {his} own|with help].",
    "[Fab|Great] [reading|writing] from {n} today.",
    "{n} [asked for|used] {his} [card|five minutes] [before it all went wrong|instead of running].",
    "First [full|whole] [day|week] in class for {n} since [September|the move], [sticker home|rang mum to say].",
    "{n} [laughed|sang], which I have not [seen|heard] before.",
]
WOBBLE = ["{n} " + i + "." for i in INCIDENTS]


@register("incident-chronology", True, ["safeguarding", "family-contact"], "table", ("docx", "pdf", "csv", "xlsx", "html", "odt", "txt"))
def chronology(rng, school):
    p, adults = people(rng, 1, school)[0], staff(rng, 4, school)
    rows = [
        [
            f"{d:%d/%m/%Y} {rng.randint(8, 15):02d}:{rng.randint(0, 59):02d}",
            rng.choice(("Cause for concern", "Attendance", "Home issues", "Contact", "Behaviour", "Disclosure")),
            story(rng, p, NOTED + WOBBLE, 1, 3, h=about(rng, p, rng.choice(HOME))),
            rng.choice(adults).name,
            rng.choice(("monitor", "spoke to mum", "MASH contacted", "DSL informed", "", "logged")),
        ]
        for d in dates(rng, rng.randint(4, 22), 400)
    ]
    return Document(
        [rng.choice((f"# Chronology - {p.name}", f"# {p.name} ({p.born()}) incident log", f"{p.listed} {p.upn}"))],
        [Table(["Date/time", "Category", "Incident", "Added by", "Action"], rows)],
        people=1,
    )


@register("safeguarding-referral", True, ["safeguarding", "family-contact", "pupil-identity"], "form")
def referral(rng, school):
    p = people(rng, 1, school)[0]
    q = p.parents
    rows = [
        ["Child", p.name],
        ["DoB / EDD", p.born(rng)],
        ["Ethnicity", p.ethnicity],
        ["Address", f"{p.address}, {p.postcode}"],
        *[["Parent/carer", f"{x.name} ({x.relation}) {x.phone}"] for x in q],
        ["Consent obtained", rng.choice(("yes, verbal", "no - would raise risk", "mum aware"))],
        ["Referrer", school.dsl.name],
    ]
    worry = story(rng, p, NOTED, 2, 6, h=about(rng, p, rng.choice(HOME)))
    return Document(
        [rng.choice(("# Multi-agency referral form", "# MARF", "# Referral to children's services", "# Contact to MASH"))],
        [Table([], rows)],
        [
            "What are you worried about?\n" + worry,
            "What is working well?\n" + about(rng, p, "{n} [loves school|has a good bond with {his} nan|eats well here]."),
            "Scale: " + str(rng.randint(1, 6)) + "/10",
        ],
        people=1 + len(q),
    )


@register("team-around-child-minutes", True, ["safeguarding", "family-contact", "sen"], "prose", ("docx", "odt", "pdf", "txt", "rtf"))
def tac(rng, school):
    p, (a, b) = people(rng, 1, school)[0], staff(rng, 2, school)
    bits = (
        NOTED
        + OK
        + [
            "{a} [will|to] [refer to|chase] [CAMHS|housing|the school nurse|young carers].",
            "{q} [has engaged|missed two appointments|asked for help with the boiler|is on a parenting course].",
            "[Plan to|Agreed we] [step up|step down|close] [at next TAF|].",
        ]
    )
    return Document(
        [
            spin(rng, "# [TAC|TAF|Team around the child|CIN] [meeting|notes|review {k}]", k=rng.randint(2, 5)),
            f"{rng.choice((p.name, p.short))} / sibs. {a.formal}, {b.forename} (school nurse), {p.parents[0].forename}",
            *[
                about(rng, p, s, a=a.forename, q=p.parents[0].forename, m=rng.choice(("Kayla", "Ali")), h=about(rng, p, rng.choice(HOME)))
                for s in some(rng, bits, 4, 9)
            ],
        ],
        people=2,
    )


@register("looked-after-review", True, ["safeguarding", "attainment", "family-contact"], "form")
def lac(rng, school):
    p, a = people(rng, 1, school)[0], staff(rng, 1)[0]
    lines = [
        "[Placement|{n} is placed] with {c} since [June|2023|the summer]",
        "Contact with [birth mum|siblings]: [fortnightly, supervised|letterbox|stopped]",
        "[SDQ|Strengths and difficulties]: {x}",
        "[Attainment|Progress]: [reading|maths] [below|at] ARE, [catching up|stuck]",
        "{n} says [the carers are kind|I want to see my brother|leave me alone]",
        "PP+ [spent on|pays for] [tutor|riding lessons|counselling]",
    ]
    return Document(
        [rng.choice(("# PEP", "# Personal education plan", "# LAC review: education contribution"))]
        + [f"{p.name}  {p.born(rng)}  UPN {p.upn}\nSocial worker {a.name}"]
        + [
            about(rng, p, s, c=rng.choice((p.parents[0].name, "foster carers the " + staff(rng, 1)[0].surname + "s")), x=rng.randint(9, 31))
            for s in some(rng, lines, 4)
        ],
        people=1,
    )


@register("behaviour-log", True, ["behaviour-attendance", "pupil-identity"], "table", ("csv", "xlsx", "docx", "txt", "odt", "json", "html"))
def behaviour_log(rng, school):
    pupils = people(rng, rng.randint(1, 9), school)

    def row(d):
        p = rng.choice(pupils)
        return [
            f"{d:%d/%m/%y}",
            rng.choice((p.short, p.name)),
            rng.choice(("P1", "P3", "lunch", "am", "line up")),
            about(rng, p, "{n} " + rng.choice(INCIDENTS)),
            rng.choice(("C2", "C3", "removed", "chat", "parent call", "-5", "reflect")),
        ]

    rows = [row(d) for d in dates(rng, rng.randint(5, 30))]
    return Document([], [Table(["Date", "Who", "When", "What happened", "Consequence"], rows)], people=len(pupils))


@register("nurture-group-notes", True, ["sen", "behaviour-attendance"], "prose", ("docx", "txt", "odt", "md", "rtf", "pdf"))
def nurture(rng, school):
    pupils = people(rng, rng.randint(2, 8), school)

    def entry(p):
        other = rng.choice([q for q in pupils if q is not p])
        return story(
            rng,
            p,
            OK
            + WOBBLE
            + [
                "{n} [made|buttered] toast [for {m}|].",
                "Boxall [strand|score] [up|down] for {n}.",
                "{n} [wouldn't|didn't want to] [talk about|do] feelings [card|circle].",
                "{n} is [on the list|waiting] for CAMHS.",
            ],
            1,
            4,
            m=other.preferred,
        )

    lines = [entry(p) for p in some(rng, pupils, 2)]
    opener = spin(rng, "[Notes|Sunshine Room|Nurture] [{d}|, week {w}]", d=f"{dates(rng, 1)[0]:%d/%m}", w=rng.randint(1, 12))
    body = lines if rng.random() < 0.6 else [" ".join(lines)]
    return Document([opener, *[typos(rng, x, rng.choice((0, 0.01))) for x in body]], people=len(pupils))


@register("transition-notes", True, ["sen", "pupil-identity", "safeguarding"], "prose", ("docx", "txt", "odt", "xlsx", "md"))
def transition(rng, school):
    pupils = people(rng, rng.randint(4, 20), school, same_class=True)
    pool = [
        "{d}, [needs visuals|on SEN support]",
        "[avoid sitting|do not put] with {m}",
        "dad [not allowed|must not] [collect|on site]",
        "[lovely|bright|lazy|chatty], [works well alone|needs a push]",
        "[young carer|LAC since May|adopted, family very private]",
        "{c}",
        "[mum|nan] [anxious|fiery on the phone|brilliant]",
        "[reads|free reader|still on phase 3]",
        "[GDS|EXS|WTS] [maths|writing]",
        "{n} [cries|wobbles] at [drop off|change]",
    ]
    lines = [
        f"{p.preferred if rng.random() < 0.6 else p.name} - "
        + "; ".join(
            about(rng, p, s, d=rng.choice(NEEDS), c=rng.choice(CONDITIONS), m=rng.choice(pupils).preferred)
            for s in rng.sample(pool, rng.randint(1, 4))
        )
        for p in pupils
    ]
    return Document(
        [rng.choice(("Handover for new teacher", "# Y6 to 7 info", "Things you need to know about my lot:"))]
        + (lines if rng.random() < 0.5 else ["\n".join(lines)]),
        people=len(pupils),
    )


@register("assistants-chat", True, ["behaviour-attendance", "sen", "medical"], "chat")
def chat(rng, school):
    pupils, adults = people(rng, rng.randint(1, 4), school), staff(rng, rng.randint(2, 4), school)
    lines = [
        "anyone seen {n}?? not in the hut",
        "{n} [kicking off|had a meltdown] again in the hall \U0001f629",
        "[omg|tbh] {n}s mum [had a go at me|was in tears|smelt of drink] at the gate",
        "did {n} have {his} [meds|inhaler|tablet] [today|at 12]",
        "[poor|bless] {n} \U0001f622 [nan died|dad moved out]",
        "{n} [bit me|wet {him}self|wont eat] , can u bring [spare clothes|ice pack]",
        "whos 1:1 with {n} pm, [im on a course|kasia off]",
        "{n} was so good in [pe|maths]!!",
        "[dsl|sarah] knows about {n} dont put it on here lol",
        "{n} [got|on] a part time timetable from monday",
    ]
    small = [
        "ok",
        "on my way",
        "\U0001f602\U0001f602",
        "2 mins",
        "who took my mug",
        "is it soup today",
        "k ta",
        "no way",
        "staff meeting moved to weds fyi",
        "👍",
    ]
    clock, out = 8 * 60 + rng.randint(10, 50), []
    for _ in range(rng.randint(6, 30)):
        clock += rng.randint(1, 12)
        p = rng.choice(pupils)
        words = about(rng, p, rng.choice(lines)) if rng.random() < 0.5 or len(out) < 2 else rng.choice(small)
        out.append((f"{clock // 60:02d}:{clock % 60:02d}", rng.choice(adults).forename, words))
    stamp = rng.choice(("[{d}, {t}:00] {w}: {x}", "{d}, {t} - {w}: {x}", "{w} {t}\n{x}"))
    return Document(["\n".join(stamp.format(d=TODAY.strftime("%d/%m/%Y"), t=t, w=w, x=x) for t, w, x in out)], people=len(pupils))


@register("informal-mail-about-child", True, ["behaviour-attendance", "family-contact", "sen"], "mail")
def informal(rng, school):
    p, (a, b, c) = people(rng, 1, school)[0], staff(rng, 3, school)
    called = rng.choice((p.preferred, p.preferred, p.short, p.initials))
    bits = [
        "[Just a heads up|FYI|Sorry for the late one] - {n} [wasn't {him}self|was not right|was in bits] [p5|after lunch|today].",
        "[Can we|Could you] [move|swap] {n} [away from {m}|to set 2]? [Mum|Dad] [rang|emailed|caught me at the gate].",
        "{n} " + rng.choice(INCIDENTS) + " [and I've logged it|, not logged yet].",
        "Is {he} still [seeing|under] [the counsellor|CAMHS|ELSA]? [I wasn't told|no one tells cover].",
        "{n} {h}, so [go easy|bear that in mind].",
        "[Reading age|The mock|Test] came back at {k} which is [shocking|up a bit].",
    ]
    text = " ".join(
        about(
            rng, p, s, h=about(rng, p, rng.choice(HOME)), m=rng.choice(("Kyle", "Zara", "Bartosz", "Amira")), k=rng.randint(6, 11)
        ).replace(p.preferred, called)
        for s in rng.sample(bits, rng.randint(2, 4))
    )
    reply = about(
        rng,
        p,
        "[Thanks|Cheers]. [Will catch {him}|I'll ring home|Leave it with me] [tomorrow|period 1] [about {n}|]. [Same with me last week.|]",
    ).replace(p.preferred, called)
    thread = [f"On {TODAY:%d %b} {b.name} wrote:", "\n".join("> " + line for line in text.splitlines())] if rng.random() < 0.5 else []
    first = (
        [reply, a.initials, *thread]
        if thread
        else [f"Hi {b.forename}", typos(rng, text, rng.choice((0, 0.012))), rng.choice((a.forename, a.initials, f"{a.forename} x"))]
    )
    return Document(
        first,
        properties={
            "from": a.email,
            "to": b.email,
            "cc": c.email if rng.random() < 0.3 else "",
            "subject": rng.choice((f"re {called}", called, "quick one", f"{p.form} again", "FW: today", "lunchtime")),
        },
        people=1,
    )


@register("parent-mail", True, ["family-contact", "medical"], "mail")
def parent_mail(rng, school):
    p = people(rng, 1, school)[0]
    q = p.parents[0]
    bits = [
        "{n} [won't be in|is off] today, {he} [has been sick|has a temp|has got an appointment at the hospital].",
        "{n} is [being picked on|crying every night|scared of] by a [boy|girl|group] in {his} class.",
        "[Please|pls] make sure {n} takes {his} {c} [medicine|stuff] [at lunch|].",
        "Me and {n}s dad [have split|are going to court], [dont|do not] let anyone else [pick up|take] {n}.",
        "[I still havent had|Where is] the [letter|report] about {his} [assessment|EHCP|asd].",
        "our new number is {t}",
    ]
    return Document(
        [
            spin(rng, "[Hi|Dear|To] [Miss|office|Sir/madam|{s}]", s=school.head.formal),
            typos(rng, story(rng, p, bits, 2, 4, c=rng.choice(CONDITIONS), t=q.phone), 0.02),
            rng.choice((q.forename, f"{q.name}", f"{p.preferred}'s {q.relation.lower()}")),
        ],
        properties={
            "from": q.email,
            "to": f"office@{school.domain}",
            "subject": rng.choice((p.preferred, "absence", "please read", p.form, "complaint")),
        },
        people=2,
    )


@register("voice-note-transcript", True, ["safeguarding", "behaviour-attendance"], "prose", ("txt", "docx", "md", "json"))
def voice(rng, school):
    p = people(rng, 1, school)[0]
    fillers = [" um", " er", " sort of", " you know", " like", "", "", "", ""]
    text = " and then ".join(
        about(rng, p, rng.choice(NOTED + WOBBLE), h=about(rng, p, rng.choice(HOME)))[:-1] for _ in range(rng.randint(3, 6))
    )
    words = "".join(
        w + (rng.choice(fillers) if rng.random() < 0.12 else "") + " "
        for w in text.lower().replace(p.preferred.lower(), p.preferred).split()
    )
    return Document(
        [
            f"Recording {rng.randint(1, 60)} {TODAY:%d-%m-%Y}" if rng.random() < 0.5 else "[transcript, automatic]",
            f"okay so {words}so yeah that's {p.preferred} for today",
        ],
        people=1,
    )


@register("sticky-note", True, ["family-contact", "medical", "behaviour-attendance"], "prose", ("txt", "md", "docx", "rtf"))
def sticky(rng, school):
    pupils = people(rng, rng.randint(1, 3), school)
    lines = [
        "{n} - [dentist|hosp|CAMHS] [2pm|Tues], [nan|mum] collecting",
        "ring {n}s [mum|dad] {t} re [bruise|fight|nits|trip money]",
        "{n} {m} [given|due] [12.15|1pm]",
        "[TAF|mtg] {n} [weds|thurs] 3.15 [bring|need] [scaling|attendance]",
        "{n} + {k} NOT together!!",
        "Mrs {q} re: {n} - [upset re det|wants ehcp copy|new address {a}]",
    ]
    return Document(
        [
            "\n".join(
                about(
                    rng,
                    p,
                    rng.choice(lines),
                    t=p.parents[0].phone,
                    m=rng.choice(MEDICINES),
                    k=rng.choice(("Kai", "Noor", "Lexi")),
                    q=p.parents[0].surname[0],
                    a=p.address,
                )
                for p in pupils
                for _ in range(rng.randint(1, 2))
            )
        ],
        people=len(pupils),
    )


@register("pastoral-diary", True, ["behaviour-attendance", "safeguarding", "medical"], "prose", ("docx", "txt", "odt", "md", "pdf"))
def diary(rng, school):
    pupils = people(rng, rng.randint(3, 9), school)
    days = []
    for d in dates(rng, rng.randint(2, 14)):
        p, q = rng.choice(pupils), rng.choice(pupils)
        days.append(
            f"{d:%A %d}: "
            + story(rng, p, OK + WOBBLE + NOTED, 1, 3, m=q.preferred, h=about(rng, p, rng.choice(HOME)))
            + (f" {rng.choice(SUPPORT)} with {q.preferred}." if rng.random() < 0.4 else "")
        )
    return Document(days, people=len(pupils))


@register("scrawled-subject-notes", True, ["attainment", "pupil-identity"], "prose", ("docx", "txt", "odt", "md"))
def scrawl(rng, school):
    pupils = people(rng, rng.randint(4, 12), school, same_class=True)
    pool = [
        "{n} [secure|wobbly|no idea] on [fractions|full stops|circuits|place value]",
        "{n} {k}/20",
        "[move|put] {n} [up|down] a [group|set]",
        "{n} [absent|missed input], catch up",
        "{n} copied {m} [again|?]",
        "{n}: WTS [now|] was EXS",
    ]
    return Document(
        [
            rng.choice(("Guided group notes", "marking weds", rng.choice(SUBJECTS) + " AfL")),
            "\n".join(about(rng, p, rng.choice(pool), k=rng.randint(2, 20), m=rng.choice(pupils).preferred) for p in pupils),
        ],
        people=len(pupils),
    )
