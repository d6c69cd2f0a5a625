"""Papers on which careful people would disagree: made, so that one can look at what is said of them, and not scored."""
from testing.telling import ATTAINMENT, EXPORT, IDENTITY, PROSE, SAFEGUARDING, SEN, TABLE, cap, disputed


@disputed("disputed-nativity-cast", TABLE, False)
def nativity(t):
    """First names and parts."""
    names = [p.forename for p in t.pupils(12)]
    return t.document("# Nativity", tables=[(["Part", "Who"], list(zip(("Mary", "Joseph", "Innkeeper", "Angel", "Shepherd", "Shepherd",
        "Sheep", "King", "King", "King", "Star", "Donkey"), names)))])


@disputed("disputed-prize-winners", PROSE, False)
def prize_winners(t):
    """A public newsletter praises pupils by full name."""
    pupils = t.pupils(t.number(4, 8))
    return t.document("# Well done!",
        t.lines(*[f"{p.name} ({p.form}) – {t.pick('cross-country, second', 'star writer', 'Grade 3 flute', 'poster competition')}" for p in pupils]))


@disputed("disputed-peg-labels", TABLE, False)
def peg_labels(t):
    """Names for coat pegs and nothing else."""
    return t.document(tables=[(["Peg", "Name"], [[i, p.preferred] for i, p in enumerate(t.a_class(t.number(18, 30)), 1)])])


@disputed("disputed-birthday-list", TABLE, True, IDENTITY)
def birthdays(t):
    """First names with day and month."""
    pupils = t.a_class(t.number(15, 30))
    return t.document("# Birthdays", tables=[(["Who", "When"], [[p.preferred, f"{p.dob:%d %B}"] for p in pupils])], people=len(pupils))


@disputed("disputed-staff-directory", TABLE, False)
def directory(t):
    """Who teaches what, as on the website."""
    return t.document("# Our staff", tables=[(["Name", "Role",
        "E-mail"], [[f"{s.title} {s.name}", s.role, s.email] for s in t.adults(t.number(8, 25))])])


@disputed("disputed-database-lesson", EXPORT, False)
def database_lesson(t):
    """A table of invented students for a lesson on queries, which does not say that it is one."""
    pupils = t.pupils(t.number(12, 30))
    return t.document(tables=[(["StudentID", "FirstName", "LastName", "DOB", "Form",
        "Score"], [[i, p.forename, p.surname, f"{p.dob:%Y-%m-%d}", p.form, t.number(1, 100)] for i, p in enumerate(pupils, 1)])])


@disputed("disputed-coded-marks", EXPORT, True, ATTAINMENT)
def coded_marks(t):
    """Marks under candidate numbers, whose key lies elsewhere."""
    return t.document(tables=[(["Candidate", "Paper 1", "Paper 2", "Total",
        "Access arr."], [[t.digits(4), t.number(0, 80), t.number(0, 80), t.number(0, 160), t.pick("", "", "25%",
        "reader")] for _ in range(24)])], people=24)


@disputed("disputed-case-study-with-initials", PROSE, True, SEN, SAFEGUARDING)
def case_with_initials(t):
    """A case study for a course by a teacher who left the initials, the class and the family in."""
    p = t.pupil()
    return t.document("# Assignment 2: a child I work with",
        f"{p.initials} is in {p.form}, where I am the TA. {cap(p.he)} is the youngest of five and came from {t.pick('Syria', 'Poland', 'the next town')}. {cap(p.he)} has a hearing loss and {p.his} mother has been ill. {t.mix(2, 3, 'Theory: Bronfenbrenner.', 'I observed for twenty minutes on three days.', 'My mentor thinks that it is attachment.', 'The family consented.')}", people=1)
