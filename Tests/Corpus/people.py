"""Invented pupils, parents, staff and schools. Telephone numbers are of the ranges that Ofcom keeps for drama."""

import datetime
import re
from dataclasses import dataclass, field

import identifiers
from faker import Faker
from names import HERITAGES, SHORT_FORMS

_faker = Faker("en_GB")
TODAY = datetime.date(2026, 3, 16)


def _seeded(rng):
    _faker.seed_instance(rng.getrandbits(64))
    return _faker


@dataclass
class Parent:
    title: str
    forename: str
    surname: str
    relation: str  # Mother, Father, Grandmother, Foster carer ...
    phone: str
    email: str

    @property
    def name(self):
        return f"{self.title} {self.forename} {self.surname}"

    @property
    def formal(self):
        return f"{self.title} {self.surname}"


@dataclass
class Person:
    """A pupil. `dob` is a date; `preferred` is what the class teacher says; `year_group` 0 is Reception."""

    forename: str
    surname: str
    preferred: str
    sex: str  # F or M
    dob: datetime.date
    upn: str
    uln: str
    nhs: str
    address: str
    postcode: str
    year_group: int
    form: str
    parents: list = field(default_factory=list)
    ethnicity: str = ""
    heritage: str = ""

    @property
    def name(self):
        return f"{self.forename} {self.surname}"

    @property
    def initials(self):
        return f"{self.forename[0]}{re.sub(r'[^A-ZŞŚÇÖ]', '', self.surname)[:1]}"

    @property
    def short(self):
        """As notes have it: 'Ayaan K'."""
        return f"{self.preferred} {self.surname[0]}"

    @property
    def listed(self):
        """As registers have it: 'KHAN, Ayaan'."""
        return f"{self.surname.upper()}, {self.forename}"

    @property
    def he(self):
        return "she" if self.sex == "F" else "he"

    @property
    def him(self):
        return "her" if self.sex == "F" else "him"

    @property
    def his(self):
        return "her" if self.sex == "F" else "his"

    @property
    def year(self):
        return f"Year {self.year_group}" if self.year_group else "Reception"

    def born(self, rng=None):
        """The date of birth in one of the ways people write it."""
        style = rng.choice(("%d/%m/%Y", "%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%Y-%m-%d")) if rng else "%d/%m/%Y"
        return self.dob.strftime(style)


@dataclass
class Staff:
    title: str
    forename: str
    surname: str
    role: str
    email: str
    phone: str
    ni: str
    dob: datetime.date
    salary: int
    payroll: str

    @property
    def name(self):
        return f"{self.forename} {self.surname}"

    @property
    def formal(self):
        return f"{self.title} {self.surname}"

    @property
    def initials(self):
        return f"{self.forename[0]}{self.surname[0]}"


@dataclass
class School:
    name: str
    short: str
    phase: str  # primary or secondary
    town: str
    address: str
    postcode: str
    phone: str
    domain: str
    la: str
    la_name: str
    estab: str
    urn: str
    head: Staff = None
    senco: Staff = None
    dsl: Staff = None

    @property
    def years(self):
        return range(0, 7) if self.phase == "primary" else range(7, 12)


def mobile(rng):
    return rng.choice(("07700 900{:03d}", "07700900{:03d}", "07700 900 {:03d}")).format(rng.randrange(1000))


def landline(rng):
    return rng.choice(("01632 960{:03d}", "020 7946 0{:03d}", "0117 496 0{:03d}", "0161 496 0{:03d}", "0113 496 0{:03d}")).format(
        rng.randrange(1000)
    )


def postcode(rng):
    area = rng.choice(
        ("B", "BD", "BS", "CV", "DE", "E", "HD", "HU", "L", "LE", "LS", "LU", "M", "N", "NE", "NG", "OL", "PE", "PO", "S", "SE", "SR", "WV")
    )
    inward = "ABDEFGHJLNPQRSTUWXYZ"
    return f"{area}{rng.randint(1, 19)} {rng.randint(1, 9)}{rng.choice(inward)}{rng.choice(inward)}"


def street(rng):
    return f"{rng.randint(1, 180)} {_seeded(rng).street_name().title()}"


def _heritage(rng):
    names = list(HERITAGES)
    return rng.choices(names, [HERITAGES[n][0] for n in names])[0]


def _adult(rng, heritage, surname=None, sex=None):
    _, girls, boys, surnames, _ = HERITAGES[heritage]
    sex = sex or rng.choice("FM")
    return sex, rng.choice(girls if sex == "F" else boys), surname or rng.choice(surnames)


def _slug(text):
    return re.sub(r"[^a-z]", "", text.lower().translate(str.maketrans("łąęśćńóżźıİşçğöüșț", "laescnozziiscgoust")))


def _parents(rng, heritage, surname):
    found = []
    kinds = rng.choices(
        (("Mother",), ("Mother", "Father"), ("Father",), ("Grandmother",), ("Foster carer",), ("Mother", "Stepfather"), ("Aunt",)),
        (35, 40, 8, 5, 4, 6, 2),
    )[0]
    for relation in kinds:
        sex = "M" if relation in ("Father", "Stepfather") else "F"
        other = rng.random() < 0.25 or relation in ("Foster carer", "Stepfather")
        sex, forename, last = _adult(rng, _heritage(rng) if relation == "Foster carer" else heritage, None if other else surname, sex)
        title = "Mr" if sex == "M" else rng.choice(("Mrs", "Ms", "Miss", "Mrs"))
        host = rng.choice(("mail.example", "webmail.example", "inbox.example"))
        email = rng.choice(("{f}.{s}{n}@{h}", "{f}{s}@{h}", "{f}{n}@{h}")).format(
            f=_slug(forename), s=_slug(last), n=rng.randint(1, 99), h=host
        )
        found.append(Parent(title, forename, last, relation, mobile(rng), email))
    return found


def person(rng, school=None, year_group=None, form=None):
    """One invented pupil of the school, with numbers that pass their checks."""
    heritage = _heritage(rng)
    sex, forename, surname = _adult(rng, heritage)
    if rng.random() < 0.05:
        surname += "-" + rng.choice(HERITAGES[_heritage(rng)][3])
    years = school.years if school else range(0, 12)
    year = rng.choice(years) if year_group is None else year_group
    september = TODAY.year - (1 if TODAY.month < 9 else 0)
    dob = datetime.date(september - year - 5, 9, 1) + datetime.timedelta(days=rng.randrange(365))
    short = SHORT_FORMS.get(forename, forename)
    return Person(
        forename,
        surname,
        short if rng.random() < 0.7 else forename,
        sex,
        dob,
        identifiers.upn(rng, school.la if school else None, school.estab if school and rng.random() < 0.8 else None, september - year),
        identifiers.uln(rng),
        identifiers.nhs(rng, rng.random() < 0.5),
        street(rng),
        postcode(rng),
        year,
        form or f"{year or 'R'}{rng.choice('ABCDKLMNPRSW')}",
        _parents(rng, heritage, surname),
        rng.choice(("Mixed", HERITAGES[heritage][4], HERITAGES[heritage][4], HERITAGES[heritage][4])),
        heritage,
    )


def people(rng, n, school=None, same_class=False):
    """`n` pupils with different names, of one class if asked; in the order of their surnames."""
    first = person(rng, school)
    found = {first.name: first}
    while len(found) < n:
        other = person(rng, school, first.year_group if same_class else None, first.form if same_class else None)
        found.setdefault(other.name, other)
    return sorted(found.values(), key=lambda p: (p.surname, p.forename))


_ROLES = (
    "Class Teacher",
    "Teaching Assistant",
    "HLTA",
    "SENCO",
    "Deputy Headteacher",
    "Office Manager",
    "Midday Supervisor",
    "Head of Year",
    "Learning Mentor",
    "Subject Leader for Maths",
    "Site Manager",
    "ECT",
    "Cover Supervisor",
    "Pastoral Lead",
    "Science Technician",
)


def staff_member(rng, role=None, domain="school.example"):
    sex, forename, surname = _adult(rng, _heritage(rng))
    title = "Mr" if sex == "M" else rng.choice(("Mrs", "Miss", "Ms"))
    if rng.random() < 0.03:
        title = "Dr"
    born = datetime.date(TODAY.year - rng.randint(23, 64), rng.randint(1, 12), rng.randint(1, 28))
    return Staff(
        title,
        forename,
        surname,
        role or rng.choice(_ROLES),
        f"{_slug(forename)[:1]}.{_slug(surname)}@{domain}",
        landline(rng),
        identifiers.national_insurance(rng),
        born,
        rng.randint(21000, 58000),
        f"{rng.randint(1000, 99999):06d}",
    )


def staff(rng, n, school=None):
    """`n` adults who work at the school, with different names."""
    found = {}
    while len(found) < n:
        one = staff_member(rng, domain=school.domain if school else "school.example")
        found.setdefault(one.name, one)
    return list(found.values())


_TOWNS = (
    "Marlbrook",
    "Eastcliffe",
    "Harrowdale",
    "Thornbury Vale",
    "Kirkholme",
    "Ashbridge",
    "Wexley",
    "Norton Green",
    "Millgate",
    "Crossfield",
    "Penhurst",
    "Stonebeck",
    "Oldmere",
    "Castleton Moor",
    "Fenwick Hythe",
)
_PRIMARY = (
    "{} Primary School",
    "St {} C of E Primary School",
    "{} Community Primary School",
    "{} Junior School",
    "St {} Catholic Primary School",
    "{} Infant and Nursery School",
    "{} Primary Academy",
)
_SECONDARY = (
    "{} High School",
    "{} Academy",
    "The {} School",
    "St {} Catholic High School",
    "{} School and Sixth Form",
    "{} Community College",
)


def make_school(rng):
    """An invented school with a head, a SENCO and a safeguarding lead."""
    phase = rng.choice(("primary", "primary", "secondary"))
    pattern = rng.choice(_PRIMARY if phase == "primary" else _SECONDARY)
    core = (
        rng.choice(("Wilfrid's", "Anne's", "Cuthbert's", "Bede's", "Oswald's"))
        if pattern.startswith("St ")
        else rng.choice(
            (
                "Larkhill",
                "Broadmead",
                "Hollins",
                "Beechwood",
                "Fernlea",
                "Carr Lane",
                "Moorside",
                "Whitegate",
                "Alderbrook",
                "Kingsway",
                "Rowan Park",
                "Highfield Lane",
            )
        )
    )
    town, name = rng.choice(_TOWNS), pattern.format(core)
    domain = f"{_slug(core)}.sch.example"
    school = School(
        name,
        core,
        phase,
        town,
        f"{_seeded(rng).street_name().title()}",
        postcode(rng),
        landline(rng),
        domain,
        identifiers.authority(rng),
        f"{rng.choice(_TOWNS)} {rng.choice(('Council', 'Borough Council', 'County Council', 'City Council'))}",
        str(rng.randint(2000, 3999) if phase == "primary" else rng.randint(4000, 5999)),
        str(rng.randint(100000, 149999)),
    )
    school.head = staff_member(rng, "Headteacher", domain)
    school.senco = staff_member(rng, "SENCO", domain)
    school.dsl = staff_member(rng, "Designated Safeguarding Lead", domain)
    return school
