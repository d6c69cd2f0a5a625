"""Messages: more mail and chat, about children and about anything else."""

from corpus import TODAY, Document, landline, people, register, some, staff, typos
from tuning.elsewhere import full_name
from tuning.phrases import (
    CONDITIONS,
    NEEDS,
    SUBJECTS,
    SUPPORT,
    about,
    said,
    spin,
    story,
)


def mail(rng, school, sender, receiver, subject, text, people=0):
    return Document(
        text,
        properties={
            "from": sender,
            "to": receiver,
            "subject": subject,
            "html": rng.random() < 0.3,
            "date": f"{TODAY:%a, %d %b %Y} {rng.randint(7, 22):02d}:{rng.randint(0, 59):02d}:00 +0000",
        },
        people=people,
    )


def conversation(rng, who, lines, least=5, most=25):
    """Chat lines with times, in one of the ways in which messengers export them."""
    stamp = rng.choice(("[16/03/2026, {t}:00] {w}: {x}", "16/03/2026, {t} - {w}: {x}", "{w}  {t}\n  {x}", "{w}: {x}"))
    clock, out = rng.randint(400, 1000), []
    for make in lines:
        clock = (clock + rng.randint(0, 15)) % 1440
        out.append(stamp.format(t=f"{clock // 60:02d}:{clock % 60:02d}", w=rng.choice(who), x=make))
    return "\n".join(out)


@register("mail-between-agencies", True, ["safeguarding", "family-contact"], "mail")
def agencies(rng, school):
    p, a = people(rng, 1, school)[0], staff(rng, 1)[0]
    q = p.parents[0]
    pool = [
        "[Please find|See below] [an update|my notes] [on|re] {n} ([DOB|d.o.b.] {dob}) [ahead of|before] [conference|core group|strategy meeting].",
        "{q} [has been|was] [assaulted|evicted|admitted to hospital] [over the weekend|on Friday].",
        "[Can|Could] [you|school] [confirm|send] {his} attendance [and any bruising seen|since January|]?",
        "{n} [is|will be] [placed|staying] with [a maternal aunt|emergency carers], [address not to be shared|contact supervised].",
        "We are [closing|stepping down] [to early help|at the end of the month].",
        "Police [shared|logged] a [domestic|missing] [incident|episode], {n} [was in the room|hid in {his} bedroom].",
    ]
    return mail(
        rng,
        school,
        f"{a.forename[0].lower()}.{rng.choice('abcd')}@council.example",
        school.dsl.email,
        rng.choice((f"{p.initials} - update", f"SECURE: {p.surname}", "Core group Thurs", "Family info")),
        [f"Hi {school.dsl.forename}", story(rng, p, pool, 2, 4, q=q.formal), f"{a.name}\nSocial Worker"],
        2,
    )


@register("mail-with-a-list", True, ["pupil-identity", "behaviour-attendance"], "mail")
def listed(rng, school):
    pupils, a = people(rng, rng.randint(3, 15), school), staff(rng, 1, school)[0]
    why = [
        "no reason for absence",
        "late",
        "left early - dentist",
        "in isolation",
        "reading too low",
        "needs glasses checking",
        "not paid",
        "missing homework x4",
        "under 90%",
        "SALT tomorrow",
        "mock score 31",
    ]
    lines = "\n".join(rng.choice((f"{p.name} {p.form} - {rng.choice(why)}", f"{p.short} ({rng.choice(why)})")) for p in pupils)
    return mail(
        rng,
        school,
        a.email,
        f"tutors@{school.domain}",
        spin(rng, "[today's absentees|chase please|intervention group|can you sort these]"),
        [
            spin(rng, "[All,|Hi both|Morning]"),
            spin(rng, "[Please chase|These need picking up|Following are on my list]:"),
            lines,
            a.initials,
        ],
        len(pupils),
    )


@register("leaders-chat", True, ["behaviour-attendance", "safeguarding", "staff"], "chat")
def leaders(rng, school):
    p, (a, b, c) = people(rng, 1, school)[0], staff(rng, 3, school)
    pool = [
        "where are we with {n}",
        "{n} [in my office|gone home], [mum not answering|dad fuming|police on way]",
        "[fte|perm ex] for {n}?? [knife|vape|assault] [in bag|on cctv]",
        "need a decision re {c} before payday, [union rep called|fit note again]",
        "[ok|hmm] lets [move|tell] {n} after lunch",
        "{n} [disclosed|said stuff about stepdad] to {c}, [marf going in|ringing mash]",
        "governors will ask",
        "👍🏽",
        "lado says no",
    ]
    lines = [about(rng, p, s, c=c.forename) for s in some(rng, pool, 5)] + [about(rng, p, "{n} [ok now|still kicking off]")]
    return Document([conversation(rng, (a.forename, b.forename, school.head.forename), lines)], people=1)


@register("text-message-log", True, ["family-contact", "medical", "behaviour-attendance"], "chat")
def texts(rng, school):
    pupils, lines = people(rng, rng.randint(2, 10), school), []
    for p in pupils:
        q = p.parents[0]
        lines.append(
            f"{rng.choice(('IN', 'From', '<'))} {q.phone} {about(rng, p, rng.choice(('{n} [wont be in|off], [sick in night|chicken pox|doctors]', '[sorry|hi] {n} late [car|bus]', '{n} has [nits|{c}] pls [check|watch]', 'can {n} go with [nan|auntie] 2day')), c=rng.choice(CONDITIONS))}"
        )
        if rng.random() < 0.6:
            lines.append(
                f"{rng.choice(('OUT', 'To', '>'))} {q.phone} {about(rng, p, '[Thank you, noted|{full} is not in school today, please ring {t}|{n} has had a bump to the head]', t=landline(rng))}"
            )
    return Document(["\n".join(lines)], people=2 * len(pupils))


@register("mail-of-a-worried-teacher", True, ["sen", "attainment"], "mail")
def worried(rng, school):
    p, a = people(rng, 1, school)[0], staff(rng, 1, school)[0]
    called = rng.choice((p.preferred, p.preferred, f"{p.preferred} in {p.form}", p.initials))
    pool = [
        "I've [been meaning to|wanted to] [ask|flag] {n} for [ages|weeks].",
        "{He} [can tell you all about|knows everything on] [volcanoes|space] but [can't|won't] [write a sentence|copy the date].",
        "{He} got {k} [out of 40|%] and [didn't care|cried|copied half of it].",
        "Could it be [{d}|just confidence|{his} hearing]? [Mum was the same at school apparently|Brother is on your list].",
        "[Tried|I have tried] {s}, [no joy|bit better].",
        "[No friends|Always alone] at [lunch|break] [which breaks my heart|].",
    ]
    return mail(
        rng,
        school,
        a.email,
        school.senco.email,
        spin(rng, "[bit worried|have you got 5 mins|referral?|Yr {y}]", y=p.year_group),
        [
            typos(
                rng,
                story(rng, p, pool, 3, 5, k=rng.randint(3, 24), d=rng.choice(NEEDS), s=rng.choice(SUPPORT)).replace(p.preferred, called),
                rng.choice((0, 0.01)),
            ),
            rng.choice((a.forename, a.initials)),
        ],
        1,
    )


@register("helpdesk-thread", False, style="mail")
def helpdesk(rng, school):
    a, b = staff(rng, 2, school)
    pool = [
        "[Printer|Projector|SIMS|wifi] in {r} [won't start|is down|keeps asking for a password].",
        "[Have you tried|Please try] [turning it off|another cable|Chrome].",
        "Ticket {k} [opened|closed|on hold].",
        "[Year {y}|My class] [can't|cannot] [log on|see the reports module|print].",
        "[Will|Can] {b} [pop in|remote on] at [break|2]?",
        "[Sorted|Works now], [cheers|thank you]!",
    ]
    return mail(
        rng,
        school,
        a.email,
        f"helpdesk@{school.domain}",
        spin(rng, "[Re: |][printer|log on problem|SIMS slow|Ticket {k}]", k=rng.randint(1000, 99999)),
        [
            *said(rng, pool, 3, 5, r=f"room {rng.randint(1, 40)}", k=rng.randint(10**4, 10**10), y=rng.randint(1, 11), b=b.forename),
            a.forename,
        ],
    )


@register("thanks-and-cake", False, style="mail")
def thanks(rng, school):
    a, b = staff(rng, 2, school)
    pool = [
        "[Huge|Massive] thanks to {b} for [the play|sports day|covering the office].",
        "[Collection|Card] for {b}'s [leaving|retirement] [in my drawer|goes round today].",
        "[Drinks|Curry] on [Friday|the 27th], [who's in|bring partners].",
        "The [children|Year 2] were [amazing|so loud] at [the church|swimming].",
        "[Lost|Found]: [a blue mug|car keys|one earring].",
        "[Parking|Car park]: [red Fiesta lights on|please don't block the bins].",
    ]
    return mail(
        rng,
        school,
        a.email,
        f"staff@{school.domain}",
        spin(rng, "[thank you|lost|Friday|cake|leaving do]"),
        [*said(rng, pool, 2, 4, b=b.forename), f"{a.forename} x"],
    )


@register("union-and-bulletin-mail", False, style="mail")
def bulletin(rng, school):
    pool = [
        "[Members|Colleagues] will [know|have read] that [SEND|attendance|exclusion] [reform|guidance] [is delayed|starts in September].",
        "[Webinar|Free course]: [supporting pupils with {c}|writing IEPs|safer recruitment], [book|register] by Friday.",
        "[Write|Speak] to your [rep|MP] about [pay|workload|class sizes].",
        "[The regional officer|{n}] [reports|will speak] on [capability|sickness] procedures.",
        "[DfE|The Department] [publishes|updates] [Keeping children safe|the census guide].",
    ]
    return mail(
        rng,
        school,
        "bulletin@union.example",
        f"office@{school.domain}",
        spin(rng, "[Bulletin {k}|This week in education|Branch news]", k=rng.randint(1, 60)),
        said(rng, pool, 3, 5, c=rng.choice(CONDITIONS), n=full_name(rng)),
    )


@register("planning-chat", False, style="chat")
def planning(rng, school):
    adults = [a.forename for a in staff(rng, 3, school)]
    pool = [
        "[shall|can] we do {s} p{k} tmrw",
        "ive got the [slides|sheets], [on drive|emailing]",
        "{w} can u [swap|do] [duty|gate] weds",
        "[what|which] [phonics|fractions] lesson are you on",
        "[ofsted|moderation] folder [done|nearly]",
        "does sen table need [bigger font|word mats]",
        "whole class [noisy|lovely] today",
        "[wet play|swimming off] 🙄",
        "[marking|reports] tonight 😴",
        "yes",
        "great",
        "is [assembly|church] 9 or 9.15",
    ]
    return Document(
        [
            conversation(
                rng,
                adults,
                [
                    spin(rng, rng.choice(pool), s=rng.choice(SUBJECTS), k=rng.randint(2, 50), w=rng.choice(adults))
                    for _ in range(rng.randint(6, 25))
                ],
            )
        ]
    )


@register("study-help-chat", False, style="chat")
def study(rng, school):
    pool = [
        "Explain [photosynthesis|standard form|iambic pentameter] simply.",
        "[Sure|Of course]! [Plants|Numbers|Lines] [make|have] {k} [parts|steps].",
        "Give me a [quiz|mnemonic] on {s}.",
        "Who is [Piggy|Scrooge|Lady Macbeth]? [A character who|Someone who] [is bullied|is afraid|sees ghosts].",
        "Write a [policy|report comment|letter] for a pupil who [is late|has dyslexia], no names.",
        "[Thanks|Shorter please|In French].",
    ]
    return Document(
        [
            conversation(
                rng,
                ("You", "Assistant"),
                [spin(rng, rng.choice(pool), k=rng.randint(2, 9), s=rng.choice(SUBJECTS)) for _ in range(rng.randint(4, 20))],
            )
        ]
    )
