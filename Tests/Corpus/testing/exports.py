"""Rows out of the programs that a school runs on."""
import corpus
from testing.telling import ATTAINMENT, BEHAVIOUR, EXPORT, FAMILY, IDENTITY, MEDICAL, SAFEGUARDING, SEN, STAFF, negative, positive


@positive("export-session-marks", EXPORT, BEHAVIOUR, IDENTITY)
def session_marks(t):
    """A fortnight of register codes."""
    pupils = t.a_class(t.number(14, 30))
    days = [f"{d}_{half}" for d in ("Mo1", "Tu1", "We1", "Th1", "Fr1") for half in ("am", "pm")]
    rows = [[p.surname, p.forename, p.form, *(t.pick("/", "/", "/", "\\", "L", "I", "M", "O", "U") for _ in days)] for p in pupils]
    return t.document(tables=[(["surname", "forename", "reg", *days], rows)], people=len(pupils))


@positive("export-incidents", EXPORT, BEHAVIOUR, SAFEGUARDING)
def incidents(t):
    """Behaviour and concern entries with their free text."""
    pupils = t.pupils(t.number(8, 20))
    rows = [[
        t.digits(6), t.date("%Y-%m-%d"), t.pick(p.name, p.listed), p.year_group,
        t.pick("Behaviour L3", "Bullying", "Child protection", "Attendance", "Praise"),
        t.pick(f"{p.forename} kicked the door and left", "seen with older lads at the chip shop again",
            f"says {p.he} has not eaten since yesterday",
            f"helped {t.rng.choice(pupils).forename} off the floor, lovely", "refused phone, swore, parent rung"),
        t.adult().initials,
    ] for p in pupils for _ in range(t.number(1, 3))]
    return t.document(tables=[(["id", "logged", "student", "yr", "category", "narrative", "by"], rows)], people=len(pupils))


@positive("export-results-long", EXPORT, ATTAINMENT, IDENTITY, phase="secondary")
def results_long(t):
    """One row a pupil and subject."""
    pupils = t.pupils(t.number(6, 15))
    subjects = t.some(4, 6, "Mathematics", "English Lit", "Combined Sci", "French", "RS", "Computing")
    rows = [[p.upn, p.name, s, t.number(1, 9), t.number(1, 9), t.pick("A", "B", "C", "D")] for p in pupils for s in subjects]
    return t.document(tables=[(["UPN", "Student", "Subject", "FFT20", "Current", "Effort"], rows)], people=len(pupils))


@positive("export-medical-conditions", EXPORT, MEDICAL, IDENTITY)
def medical_conditions(t):
    """Conditions and doctors as a system prints them."""
    pupils = t.pupils(t.number(6, 25))
    rows = [[p.name, f"{p.dob:%d/%m/%Y}", p.form, t.pick("Asthma", "Epilepsy", "Anaphylaxis: peanut", "Type 1 diabetes", "Anxiety",
        "Sickle cell"),
        t.pick("GP", "Consultant", ""), p.nhs] for p in pupils]
    return t.document(tables=[(["Pupil", "Date of birth", "Reg", "Condition", "Seen by", "NHS number"], rows)], people=len(pupils))


@positive("export-premium-list", EXPORT, FAMILY, SEN)
def premium_list(t):
    """Who has pupil premium, and what else goes with it."""
    pupils = t.pupils(t.number(10, 30))
    def flag():
        return t.pick("T", "F", "F")

    rows = [[p.surname, p.preferred, p.form, flag(), flag(), flag(), t.pick("E", "K", "N", "N"), p.ethnicity] for p in pupils]
    return t.document(tables=[(["Surname", "Known as", "Form", "Ever6", "Service", "PostLAC", "SEN",
        "Ethnic group"], rows)], people=len(pupils))


@positive("export-family-contacts", EXPORT, FAMILY, IDENTITY)
def family_contacts(t):
    """Children with each adult who belongs to them."""
    pupils = t.pupils(t.number(6, 18))
    rows = [[p.name, a.relation, a.name, a.phone, a.email, f"{p.address}, {p.postcode}", t.pick("Y", "Y",
        "N")] for p in pupils for a in p.parents]
    return t.document(tables=[(["pupil", "relationship", "contact", "mobile", "email", "address",
        "parental_responsibility"], rows)], people=len(pupils))


@positive("export-staff-contracts", EXPORT, STAFF)
def staff_contracts(t):
    """The workforce, with pay and sickness."""
    staff = t.adults(t.number(8, 30))
    rows = [[s.payroll, s.surname, s.forename, s.role, f"{s.dob:%d/%m/%Y}", s.ni, s.salary, t.number(0, 40)] for s in staff]
    return t.document(tables=[(["Payroll", "Surname", "Forename", "Post", "DOB", "NI", "Salary", "Days sick"], rows)], people=len(staff))


@negative("export-library-stock", EXPORT)
def library_stock(t):
    """Books with their writers and shelves, nobody's loans."""
    rows = [[t.digits(6), corpus.identifiers.isbn13(t.rng), t.pick("Matilda's Secret", "Asthma and Me", "Kes", "The Suspect",
        "Dyslexia: a guide", "Deaf Sentence"),
        f"{a.surname}, {a.forename}", t.pick("FIC", "362.4", "616.2",
            "SEN shelf"), t.number(1980, 2025)] for a in t.adults(t.number(15, 40))]
    return t.document(tables=[(["accession", "isbn", "title", "author", "class", "year"], rows)])


@negative("export-room-timetable", EXPORT)
def room_timetable(t):
    """Which teacher teaches what where."""
    staff = t.adults(12)
    rows = [[d, p, t.pick("7A1", "8B/Ma2", "10x/Sc", "SEN1", "12Hi"), t.rng.choice(staff).initials, t.pick("R4", "Lab 2", "Gym",
        "Medical (ICT)", "Hub")]
        for d in ("Mon", "Tue", "Wed", "Thu", "Fri") for p in range(1, 6)]
    return t.document(tables=[(["day", "period", "class", "staff", "room"], rows)])


@negative("export-code-set", EXPORT)
def code_set(t):
    """The codes that a return may hold."""
    codes = (("E", "Education, Health and Care plan"), ("K", "SEN support"), ("N", "No special educational need"), ("SEMH",
        "Social, emotional and mental health"),
        ("SLCN", "Speech, language and communication"), ("ASD", "Autistic spectrum disorder"), ("O", "Absent without leave"), ("I",
            "Illness"), ("M", "Medical appointment"),
        ("WBRI", "White British"), ("BCRB", "Black Caribbean"), ("UN3", "UPN unknown, new arrival"), ("B", "Educated off site"))
    rows = [[*code, t.pick("active", "active", "retired"), t.date("%Y-%m-%d")] for code in t.some(9, 13, *codes)]
    return t.document(tables=[(["Code", "Description", "Status", "From"], rows)])


@negative("export-anonymous-sample", EXPORT)
def anonymous_sample(t):
    """A survey's records under random keys, with ages in bands and no places."""
    rows = [[f"r{t.digits(8)}", t.pick("5-7", "8-11", "12-15"), t.pick("yes", "no",
        "rather not say"), t.number(1, 5), t.number(1, 5), t.pick("", "less noise", "more football", "nobody listens")]
        for _ in range(t.number(30, 90))]
    return t.document(tables=[(["response", "age_band", "bullied_this_term", "feel_safe", "like_school", "one_thing"], rows)])
