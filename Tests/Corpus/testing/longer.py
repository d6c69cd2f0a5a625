"""Long papers: many pages about nobody, and many pages with one paragraph about somebody."""
from testing.telling import BEHAVIOUR, FAMILY, MAIL, MEDICAL, PROSE, SAFEGUARDING, SEN, cap, negative, positive


def business(t, least, most):
    """Paragraphs of a governors' meeting about anything but a person."""
    a, b, c = t.adults(3)
    return t.some(least, most,
        f"The budget was presented by {a.name}. The carry-forward is £{t.number(2, 90)},{t.digits(3)}, which is less than was hoped, because of supply cover and gas. Governors asked whether the lettings income was certain. It was not.",
        f"Attendance stands at {t.number(91, 96)}.{t.number(0, 9)}%, against {t.number(91, 95)}.{t.number(0, 9)}% nationally. Persistent absence has come down in all year groups but one. {b.formal} asked what had been tried there.",
        f"The SEN report was taken as read. There are {t.number(20, 90)} pupils at SEN support and {t.number(4, 30)} with plans. Speech and language therapy has again been cut by the health trust.",
        f"Safeguarding: {t.number(1, 9)} referrals were made this term. All staff have been trained. The link governor, {c.name}, had looked at the single central record with the head and found it in order.",
        f"The policy on {t.pick('charging', 'behaviour', 'intimate care', 'first aid')} was adopted with one change in paragraph {t.number(2, 9)}.",
        f"The head reported on staffing: two vacancies, one advertised twice without applicants. Maternity cover has been found for Year {t.number(1, 6)}.",
        f"{a.formal} had visited phonics and was struck by the calm. Children knew what to do when they were stuck. A note will be put on the shared drive.",
        f"The playground markings are done. The heat pump is not. {b.name} will write to the contractor, this time by recorded delivery.",
        "Suspensions: eleven in the term, for nine pupils, of whom six have SEN. Governors wished to see whether reduced timetables were being used; they are not.",
        "Parents had been asked about homework. Half want more, half want less.",
        "Data protection: one breach, a letter in the wrong envelope; reported, closed. Staff have been reminded about memory sticks.",
        "The catering contract ends in July. Those present tried the curry.")


def minutes(t, *items):
    a, b, c, d = t.adults(4)
    return t.document(f"# Full governing board, {t.long_date()}",
        t.lines(f"Present: {a.name} (chair), {b.name}, {c.name}, {t.school.head.name} (head)", f"Apologies: {d.name}"),
        "\n\n".join(f"{number}. {item}" for number, item in enumerate(items, 1)))


@negative("longer-governors-minutes", PROSE)
def governors_minutes(t):
    """A whole meeting, pages of it, in which no child is named."""
    return minutes(t, *business(t, 8, 12))


@positive("longer-minutes-with-one-pupil", PROSE, SEN, BEHAVIOUR, FAMILY)
def minutes_with_one_pupil(t):
    """The same meeting with one item that ought to have been on other paper."""
    p = t.pupil()
    items = business(t, 6, 10)
    items.insert(t.number(2, len(items)), f"{t.pick('Confidential item.', 'Part two.', 'The head asked that the next point stay in the room.')} " + t.mix(2, 4,
        f"{p.name} of {p.form} will move to the special school at Easter; {p.his} {p.parents[0].relation.lower()} has at last agreed.",
            f"{cap(p.he)} had hurt two members of staff.", f"{p.parents[0].formal} has been unwell and the family is to be rehoused.",
            f"The board thanked those who had sat with {p.him} day after day.", "The authority will pay from January."))
    document = minutes(t, *items)
    document.people = 1
    return document


@positive("longer-pastoral-diary", PROSE, BEHAVIOUR, FAMILY, MEDICAL, SAFEGUARDING)
def pastoral_diary(t):
    """A head of year's own diary, a term of it."""
    pupils = t.pupils(t.number(8, 14))
    entries = []
    for _ in range(t.number(18, 35)):
        p, q = t.rng.sample(pupils, 2)
        entries.append(f"{t.day()} " + t.pick(
            f"{p.forename} {p.surname} back. Quiet. Ate with me.", "Nothing, thank God.",
                f"Broke up {p.forename} and {q.forename} by the vending machine. Both say the other started. Both mums rung.",
                "Assembly on kindness. Irony.",
                f"{p.surname} self-referred to the nurse, pregnant she thinks." if p.sex == "F" else f"{p.surname} self-referred to the nurse, will not say why.",
            f"Bus duty. {p.preferred} not collected till five. {p.parents[0].forename} asleep, again.", "Reports due. 61 to read.",
                f"{p.forename}: tic clinic. New dose.",
                f"{q.forename}'s grandmother on the phone for forty minutes. {cap(q.he)} has not come out of {q.his} room since Sunday.",
                "Year photo; rain.", f"{p.initials} and {q.initials} seen vaping, one sanction, one warning.",
                f"{p.forename} got the part!! First smile since the court case."))
    return t.document("\n\n".join(entries), people=len(pupils))


@positive("longer-mail-thread", MAIL, SEN, FAMILY, MEDICAL)
def mail_thread(t):
    """An exchange that grew, with everything quoted below."""
    p = t.pupil()
    a, b, c = t.adults(3)
    parts = t.told(4, 6,
        f"{t.pick('Thanks both', 'All')}, so we are agreed: {p.forename} starts late on Mondays and sees {c.forename} first.",
        f"> {b.forename} wrote:\n|> I met {p.parents[0].formal}. {p.forename} has not slept since the diagnosis, and at home it is all about the little sister's chemo.",
        f"> > {a.forename} wrote:\n|> > Is it true that {p.he} has been sent out of maths four times? {cap(p.he)} has dyscalculia!",
        f"> > > {c.forename} wrote:\n|> > > I have no spare adult before ten. I can do a quiet table.",
        f"> > > {b.forename} wrote:\n|> > > Ed psych says autism is likely, report in a fortnight. Mum knows, Dad does not, they are not speaking.",
        f"> > > > {a.forename} wrote:\n|> > > > Sorry to e-mail on a Sunday. {p.surname} again. What are we going to do?")
    return t.document("\n\n".join("|" + part for part in parts), people=1, mail=(a.email, b.email, t.pick(f"Re: Re: {p.forename}",
        "Re: Fw: Monday", "RE: RE: RE: quick question")))


@positive("longer-newsletter-with-appeal", PROSE, MEDICAL, FAMILY)
def newsletter_with_appeal(t):
    """A draft of a newsletter in which a family's trouble is told by name."""
    p = t.pupil()
    return t.document(f"# {t.pick('Draft for Friday', 'Newsletter – draft 2')}",
        *t.some(3, 5, "The book fair took a record sum. Thank you!", "Please do not park on the zigzags.",
        "Choir sang at the home for the elderly and was given cake.", "Hymn of the week: Lord of all hopefulness.",
        "Year 4 can now swim. Most of them."),
        f"{t.pick('Many of you have asked about', 'We are all thinking of')} {p.name} in {p.form}, who {t.pick('is in Great Ormond Street with leukaemia', 'was knocked down on the crossing and is still not awake', 'is waiting for a kidney')}. {p.parents[0].formal} has given up work to be at the bedside, and the family {t.pick('cannot pay the rent', 'would welcome meals', 'has two more at home')}. {t.pick('Ask before you share this: the family has not said yes yet.', 'A tin is in the office.')}",
        *t.some(1, 3, "Clocks go back.", "The lost-property box is full of left gloves.", "PE kit on Wednesdays."), people=1)


@negative("longer-staff-handbook", PROSE)
def staff_handbook(t):
    """Everything that a new colleague should read and will not."""
    s = t.school
    chapters = {
        "The day": ["Gates open at half past eight. Be in class before the children are.",
            "Registers close at 9.15. Late is L, very late is U, and every unknown absence is rung by ten.",
            "Wet play: each class has a box."],
        "Behaviour": ["Catch them being good. Sanctions go up in steps, and each day is new.",
            "Never hold a child unless he or she, or somebody else, is about to be hurt; write it down the same day.",
            "A child who runs is watched, not chased."],
        "Worries about a child": [f"Tell {s.dsl.name}. Write what you saw and heard, sign it, and leave your opinion to the last line.",
            "You do not have to be sure.", "Do not take photographs of injuries."],
        "Medicines": ["The office keeps them, and two adults sign.", "Learn the faces on the allergy wall in your first week.",
            "After a seizure, a head injury or an adrenaline pen the parents are told at once."],
        "Your own health": ["Ring before seven. Self-certify for a week; after that a fit note.",
            "A talk on your return is meant kindly.", "Counselling is free and nobody here will know."],
        "SEN": [f"{s.senco.name} is our SENCO. Plans are in the blue folder and are read, not filed.",
            "Use first names in no e-mail about needs: initials and class are enough, and even that is personal data.",
            "An adult beside a child is help; an adult in front of a child is a wall."],
        "Money": ["Petty cash up to £20, with a receipt.", "Trips are costed before they are promised.", "Gifts over £25 go in the book."],
        "Things that have gone wrong": ["A teacher once left a register on a bus. It had thirty names on it, and it took a year to put right.",
            "A volunteer put a picture on line. The child in it was being hidden from her father.",
            "A stick without encryption was found in the car park of a supermarket."],
    }
    return t.document(f"# {s.short} staff handbook",
        *[f"# {name}\n\n" + "\n\n".join(t.some(2, 3, *chapters[name])) for name in t.some(5, 8, *chapters)])


@negative("longer-chapter-with-dialogue", PROSE)
def chapter_with_dialogue(t):
    """A novel's chapter, told by a teacher who never was."""
    p, q = t.pupils(2)
    head = t.adult()
    return t.document(f"# {t.number(2, 30)}", t.paragraphs(8, 11,
        "I taught for one year in a town that I shall call Saltby, because it deserves a better name than its own.",
        f"'{p.surname},' I said. '{p.forename} {p.surname}. Here or not here?'",
            f"'Not here, Miss,' said a voice which was {p.forename}'s.",
        f"In the staff room {head.formal} was reading the racing page. 'That one?' {'He' if head.title == 'Mr' else 'She'} laughed. 'Mother drinks. Father sails. You'll get no homework out of that house.'",
        f"{q.forename} had an iron on one leg and the longest vocabulary in the third form. We were afraid of {q.him}, all of us.",
        "The nit nurse came on the day of the eclipse.", "What happened next was told at the inquest, and I was not called.",
        f"'Did he hit you?' I asked. The sea went in and out. 'Who?' said {p.forename}, and then, 'Which time?'",
        "I wrote a report. It lay upon a desk, and then under a cup, and then in a drawer, and for all I know it lies there yet.",
        f"When the pier burned they said that it was {p.forename}, of course. {cap(p.he)} had been with me. Nobody asked.",
        f"{q.forename} passed for the grammar school and went off in a borrowed blazer without looking back.",
        "I have never been so cold, or so useful."))
