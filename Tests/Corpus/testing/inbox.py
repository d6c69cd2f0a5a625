"""Mails and chats that say nothing of anybody whom the law protects here: suppliers, parents on odd socks, tickets, newsletters of trades."""
from testing.telling import CHAT, MAIL, negative


@negative("inbox-parents-chat-odd-socks", CHAT)
def odd_socks(t):
    """A class's parents ask each other what day it is."""
    parents = [p.parents[0] for p in t.pupils(6)]
    return t.document(t.lines(*[f"{t.maybe('[' + t.time(7, 22) + '] ')}{t.rng.choice(parents).forename}: {t.slips(line)}" for line in t.some(6, 9,
        "is it odd socks tomorrow or thurs??", "thurs", "no its anti bullying week so tues", "what time does it finish, half 3?",
            "anyone got the spellings, dog ate ours haha",
        "£3 for the gift for Miss, can pay me on the door", "do they need a coat on the trip, says rain", "PE kit AND wellies??",
            "has anyone found a grey jumper, size 7-8",
        "nits again, text from school", "parking was a nightmare, who left the white van", "thank you x")]))


@negative("inbox-quiz-team-chat", CHAT)
def quiz_team(t):
    """Teachers out of hours: football, curry, the car."""
    staff = t.adults(4)
    return t.document(t.lines(*[f"{t.rng.choice(staff).forename}: {t.slips(line)}" for line in t.some(6, 9,
        "quiz thurs? need a 4th", "in if someone drives", "who was the youngest tudor to be king", "edward, 9, died of TB at 15. get in",
        "that ref was a disgrace", "kids today eh, said every teacher since socrates", "i am NOT marking tonight",
            "saw the new play about the asylum, cried", "curry after?",
        "my sat nav took me to the wrong academy again", "book club is the one about the missing girl")]))


@negative("inbox-planning-chat", CHAT)
def planning_chat(t):
    """Two teachers plan a unit and never get to a child."""
    a, b = t.adults(2)
    return t.document(t.lines(*[f"{who.initials}: {t.slips(line)}" for who, line in zip([a, b] * 6, t.some(7, 10,
        "so week 3 is fractions of amounts?", "yes then test on the friday", "the SEN version of the sheet is in the blue tray",
            "reading: chapter 4, the bit where Bruno climbs the fence",
        "vocab: guardian, fever, evacuate", "too sad for a monday?", "PSHE is consent, i have the ppt",
            "need scissors x30 and the left handed ones", "who has the skeleton",
        "assessment window opens mon, data in by the 14th", "cover for you thurs pm is sorted"))]))


@negative("inbox-supplier-thread", MAIL)
def supplier_thread(t):
    """A firm sells wheelchairs ramps, software or reading schemes."""
    a, b = t.adults(2)
    return t.document(f"""
    {t.pick("Hi", "Dear", "Good afternoon")} {b.forename}

    {t.mix(3, 5, t.pick("Just following up on the quotation for the portable ramp.",
        "Did you get a chance to look at our reading scheme?", "Your licence for the behaviour tracker runs out soon."),
        f"Quotation {t.digits(10)} stands for thirty days, at £{t.number(200, 4900)}.00 plus VAT.",
            "Schools like yours saw 94% of pupils with dyslexia gain a year.",
        "The dashboard shows attendance, concerns and medical alerts on one page.",
            "A free trial uses dummy pupils, so there is no data to share.", f"I could call on {t.day()}; my mobile is {t.phone()}.")}

    | {t.pick("Kind regards", "Best", "Warmly")}
    | {a.name}
    | {t.pick("Account manager", "Regional consultant")}
    """, mail=(f"{a.forename[0].lower()}{t.number(1, 99)}@supplier.example", b.email, t.pick("Quotation", "Following up", "Your renewal",
        "15 minutes?")))


@negative("inbox-helpdesk-ticket", MAIL)
def helpdesk(t):
    """A ticket about a machine in somebody's room."""
    a, b = t.adults(2)
    return t.document(f"""
    | Ticket {t.digits(6)}: {t.pick("projector", "cannot open SIMS", "printer jam", "new password", "iPad will not charge")}

    {t.mix(3, 4, f"Reported by {a.name}, room {t.number(1, 40)}.", "The screen goes blue when the medical tab is opened.",
        "Register could not be taken, done on paper.", "Restarted, no change.",
        f"{b.forename} replaced the cable.", "It says 'pupil not found' for every search; index rebuilt.",
            "Asset tag " + t.digits(5) + ".")}

    Status: {t.pick("closed", "waiting for part", "open")}
    """, mail=(f"helpdesk@{t.school.domain}", a.email, t.pick("Ticket updated", "Your request")))


@negative("inbox-clerk-dates", MAIL)
def clerk_dates(t):
    """The clerk to governors sends dates and papers."""
    clerk, chair = t.adults(2)
    return t.document(f"""
    Dear {t.pick("governors", "all", chair.forename)}

    {t.mix(3, 5, f"The next meeting is on {t.long_date()} at 6 pm.",
        "Papers are in the usual place: budget, SEN report (no names), safeguarding audit, the suspension policy.",
        "A panel may be needed; three of you who have not met the family, please. Details will be given on the day, on paper.",
            f"{chair.name} cannot chair the first half.", "Declarations of interest are due.",
        "Soup will be served.", "Please do not forward agendas to private addresses.")}

    | {clerk.name}
    | Clerk
    """, mail=(clerk.email, f"governors@{t.school.domain}", t.pick("Agenda", "Dates", "Papers")))


@negative("inbox-conference-invitation", MAIL)
def conference(t):
    """A day on autism, anxiety or exclusion, with speakers."""
    speakers = t.adults(3)
    return t.document(f"""
    # {t.pick("Anxious, absent, able: a day on school avoidance", "Dyslexia now", "Trauma-informed in the real world", "SENCO summit")}

    {t.mix(4, 6, f"Hear {speakers[0].name}, author of {t.pick('The Quiet Ones', 'Behind the Behaviour', 'No Such Thing as Lazy')}.",
        f"{speakers[1].name} was excluded at fourteen and now runs a school; the story is told in full after lunch.",
        f"Dr {speakers[2].surname} on medication and ADHD.", f"£{t.number(90, 290)} plus VAT; second delegate half price.",
            "Tell us of any dietary or access needs.", "Certificates for your file.", "Places are going fast.")}
    """, mail=("events@training.example", f"senco@{t.school.domain}", t.pick("Last places", "You are invited", "CPD")))


@negative("inbox-exam-board-bulletin", MAIL)
def exam_board(t):
    """A bulletin to all examinations officers."""
    return t.document("Dear examinations officer",
        t.mix(4, 6, f"Entries for unit {t.digits(4)}/{t.number(1, 3)} close on {t.date('%d %B')}.",
        "Access arrangements must be processed before the deadline; keep the evidence of need in the centre.",
        "A candidate who has been ill or bereaved may be given special consideration of up to five per cent.",
            "Candidates without a ULN are entered with nine hundred and ninety-nine in front.",
            "Malpractice: one case in three last year was a mobile phone.",
        f"Late fee £{t.number(9, 60)}.{t.digits(2)} an entry.",
            "Results are released to centres at 00.01."), mail=("bulletin@board.example", f"exams@{t.school.domain}",
            f"Bulletin {t.number(1, 40)}"))


@negative("inbox-out-of-office", MAIL)
def out_of_office(t):
    """A reply by a machine."""
    a, b = t.adults(2)
    return t.document(f"""
    {t.mix(3, 5, t.pick("Thank you for your message.", "I am away from my desk.",
        "This inbox is not read in the holidays."), f"For attendance ring {t.school.phone}.",
        f"For safeguarding ask for {t.school.dsl.name}; if a child is in danger dial 999.",
        f"For SEN write to {t.school.senco.name}.", f"{b.name} will deal with payroll.", f"I shall be back on {t.day()}.",
            "School reopens on the 4th.")}

    | {a.name}
    | {a.role}
    | {t.school.name}, {t.school.postcode}
    """, mail=(a.email, "parent@mail.example", t.pick("Automatic reply", "Out of office")))


@negative("inbox-fund-raising", MAIL)
def fund_raising(t):
    """A charity thanks a school and tells of Amir, whose name it made up."""
    n = t.pick("Amir", "Grace", "little Sol", "Hope")
    return t.document(f"""
    Dear {t.school.head.formal}

    {t.mix(4, 5, f"Thank you: your non-uniform day raised £{t.number(80, 1900)}.{t.digits(2)}.",
        f"It will help children like {n} (the name is not a real one), who lost a leg at six and is now top of the class.",
        f"{n}'s mother walks an hour for medicine.",
        "Last year we treated 41,000 children for malaria.", "A certificate for the hall is attached.", "Could a class write to us?")}

    | {t.adult().name}
    | Schools officer
    """, mail=("schools@charity.example", t.school.head.email, t.pick("Thank you!", "What you did")))
