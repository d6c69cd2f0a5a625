"""Prose about children in other voices: visitors, counsellors, parents, clinics; and single children buried in papers about other things."""

from corpus import TODAY, Document, Table, dates, people, register, some, staff
from tuning.phrases import (
    CONDITIONS,
    HOME,
    MEDICINES,
    NEEDS,
    SUBJECTS,
    SUPPORT,
    about,
    said,
    spin,
    story,
)
from tuning.school_papers import POLICIES

WRITTEN = ("docx", "pdf", "odt", "txt", "rtf", "html", "md")


def initials_for(rng, pupil, text):
    """The text with the pupil called by initials, as careful people think is enough; or as it was."""
    return text.replace(pupil.preferred, pupil.initials) if rng.random() < 0.3 else text


@register("home-visit-note", True, ["family-contact", "safeguarding"], "prose", WRITTEN)
def home_visit(rng, school):
    p, (a, b) = people(rng, 1, school)[0], staff(rng, 2, school)
    q = p.parents[0]
    pool = [
        "[Curtains shut|Knocked three times|{q} opened] at [10.20|first|the second visit]; {n} [was in bed|on the sofa in pyjamas|hid upstairs].",
        "[Flat|House] [cold|clean and warm|cluttered, dogs loose], [little|no|plenty of] food [in|].",
        "{q} [said|told us] [the benefits have stopped|she is frightened of her ex|nights are terrible] and [cried|was guarded].",
        "[Older|Younger] [brother|sister] {s} also [home|not seen].",
        "Agreed [we would|that I] [bring a parcel|collect {n} at 8.30|ask the GP for a letter].",
        "{n} [smiled|would not speak|showed us {his} hamster] [before we left|].",
        "[Smell of cannabis|Hole in the door|Landlord] [noted|mentioned|is an issue].",
    ]
    return Document(
        [
            f"{TODAY:%d/%m} visit to {p.address.split(' ', 1)[1] if rng.random() < 0.5 else p.address}, {a.initials} and {b.forename}",
            story(rng, p, pool, 3, 6, q=q.forename, s=rng.choice(("Kaydn", "Amira", "Leon"))),
        ],
        people=2,
    )


@register("counselling-notes", True, ["safeguarding", "medical"], "prose", WRITTEN)
def counselling(rng, school):
    p = people(rng, 1, school)[0]
    pool = [
        "{n} [arrived|came] [late|flat|chatty] and [chose|went to] the [sand tray|paints|beanbag].",
        "[Spoke|Talked] about [dreams|the divorce|not eating at lunch|feeling watched].",
        "{n} [rated|scored] {his} week [two|four|seven] out of ten.",
        "We [drew|made] a [worry jar|safe place|family tree]; [grandad|dad] was [left out|very small|in black].",
        "No [thoughts of self-harm|plan] [today|this week], [though|but] old marks [on thighs|] [mentioned|seen].",
        "[Next time|To do]: [anger volcano|ask about sleep|end in three sessions, prepare {him}].",
        "{n} [asked|wanted to know] whether I would [tell mum|leave too].",
    ]
    weeks = rng.randint(1, 6)
    return Document(
        [f"{rng.choice(('Session', 'Wk', 'ELSA'))} {i}. " + initials_for(rng, p, story(rng, p, pool, 2, 5)) for i in range(1, weeks + 1)],
        people=1,
    )


@register("clinic-letter", True, ["medical", "family-contact"], "prose", WRITTEN)
def clinic(rng, school):
    p, d = people(rng, 1, school)[0], staff(rng, 1)[0]
    pool = [
        "It was a pleasure to [meet|review] {n} [with {q}|] [in clinic|by video].",
        "{He} [remains|is] on {m} with [good effect|some loss of appetite|no side effects].",
        "[Height|Weight] is on the {k}th centile.",
        "[The history|Our assessment] [is in keeping with|meets criteria for] {c}.",
        "[School reports|Questionnaires from school] [describe|suggest] [fidgeting|daydreaming|few friends].",
        "[Bloods|EEG|Allergy tests] [were|are] [normal|awaited|positive].",
        "[I have discharged|We will see] {him} [again in six months|back to the GP].",
    ]
    return Document(
        [
            spin(rng, "[Community Paediatrics|Child and Adolescent Mental Health Service|Children's Outpatients|Occupational Therapy]"),
            f"NHS No: {p.nhs}\n{p.name}\n{p.born(rng)}\n{p.address}, {p.postcode}",
            "Diagnoses: " + ", ".join(rng.sample(CONDITIONS, rng.randint(1, 2))) if rng.random() < 0.5 else "Dear Parents",
            story(
                rng,
                p,
                pool,
                4,
                6,
                q=p.parents[0].formal,
                m=rng.choice(MEDICINES),
                k=rng.choice((2, 9, 25, 50, 75, 91)),
                c=rng.choice(CONDITIONS + ["ADHD", "ASD", "sensory processing difficulties"]),
            ),
            f"Dr {d.name}",
        ],
        people=2,
    )


@register("pupil-observation", True, ["sen", "behaviour-attendance"], "prose", WRITTEN)
def observation(rng, school):
    p, clock, lines = people(rng, 1, school)[0], 9 * 60 + rng.randint(0, 40), []
    pool = [
        "{n} [rocking|humming|under table|sucking sleeve]",
        "TA [prompts|sits by] {him}, {he} [starts|pushes book away]",
        "[calls out|shouts] x{k}, [ignored|reminded]",
        "[looks at|copies] peer, [writes date|draws instead]",
        "{n} [leaves carpet|asks for toilet again]",
        "[on task|focussed] [2 mins|with counters]",
        "hands over ears when [bell|chairs]",
        "{n} to teacher: '[is it home time|I can't|what do I do]'",
        "[plays alone|circles edge of playground|chases, too rough]",
    ]
    for _ in range(rng.randint(5, 18)):
        clock += rng.randint(1, 6)
        lines.append(f"{clock // 60}.{clock % 60:02d} {about(rng, p, rng.choice(pool), k=rng.randint(2, 6))}")
    return Document(
        [
            f"Obs of {rng.choice((p.preferred, p.short, p.initials))} {rng.choice(('phonics', 'lit', 'lunch', 'PE', 'carpet'))} {p.form}",
            "\n".join(lines),
            about(rng, p, "[Thoughts|So]: [?sensory|avoids writing not maths|needs a job|attention seeking no|would like EP to look]."),
        ],
        people=1,
    )


@register("support-plan-for-behaviour", True, ["behaviour-attendance", "sen"], "form")
def behaviour_plan(rng, school):
    p = people(rng, 1, school)[0]
    parts = {
        "Triggers": "[losing|being told no|cover teachers|smells|writing|hunger]",
        "What you see": "{n} [paces|goes quiet|pulls hood up|swears under {his} breath]",
        "Do": "[offer {s}|say less|let {him} keep {his} coat on|name the feeling]",
        "Don't": "[corner {him}|mention {his} dad|touch|raise your voice]",
        "After": "[snack and {s}|restorative chat with {a}|phone home if good]",
        "Likes": "[Lego|Man City|baking|her phone|chickens]",
        "Risk": "[medium|high]: [absconding|hitting adults|head banging]",
    }
    rows = [[k, about(rng, p, parts[k], s=rng.choice(SUPPORT), a=staff(rng, 1)[0].formal)] for k in some(rng, parts, 4)]
    return Document(
        [
            f"# {rng.choice(('One page profile', 'Behaviour support plan', 'PSP', 'Risk assessment', 'All about me'))}: {rng.choice((p.name, p.preferred))}"
        ],
        [Table([], rows)],
        people=1,
    )


@register("evacuation-plan", True, ["medical", "sen"], "form")
def peep(rng, school):
    p, (a, b) = people(rng, 1, school)[0], staff(rng, 2, school)
    return Document(
        [
            f"# PEEP: {p.name}, {p.form}",
            *[
                about(
                    rng,
                    p,
                    s,
                    a=a.formal,
                    b=b.forename,
                    c=rng.choice(("wheelchair", "a broken leg", "no sight in one eye", "hearing aids", "epilepsy")),
                )
                for s in some(
                    rng,
                    [
                        "Reason: {c}",
                        "[Who|Buddies]: {a}, {b} if [out|absent]",
                        "{n} [can|cannot] [manage|use] stairs [with rail|]",
                        "[Route|Exit] by [hall|ramp] to [point C|field gate]",
                        "{n} [panics|covers {his} ears] at the [alarm|bell], [tell|warn] {him} first",
                        "Review [with mum|termly]",
                    ],
                    4,
                )
            ],
        ],
        people=1,
    )


@register("return-to-school-interview", True, ["behaviour-attendance", "family-contact"], "prose", WRITTEN)
def reintegration(rng, school):
    p, a = people(rng, 1, school)[0], staff(rng, 1, school)[0]
    pool = [
        "{n} [admits|accepts] [it|what {he} did] was [stupid|wrong], [says|feels] [staff pick on {him}|others started it].",
        "{q} [supportive|angry with school|wants CCTV].",
        "[Targets|Report card]: [in lessons on time|phone in|no contact with {o}].",
        "Will [start|do] [half days|mornings] [till Friday|for 2 wks], [meet|see] {a} [daily|at 8.40].",
        "[Any SEN|Need]? [on waiting list|mum asks about ADHD|no].",
        "{n} [signed|refused to sign].",
    ]
    return Document(
        [
            f"Reintegration {p.short} {p.form} {TODAY:%d.%m.%y}",
            "\n".join(
                "- " + about(rng, p, s, q=p.parents[0].relation, o=rng.choice(("Tyler M", "Ines", "the twins")), a=a.formal)
                for s in some(rng, pool, 3)
            ),
        ],
        people=1,
    )


@register("nursery-handover", True, ["pupil-identity", "medical", "family-contact"], "prose", WRITTEN)
def nursery(rng, school):
    p = people(rng, 1, school)[0]
    pool = [
        "{n} [has been|came] with us since {he} was [one|two].",
        "{He} [settles|separates] [well|after a cuddle|with tears].",
        "[Toilet trained|In pull-ups at nap|Needs reminding].",
        "[Dummy|Blanket|Bear] [for sleep|when sad].",
        "[Speech|Talking]: [single words|lots, unclear|two languages mixed].",
        "{n} [has|carries] {m} for {c}.",
        "[Only|Just] [mum and nan|dad] [may|can] collect, [password {w}|photo on file].",
        "[Bites|Lines up cars|Loves water|Tiptoes] [when tired|all day|].",
    ]
    return Document(
        [
            f"{p.forename}'s {rng.choice(('summary', 'learning journey so far', 'transition document'))}",
            story(rng, p, pool, 4, 8, m=rng.choice(MEDICINES), c=rng.choice(CONDITIONS), w=rng.choice(("teapot", "giraffe", "Leeds"))),
        ],
        people=1,
    )


@register("language-assessment", True, ["attainment", "pupil-identity"], "form")
def eal(rng, school):
    p = people(rng, 1, school)[0]
    pool = [
        "[Arrived|In UK] [since|] {d} from [Syria|Romania|Hong Kong|Ukraine|Ghana|Italy]",
        "L1: [Arabic|Romanian|Cantonese|Ukrainian|Twi|Bengali], [reads and writes it|oral only]",
        "[Silent|Says yes and no|Chats with friends], stage [A|B|C]",
        "[Knows|Reads] [{k} sounds|numbers to 100]",
        "{n} [smiles|follows others|is watchful|won't take coat off]",
        "[Schooling|Gaps]: [two years missed|none before|one term in Germany]",
        "Mum [needs interpreter|speaks some English]",
    ]
    return Document(
        [
            f"New arrival: {p.name} ({p.form})",
            "\n".join(about(rng, p, s, d=rng.choice(("Oct", "2024", "August")), k=rng.randint(3, 40)) for s in some(rng, pool, 4)),
        ],
        people=1,
    )


@register("parent-complaint", True, ["family-contact", "behaviour-attendance"], "prose", ("docx", "eml", "pdf", "txt", "odt"))
def complaint(rng, school):
    p = people(rng, 1, school)[0]
    q = p.parents[0]
    pool = [
        "I am [writing|complaining] about the way [you|the school] [have handled|dealt with] [the bullying of|what happened to] my [son|daughter|child] {n}.",
        "[For months|Since September] {he} [has been|was] [called names|kicked|locked in the toilets] by [a group|two boys] in {his} year and [nothing|not one thing] [was|has been] done.",
        "{He} [now|] [wets the bed|will not eat|begs not to come in] and our [doctor|GP] [has referred {him}|is worried].",
        "[Miss|Mr] [T|Hart|Azam] [told|said to] {him} [to grow up|{he} was lying], [in front of everyone|].",
        "{n}'s [plan|EHCP|care plan] [says|is clear that] {he} [must have|gets] [an adult|breaks] and {he} [did not|has not].",
        "I [expect|want] an [answer|apology] within [ten days|a week] or I [go to|will contact] [Ofsted|the council|a solicitor].",
    ]
    return Document(
        [f"{q.name}, {p.address}", story(rng, p, pool, 3, 6), q.name],
        properties={
            "from": q.email,
            "to": school.head.email,
            "subject": f"{p.forename} - {rng.choice(('complaint', 'enough is enough', 'stage 1'))}",
        },
        people=2,
    )


@register("meeting-minutes-with-a-child-in-them", True, ["sen", "behaviour-attendance", "safeguarding"], "prose", WRITTEN)
def buried(rng, school):
    p, adults = people(rng, 1, school)[0], staff(rng, 4, school)
    dull = [
        "[Reports|Data] due [the 20th|before half term].",
        "[Wet play|Duty] rota [updated|needs names].",
        "[Book|Display] budget [£90|spent].",
        "[Assembly|Sports day] [theme|date] [agreed|moved].",
        "{a} to order [glue|whiteboards].",
        "[Phonics|Maths] [training|scheme] feedback [good|mixed].",
        "Toner [again|low].",
        "{b} [thanked|clapped] for [the play|covering].",
    ]
    child = about(
        rng,
        p,
        "{n} ({form}): [{w}|mum in Weds, wants a move|now on part-time hours till Easter|new diagnosis, {d}]. [{a} to ring home|All to log|Don't leave alone with {his} cousin|Try {s}].",
        w=about(
            rng,
            p,
            rng.choice(("three [meltdowns|fights] this week", "[school refusing|very low], has named nurse", "{h}")),
            h=rng.choice(("social care closed the case", "sleeping at nan's, dad arrested")),
        ),
        d=rng.choice(NEEDS),
        a=adults[0].formal,
        s=rng.choice(SUPPORT),
    )
    items = said(rng, dull, 4, 8, a=adults[1].forename, b=adults[2].forename)
    items.insert(rng.randrange(len(items) + 1), child)
    return Document(
        [spin(rng, "# [Phase|Staff|Department|KS2|Year team] meeting"), "Here: " + ", ".join(a.initials for a in adults), *items], people=1
    )


@register("policy-with-a-real-case", True, ["sen", "medical"], "prose", WRITTEN)
def policy_case(rng, school):
    p = people(rng, 1, school)[0]
    topic = rng.choice(("medicines", "behaviour", "sen", "attendance"))
    case = {
        "medicines": "{n} {sn} ({form}) has {c}; {his} [{m}|pump] is [in the office|in {his} bag] and {a} [is trained|checks it at 12].",
        "behaviour": "[Exception|Note for staff]: {full} [may|can] [leave early|sit out] because [of {his} trauma|{his} SEMH needs]; [do not issue C3|call {a}].",
        "sen": "[At present|This term] {full} and {o} [have|share] [20 hours|an adult]; {n} is [awaiting|going to tribunal about] {his} plan.",
        "attendance": "{full} [is on|has] an agreed [reduced timetable|late start], [anxiety|dialysis], code {k}.",
    }[topic]
    text = about(
        rng,
        p,
        case,
        c=rng.choice(CONDITIONS),
        m=rng.choice(MEDICINES),
        a=staff(rng, 1, school)[0].formal,
        o=people(rng, 1, school)[0].name,
        k=rng.choice("CBM"),
    )
    body = said(rng, POLICIES[topic], 3, 5)
    body.insert(rng.randint(1, len(body)), text)
    return Document([f"# {topic.capitalize()} {rng.choice(('policy: staff copy', 'procedures', 'handbook page'))}", *body], people=1)


@register("supply-teacher-handover", True, ["sen", "medical", "behaviour-attendance"], "prose", WRITTEN)
def supply(rng, school):
    pupils = people(rng, rng.randint(2, 6), school, same_class=True)
    pool = [
        "{n} [may|can] [kick off|refuse], [give {him} a job|ignore]",
        "[don't|never] sit {n} [by|near] {m}",
        "{n} [needs|has] [inhaler|toilet pass|{s}] [in my drawer|]",
        "{n} [reads|does] with {t}",
        "{n} [can't have|allergic to] [milk|nuts]",
        "[helpful|sensible]: {n}",
    ]
    work = said(
        rng,
        [
            "[Maths|English] p{k}, [marks on|answers in] desk.",
            "[Assembly|Singing] at [9|2.40].",
            "[PE|Computing] [kit|trolley] [in hall|booked].",
            "Register [by 9|on laptop].",
        ],
        2,
        4,
        k=rng.randint(4, 90),
    )
    notes = [
        about(rng, p, rng.choice(pool), m=rng.choice(pupils).preferred, s=rng.choice(SUPPORT), t=staff(rng, 1)[0].forename) for p in pupils
    ]
    return Document(
        [rng.choice(("Cover for " + pupils[0].form, "Hi! thanks for having my class", "Supply info")), *work, "\n".join(notes)],
        people=len(pupils),
    )


@register("lesson-observation-of-teacher", True, ["staff"], "prose", WRITTEN)
def observed(rng, school):
    a, b = staff(rng, 2, school)
    pool = [
        "{n} [knows the class|greeted pupils at the door].",
        "[Pace|Modelling] [dropped|was unclear] after [15 mins|the starter].",
        "[Several|Four] pupils [off task|unchallenged] [at the back|].",
        "Books: [marking thin|policy followed].",
        "{n} [became defensive|was reflective|cried] in feedback.",
        "[Overall|Judgement]: [not yet secure|effective|requires support], [second visit|coaching with {b}] [in 2 wks|].",
    ]
    return Document(
        [
            f"Lesson observation {a.formal} {rng.choice(SUBJECTS)} {TODAY:%d/%m}",
            " ".join(said(rng, pool, 3, 6, n=a.forename, b=b.forename)),
        ],
        people=1,
    )


@register("occupational-health-report", True, ["staff", "medical"], "prose", WRITTEN)
def occupational(rng, school):
    a = staff(rng, 1, school)[0]
    pool = [
        "[Thank you for referring|I spoke to] {m}, a {r}, [by phone|] on {d}.",
        "[She|He|{m}] [reports|describes] [low mood|lower back pain|long covid|panic] since [the autumn|an assault at work].",
        "{m} [is taking|has begun] [sertraline|physiotherapy|talking therapy].",
        "In my opinion {m} is [unfit for work|fit with adjustments].",
        "[Phased return|A later start|No playground duty] [for four weeks|] is [advised|suggested].",
        "The [Equality Act|condition] [is likely to|may] apply.",
    ]
    return Document(
        [
            "Occupational health report, in confidence",
            f"{a.name}  {a.dob:%d/%m/%Y}",
            " ".join(said(rng, pool, 4, 6, m=a.formal, r=a.role.lower(), d=f"{dates(rng, 1)[0]:%d %B}")),
        ],
        people=1,
    )


@register("low-level-concern", True, ["staff", "safeguarding"], "prose", WRITTEN)
def low_level(rng, school):
    a, b = staff(rng, 2, school)
    pool = [
        "{n} [gave a lift to|was seen alone with|has been messaging] [a pupil|two year 10 girls|a former student].",
        "[Parent|{b}] [says|reported] {n} [shouted|grabbed a boy's arm|smelt of alcohol].",
        "{n} [said|accepts] it was [a mistake|banter], [apologised|no intent].",
        "LADO [rung|advice]: [does not meet threshold|record and train].",
        "[Second|First] [entry|concern] this year.",
        "[HR|Union] [told|present].",
    ]
    return Document(
        [
            f"{rng.choice(('Low level concern', 'Allegation', 'Confidential note'))} - {a.name}",
            " ".join(said(rng, pool, 3, 5, n=a.formal, b=b.forename)),
            school.head.initials,
        ],
        people=1,
    )


@register("interview-notes", True, ["staff"], "table")
def interview(rng, school):
    adults = staff(rng, rng.randint(3, 6))
    pool = [
        "[strong|vague] on safeguarding",
        "[nervous|warm|too slick]",
        "lesson {k}/10",
        "[gap in|left] [2023|last job] not explained",
        "[notice|childcare] an issue",
        "task [poor|best of day]",
        "[offer|reserve|no]",
    ]
    return Document(
        ["Shortlist and interviews " + rng.choice(("TA", "Y4 teacher", "office"))],
        [
            Table(
                ["Candidate", "Notes", "Score"],
                [[a.name, "; ".join(said(rng, pool, 2, 4, k=rng.randint(3, 9))), rng.randint(8, 30)] for a in adults],
            )
        ],
        people=len(adults),
    )


@register("court-statement", True, ["safeguarding", "family-contact", "behaviour-attendance"], "prose", WRITTEN)
def court(rng, school):
    p, a = people(rng, 1, school)[0], staff(rng, 1, school)[0]
    pool = [
        "I am [employed|the {r}] at {s} and make this statement [from the school's records|about {full}].",
        "{full} [was admitted|joined us] on {d}.",
        "{His} attendance [between|from] September and {e} was {x}%.",
        "On {d} [I observed|staff recorded] [marks to {his} neck|that {he} was not collected until six].",
        "[The mother|{q}] [attended|failed to attend] [parents' evening|three meetings].",
        "{n} [told|said to] me: '[I don't want to go back|he hurts us]'.",
        "{n} {h}.",
    ]
    return Document(
        [
            "Statement",
            *[
                f"{i}. {about(rng, p, t, r=a.role, s=school.name, d=f'{dates(rng, 1)[0]:%d %B %Y}', e=rng.choice(('December', 'March')), x=rng.randint(39, 91), q=p.parents[0].formal, h=about(rng, p, rng.choice(HOME)))}"
                for i, t in enumerate(some(rng, pool, 4), 1)
            ],
            f"{a.name}",
        ],
        people=2,
    )
