"""What the kinds of documents for testing share: the teller, and the decorators that register a kind.

A kind is a function from a Teller to a document. Its text is written as it reads: blank lines part paragraphs, a line that begins with a
bar is a line of its own (and keeps an indent of four or more), every other line break is a space. Nothing here is shared with the kinds for tuning but the module corpus.
"""
import datetime
import re
import string

import corpus

IDENTITY, SEN, MEDICAL, SAFEGUARDING = "pupil-identity", "sen", "medical", "safeguarding"
ATTAINMENT, BEHAVIOUR, FAMILY, STAFF = "attainment", "behaviour-attendance", "family-contact", "staff"
PROSE, TABLE, FORM, EXPORT, CHAT, MAIL = "prose", "table", "form", "export", "chat", "mail"


def positive(kind, style, *categories, phase=None, formats=None):
    """Registers a kind that may not travel unencrypted."""
    return _registered(kind, phase, positive=True, categories=categories, style=style, formats=formats)


def negative(kind, style, phase=None, formats=None):
    """Registers a kind that anybody may read."""
    return _registered(kind, phase, positive=False, style=style, formats=formats)


def disputed(kind, style, positive, *categories, phase=None):
    """Registers a kind on which careful people would disagree: it is made, and not scored."""
    return _registered(kind, phase, positive=positive, categories=categories, style=style, scored=False)


def _registered(kind, phase, **labels):
    def decorate(tell):
        def make(rng, school):
            while phase and school.phase != phase:
                school = corpus.make_school(rng)
            teller = Teller(rng, school)
            document = tell(teller)
            if labels["style"] in (PROSE, FORM) and rng.random() < (0.3 if labels["positive"] else 1):
                document.after.append(teller.imprint())
            return document

        make.__name__, make.__doc__ = tell.__name__, tell.__doc__
        corpus.register(kind, **labels)(make)
        return tell

    return decorate


def she(adult):
    return "he" if adult.title == "Mr" else "she"


def son(pupil):
    return "daughter" if pupil.sex == "F" else "son"


def boy(pupil):
    return "girl" if pupil.sex == "F" else "boy"


def cap(text):
    return text[:1].upper() + text[1:]


class Teller:
    """Chance and the school's people, for one document."""

    def __init__(self, rng, school):
        self.rng, self.school = rng, school

    # Chance

    def pick(self, *options):
        return self.rng.choice(options)

    def maybe(self, text, chance=0.5):
        return text if self.rng.random() < chance else ""

    def number(self, least, most):
        return self.rng.randint(least, most)

    def digits(self, count):
        return "".join(self.rng.choice(string.digits) for _ in range(count))

    def some(self, least, most, *options):
        """Between least and most of the options, in any order."""
        return self.rng.sample(options, min(len(options), self.rng.randint(least, most)))

    def told(self, least, most, *options):
        """The first option always, with others to between least and most, mostly in the order given."""
        rest = self.some(least - 1, most - 1, *range(1, len(options)))
        if self.rng.random() < 0.75:
            rest.sort()
        return [options[0]] + [options[i] for i in rest]

    def mix(self, least, most, *sentences):
        return " ".join(self.told(least, most, *sentences))

    def paragraphs(self, least, most, *texts):
        return "\n\n".join(self.told(least, most, *texts))

    def lines(self, *texts):
        """The texts as lines of one paragraph."""
        return "\n".join("|" + text for text in texts if text)

    def slips(self, text, rate=0.008):
        """The text as somebody in a hurry types it; names are spelt right, or nobody would know who is meant."""
        return re.sub(r"\b[a-z]\S+", lambda word: corpus.typos(self.rng, word[0], rate), text)

    # People

    def pupil(self, year=None):
        return corpus.person(self.rng, self.school, year)

    def age(self, pupil):
        return (corpus.TODAY - pupil.dob).days // 365

    def pupils(self, count):
        """Different pupils of the school, in no order."""
        found = corpus.people(self.rng, count, self.school)
        self.rng.shuffle(found)
        return found

    def a_class(self, count):
        """The pupils of one class, in the order of the register."""
        return corpus.people(self.rng, count, self.school, same_class=True)

    def adult(self):
        return self.adults(1)[0]

    def adults(self, count):
        return corpus.staff(self.rng, count, self.school)

    # Times and numbers

    def date(self, form="%d/%m/%Y"):
        """A school day of the last three years."""
        day = corpus.TODAY - datetime.timedelta(self.rng.randrange(1100))
        while day.weekday() > 4 or day.month == 8 or (day.month, day.day) > (12, 19) or (day.month, day.day) < (1, 4):
            day -= datetime.timedelta(1)
        return day.strftime(form).lstrip("0")

    def long_date(self):
        return self.date("%d %B %Y")

    def day(self):
        return self.pick("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")

    def time(self, first=8, last=15):
        return f"{self.number(first, last)}{self.pick(':', '.')}{self.number(0, 59):02}"

    def phone(self):
        return self.pick(corpus.mobile, corpus.mobile, corpus.landline)(self.rng)

    def home(self):
        return f"{corpus.street(self.rng)}, {corpus.postcode(self.rng)}"

    def national_insurance(self):
        return corpus.identifiers.national_insurance(self.rng)

    # Documents

    def imprint(self):
        """The small print at the foot of a page."""
        return " · ".join(self.some(2, 3, self.school.name, f"printed {self.date()}", f"page 1 of {self.number(1, 9)}",
            f"version {self.number(1, 9)}.{self.number(0, 9)}", f"S:/Shared/{self.number(2019, 2026)}/{self.pick('misc', 'new folder', 'staff', 'old')}/{self.number(1, 400)}"))

    def document(self, *texts, people=0, tables=(), after=(), title=None, mail=None):
        """`tables` are (header, rows); `mail` is (sender's address, receiver's address, subject)."""
        properties = {"title": title} if title else {}
        if mail:
            properties |= dict(zip(("from", "to", "subject"), mail))
        return corpus.Document(
            [paragraph for text in texts for paragraph in _paragraphs(text)],
            [corpus.Table(list(header), [[str(cell) for cell in row] for row in rows]) for header, rows in tables],
            [paragraph for text in after for paragraph in _paragraphs(text)],
            properties, people,
        )


def _paragraphs(text):
    for block in re.split(r"\n[ \t]*\n", text):
        lines = []
        for line in (line.strip() for line in block.split("\n")):
            if line.startswith("|"):
                lines.append(line[1:].rstrip() if line.startswith("|    ") else line[1:].strip())
            elif line and lines:
                lines[-1] += " " + line
            elif line:
                lines.append(line)
        block = "\n".join(re.sub(r"(?<=\S)(?: +(?=[.,](?:\s|$))| +(?= \S))", "", line) for line in lines)
        if block.strip():
            yield block
