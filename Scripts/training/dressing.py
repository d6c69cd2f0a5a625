"""What stands around a text when a school sends, prints or exports it, and says nothing of whether it may travel: a letterhead, a subject, a signature, the
names of a chat's writers. The models are to see texts with it and without, whatever they are about. Nothing in here is of a real school or person."""
import json
import random
import re

_STAFF = (
    "Ros Tilney", "Mr Dacre", "Mrs Adeleke", "Bev H", "S. Iqbal", "Jan (office)", "Ms Wrona", "Tom Lisle", "P Venn", "Mrs O'Shea", "Huw", "Farida", "Miss Yeo", "K. Mbeki", "Dot",
    "Mr Szabo", "Nadia R", "Colin Ashdown", "Mrs Thackeray", "Jo Penrose", "A. Rahman", "Lesley", "Mr Quill", "Gwen Ferris", "Sunita B", "Mr P Holroyd", "Ange", "Viv Carrow",
)
_ROLES = (
    "School Office", "Office Manager", "Site Manager", "Deputy Headteacher", "Headteacher", "SENCo", "Class Teacher", "Head of Year", "School Business Manager", "Catering Lead",
    "Teaching Assistant", "Pastoral Lead", "Finance Officer", "Head of Science", "PA to the Headteacher", "Attendance Officer", "Midday Supervisor", "Clerk to the Governors",
)
_PLACES = ("Kestrel Bank", "St Orrin's", "Thornwick Moor", "Marlpit Lane", "Oakmerrow", "Low Fold", "Queen's Wharf", "Fenwick Dene", "Tidewell", "Allerby Cross", "Brackendale", "Copley Vale")
_KINDS = (
    "Primary School", "Academy", "C of E Primary School", "Infant School", "High School", "Community College", "Junior School", "Nursery and Primary", "RC Primary School",
    "Special School",
)
_TOWNS = ("Norbridge NB4 2TX", "Ashcombe AC1 9QP", "Great Wenlow GW3 5RD", "Eastmere EM7 0LS", "Haldon HQ2 8YY")
_SUBJECTS = (
    "this week", "next week", "quick one", "Monday", "Friday arrangements", "half term", "URGENT please read", "please read", "FYI", "for info", "as discussed", "following on from earlier",
    "reminder", "just to let you know", "hello", "hi all", "thanks", "sorry for the delay", "update", "newsletter", "minutes attached", "notes from today", "meeting tomorrow",
    "Monday briefing", "agenda", "photos", "trip", "lunches", "playtime", "break duty", "cover for Thursday", "handover", "diary dates", "rota", "timetable change", "rooms", "Year 3",
    "Class 4", "Reception", "from the office", "phone message", "returning your call", "your email", "letter home", "draft for comments", "v2", "report", "assessment", "data", "list",
    "forms", "see attached", "scan", "document", "plan", "support", "review", "visit on Wednesday", "swimming", "PE kit", "assembly", "parents' evening", "governors", "training",
    "policy", "guidance", "template", "story", "homework", "reading", "science week", "sports day", "club", "budget", "order", "invoice", "the printer", "the hall", "keys", "parking",
    "bins", "heating", "snow", "fire drill", "a request", "question", "concern", "incident", "accident", "complaint", "feedback", "help please", "confidential", "(no subject)", "test",
    "copy", "record", "log", "appendix", "summary",
)
_MARKS = ("", "", "", "Re: ", "RE: ", "Fwd: ", "FW: ")
_FOOTERS = (
    "{school} is committed to safeguarding and promoting the welfare of children and expects all staff and volunteers to share this commitment.",
    "We are committed to keeping children safe. Our Designated Safeguarding Lead is {staff}.", "Working together, learning for life.", "Every child, every day.",
    "Registered charity 1234567. Company limited by guarantee, registered in England and Wales.", "Page 1 of 1", "Page 2 of 4", "Printed {date}", "www.{domain}.example",
    "{school} is part of the {place} Learning Trust.", "Ofsted: Good. Artsmark. Eco-Schools Green Flag. Healthy Schools.", "Please recycle this paper.",
    "Large print copies and translations can be had from the office.", "Version 3, reviewed annually. Next review {date}.", "Telephone {phone}   E-mail office@{domain}.example",
    "This document is the property of {school}.", "Safeguarding is everyone's responsibility. If you are worried about a child, tell a DSL at once.", "Courage - Kindness - Curiosity",
)
_NOTICES = (
    "This e-mail may contain confidential or legally privileged information and is meant only for the person it is addressed to. If it reached you by mistake, please delete it.",
    "The information in this message is confidential. Unauthorised use or disclosure may be unlawful. {school} accepts no liability for viruses.",
    "Please do not feel you have to answer outside your working hours.", "Sent from my phone", "Get Outlook for Android", "Think before you print!",
    "We process personal data under UK GDPR; our privacy notice is on the website.", "I work Monday to Wednesday. For anything urgent ring the office on {phone}.",
)
_SIGNOFFS = ("Kind regards", "Regards", "Many thanks", "Thanks", "Best wishes", "Yours sincerely", "Cheers", "Ta", "Warm regards")
_ANSWERS = (
    "Thanks, noted.", "Please see below.", "Can you pick this up?", "Forwarding as you asked.", "Sorry, meant to send this on Monday.", "Got it - ta", "See trail below, happy to talk.",
    "For the file please.", "Any thoughts?", "Will do.", "FYI as promised.", "Is this the right version?",
)
_HEADS = ("Notes", "Memo", "Note to staff", "Staff briefing", "Information", "Draft", "For the attention of {staff}", "Weekly sheet", "File note", "Handbook extract", "Appendix B", "Untitled")


class _Stationery:
    """One school's, with the people who write."""

    def __init__(self, chance):
        self.chance = chance
        place = chance.choice(_PLACES)
        self.words = {
            "place": place, "school": f"{place} {chance.choice(_KINDS)}", "staff": chance.choice(_STAFF), "domain": re.sub("[^a-z]", "", place.lower()),
            "phone": f"01632 960{chance.randrange(1000):03}", "date": self.date()}

    def date(self):
        day, month, year = self.chance.randrange(1, 29), self.chance.randrange(12), self.chance.choice((2024, 2025, 2026))
        name = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")[month]
        return self.chance.choice((f"{day} {name} {year}", f"{day:02}/{month + 1:02}/{year}", f"{day} {name[:3]}", f"{name} {year}"))

    def one(self, choices):
        return self.chance.choice(choices).format(**self.words)

    def some(self, choices, most):
        return [line.format(**self.words) for line in self.chance.sample(choices, self.chance.randrange(1, most + 1))]

    def address(self):
        return f"{self.words['staff']} <{self.chance.choice(('office', 'admin', 'head', 'staff', 'senco'))}@{self.words['domain']}.example>"

    def subject(self):
        subject = self.one(_SUBJECTS)
        return self.one(_MARKS) + (subject[0].upper() + subject[1:] if self.chance.random() < 0.6 else subject)


def _letterhead(s, lines):
    name = s.words["school"]
    head = [name.upper() if s.chance.random() < 0.4 else name, f"{s.chance.randrange(1, 90)} {s.words['place']} Road, {s.one(_TOWNS)}"]
    head += s.chance.sample([f"Headteacher: {s.one(_STAFF)}", f"Tel: {s.words['phone']}", f"office@{s.words['domain']}.example", s.one(_FOOTERS)], s.chance.randrange(4))
    return head + ([s.date()] if s.chance.random() < 0.7 else []) + lines


def _footer(s, lines):
    return lines + s.some(_FOOTERS, 4)


def _heading(s, lines):
    return [s.one(_HEADS) if s.chance.random() < 0.5 else s.subject()] + ([s.date()] if s.chance.random() < 0.3 else []) + lines


def _mail(s, lines):
    head = [f"From: {s.address()}", f"{s.chance.choice(('Sent', 'Date'))}: {s.date()}", f"To: {s.one(_STAFF)}", f"Subject: {s.subject()}"]
    return [line for line in head if s.chance.random() < 0.8] + lines


def _signature(s, lines):
    name = s.one(_STAFF)
    return lines + [s.one(_SIGNOFFS), name] + s.chance.sample([s.one(_ROLES), s.words["school"], s.words["phone"]], s.chance.randrange(4)) + s.some(_NOTICES, 2)


def _answered(s, lines):
    head = s.chance.choice((f"On {s.date()}, {s.one(_STAFF)} wrote:", "-----Original Message-----", "Begin forwarded message:"))
    return [s.one(_ANSWERS), s.one(_STAFF), head] + (_mail(s, lines) if s.chance.random() < 0.5 else lines)


def _quoted(s, lines):
    return [s.one(_ANSWERS), f"{s.date()} {s.one(_STAFF)}:"] + ["> " + line for part in lines for line in part.split("\n")]


def _chat(s, lines):
    writers = s.chance.sample(_STAFF, s.chance.choice((1, 2, 2, 3)))
    style = s.chance.choice(("[{d}, {t}] {n}: {l}", "{d}, {t} - {n}: {l}", "{n} {t}\n{l}", "{n}\n{t}\n{l}", "{n}: {l}", "<{n}> {l}", "{t} {n}: {l}"))
    date, minute = s.date(), s.chance.randrange(600)
    return [
        style.format(d=date, t=f"{8 + (minute + i) // 60 % 12:02}:{(minute + i) % 60:02}", n=s.chance.choice(writers), l=line) for i, line in enumerate(lines)]


def _items(s, lines):
    mark = s.chance.choice(("- ", "* ", "• ", None))
    return [(mark or f"{i + 1}. ") + line for i, line in enumerate(lines)]


def _log(s, lines):
    """Comma-separated, with the names of the members of staff who wrote."""
    writers = s.chance.sample(_STAFF, s.chance.choice((1, 2, 3)))
    names = s.chance.choice((("Date", "Author", "Note"), ("date", "user", "entry"), ("When", "Logged by", "Details"), ("timestamp", "from", "message")))
    quoted = ['"' + line.replace('"', '""') + '"' for line in lines]
    return [",".join(names)] + [f'{s.date()},{s.chance.choice(writers)},{line}' for line in quoted]


def _export(s, lines):
    """JSON of a program that keeps messages or notes."""
    writers = s.chance.sample(_STAFF, s.chance.choice((1, 2, 3)))
    author, text = s.chance.choice((("author", "text"), ("user", "body"), ("createdBy", "content"), ("from", "message")))
    rows = [{"id": i + 1, author: s.chance.choice(writers), "time": f"2026-0{s.chance.randrange(1, 8)}-1{i % 10}T09:15:00Z", text: line} for i, line in enumerate(lines)]
    return [json.dumps(rows, indent=s.chance.choice((None, 1, 2)), ensure_ascii=False)]


_AROUND = (_letterhead, _footer, _footer, _heading, _mail, _mail, _signature, _answered, _quoted)
_WITHIN = (_chat, _chat, _items, _log, _export)


def dressed(text, name):
    """The text with what may stand around it, in the same words for the same name, and the ending of such a file's name."""
    chance = random.Random(name)
    stationery = _Stationery(chance)
    lines = [line for line in text.split("\n") if line.strip()]
    is_prose = len(text) > 40 * len(lines) and "\t" not in text and "  " not in text.strip()
    if is_prose and chance.random() < 0.25:
        within = chance.choice(_WITHIN)
        return "\n".join(within(stationery, lines)) + "\n", {_log: "csv", _export: "json"}.get(within, "txt")
    parts = [text.strip("\n")]
    for around in dict.fromkeys(chance.choices(_AROUND, k=chance.choice((1, 1, 2)))):
        parts = around(stationery, parts)
    return chance.choice(("\n", "\n\n")).join(parts) + "\n", "txt"
