"""Numbers and machines: prices, stock, logs, code, timetables, statistics."""
import corpus
from testing.telling import EXPORT, FORM, PROSE, TABLE, negative


@negative("figures-book-order", TABLE)
def book_order(t):
    """Titles with 13-digit numbers and living authors."""
    authors = t.adults(t.number(8, 20))
    rows = [[corpus.identifiers.isbn13(t.rng), f"{t.pick('The', 'My', 'One')} {t.pick('Worry Monster', 'Brother with Autism', 'Silent Twin', 'Time Table Tiger', 'Year of Asthma', 'Boy Who Ran', 'Grammar Ghost')}",
        f"{a.surname}, {a.forename}", t.number(1, 30), f"{t.number(3, 19)}.99"] for a in authors]
    return t.document(tables=[(["ISBN", "Title", "Author", "Qty",
        "£"], rows)], after=[f"Total to be checked. {t.maybe('Deliver to the library.')}"])


@negative("figures-stationery-price-list", TABLE)
def price_list(t):
    """Ten-digit stock numbers and prices."""
    rows = [[f"{t.number(1, 9)}{t.digits(9)}", t.pick("Exercise book A4 squared", "Glue stick", "Name labels", "Register covers",
        "First aid plasters", "Report card, pack 50", "Ear defenders, child", "Wobble cushion"), t.pick("each", "100",
        "box"), f"{t.number(0, 60)}.{t.digits(2)}", t.digits(13)] for _ in range(t.number(12, 45))]
    return t.document(tables=[(["Cat. no", "Item", "Per", "Ex VAT", "Barcode"], rows)])


@negative("figures-asset-register", EXPORT)
def asset_register(t):
    """Laptops and where they live."""
    rows = [[f"{t.digits(5)}", t.pick("Latitude 3310", "iPad 9", "Chromebook 11",
        "Visualiser"), f"{t.rng.choice('ABCDEFGH')}{t.digits(11)}{t.rng.choice('XYZ')}", t.pick("Library", "Room 4", "SEN room",
        "Medical room", "Head's office"), t.date(), t.number(120, 900)] for _ in range(t.number(15, 50))]
    return t.document(tables=[(["Tag", "Model", "Serial", "Location", "Bought", "Value"], rows)])


@negative("figures-exam-timetable", TABLE, phase="secondary")
def exam_timetable(t):
    """When and where which paper is sat, and by how many."""
    rows = [[t.date("%a %d %b"), t.pick("am", "pm"), f"{t.digits(4)}/{t.number(1, 3)}{t.pick('H', 'F')}", t.pick("Mathematics", "Biology",
        "English Language", "French listening", "Food"), f"{t.number(1, 2)}h {t.number(0, 50)}m", t.number(8, 180), t.pick("Sports hall",
        "Gym", "LRC (extra time)", "C4 (readers)")] for _ in range(t.number(12, 30))]
    return t.document(tables=[(["Date", "", "Code", "Subject", "Length", "Candidates",
        "Room"], rows)], after=["Be seated ten minutes before. Mobile phones off. Bring your candidate number."])


@negative("figures-authority-statistics", TABLE)
def authority_statistics(t):
    """SEN by need and year, in counts and percentages."""
    needs = ["ASD", "SLCN", "SEMH", "MLD", "SPLD", "HI", "VI", "PD", "SLD", "PMLD", "MSI"]
    rows = [[n, *(t.number(4, 2900) for _ in range(4)), f"{t.number(0, 30)}.{t.number(0, 9)}%"] for n in needs]
    return t.document("# Pupils with EHC plans or SEN support by primary need", tables=[(["Primary need", "2022", "2023", "2024", "2025",
        "Share"], rows)], after=["c = suppressed where fewer than five pupils. Source: school census, January."])


@negative("figures-school-performance", EXPORT)
def performance(t):
    """One row a school: URN, LAESTAB, progress."""
    rows = [[t.number(100000, 149999), f"{t.number(201, 938)}{t.digits(4)}", corpus.make_school(t.rng).name, t.number(20, 240), f"{t.pick('-', '')}{t.number(0, 2)}.{t.digits(2)}",
        f"{t.number(30, 95)}%", f"{t.number(2, 40)}%", f"{t.number(88, 97)}.{t.number(0, 9)}"] for _ in range(t.number(10, 40))]
    return t.document(tables=[(["URN", "LAESTAB", "SCHNAME", "TPUP", "P8MEA", "PTL2BASICS", "PSENELK", "ATTENDANCE"], rows)])


@negative("figures-attendance-summary", TABLE)
def attendance_summary(t):
    """For governors: groups, never children."""
    rows = [[g, t.number(12, 400), f"{t.number(84, 97)}.{t.number(0, 9)}", f"{t.number(2, 40)}.{t.number(0, 9)}",
        t.number(0, 12)] for g in t.some(7, 9, "All", "Boys", "Girls", "FSM", "SEN support", "EHCP", "EAL", "Looked after", "Year R",
        "Year 6")]
    return t.document("# Attendance to half term", tables=[(["Group", "Pupils", "%", "Persistent absence %",
        "Suspensions"], rows)], after=["Groups of fewer than six are left out of the version for parents."])


@negative("figures-server-log", EXPORT, formats=("txt", "csv", "json", "zip:txt", "sql"))
def server_log(t):
    """What a machine writes at night."""
    rows = [[f"{t.date('%Y-%m-%d')}T{t.number(0, 23):02}:{t.number(0, 59):02}:{t.number(0, 59):02}Z", t.pick("INFO", "INFO", "WARN",
        "ERROR"), t.pick("sims-sync", "print01", "sshd", "backup", "wsus"), t.pick(f"job {t.digits(10)} finished in {t.number(1, 900)} s",
        "pupil import: 0 rows changed", f"session {t.digits(13)} closed", "attendance service restarted",
        f"lease 10.4.{t.number(0, 255)}.{t.number(0, 255)} renewed", "medical module: licence ok",
        "user svc_report: 3 failures")] for _ in range(t.number(30, 90))]
    return t.document(tables=[(["time", "level", "unit", "message"], rows)])


@negative("figures-program-source", PROSE, formats=("txt", "md", "html", "zip:txt"))
def program(t):
    """A small program that deals with pupils and has none."""
    return t.document(*t.some(4, 5, "|class Pupil:\n|    def __init__(self, upn, forename, surname, dob):\n|        self.upn, self.forename, self.surname, self.dob = upn, forename, surname, dob",
        "|def is_persistently_absent(pupil, sessions):\n|    return sessions and pupil.absent / sessions >= 0.1",
        "|CREATE TABLE pupil (id INTEGER PRIMARY KEY, upn CHAR(13) UNIQUE, surname TEXT NOT NULL, sen_provision CHAR(1) CHECK (sen_provision IN ('E','K','N')));",
        "-- TODO: medical notes are shown to every user with role 'teacher'; ask whether they should be",
        f"-- Copyright {t.number(2012, 2026)} {t.adult().name}. Licensed under the MIT licence.",
        "|assert not valid_upn('A000000000000'), 'check letter'", "|for row in reader:\n|    log.info('imported %s', mask(row['UPN']))"))


@negative("figures-fixtures-league", TABLE)
def fixtures(t):
    """Schools against schools."""
    schools = [corpus.make_school(t.rng).short for _ in range(12)]
    rows = [[t.date("%d %b"), t.rng.choice(schools), f"{t.number(0, 5)}–{t.number(0, 5)}", t.rng.choice(schools), t.pick("U11 girls",
        "U13", "U15 boys", "netball B"), t.pick("home", "3G", "Rec")] for _ in range(t.number(10, 24))]
    return t.document(tables=[(["Date", "", "", "", "Team", "Where"], rows)], after=["Bring shin pads, inhalers and a drink."])


@negative("figures-menu", TABLE)
def menu(t):
    """Three weeks of dinners with allergens by number."""
    rows = [[d, t.pick("Chicken korma (7)", "Fish fingers (1, 4)", "Cottage pie (1, 7)"), t.pick("Bean wrap (1)", "Quorn dippers (1, 3)",
        "Jacket, cheese (7)"), t.pick("Flapjack (1, 7)", "Fruit", "Jelly")] for d in ("Monday", "Tuesday", "Wednesday", "Thursday",
        "Friday") for _ in range(1)]
    return t.document(f"# Menu week {t.number(1, 3)}", tables=[(["", "Main", "Vegetarian",
        "After"], rows)], after=["1 gluten, 3 egg, 4 fish, 7 milk, 8 nuts. We cannot promise that a dish is free of traces. If your child has an allergy or diabetes speak to the kitchen."])


@negative("figures-meter-and-boiler", TABLE)
def meters(t):
    """The site manager's readings."""
    return t.document(tables=[(["Date", "Gas", "Electric", "Water", "Legionella °C",
        "Note"], [[t.date(), t.digits(6), t.digits(7), t.digits(5), t.number(48, 63), t.pick("", "", "pump 2 noisy",
        "tap in girls' toilets", "frost stat", "nursery too cold, parents rang")] for _ in range(t.number(10, 40))])])


@negative("figures-budget-lines", TABLE)
def budget(t):
    """Cost centres with care words."""
    rows = [[f"{t.number(1000, 9999)}", n, t.number(400, 90000), t.number(0, 90000), f"{t.number(-30, 30)}%"] for n in t.some(8, 11, "SEN top-up funding",
        "Pupil premium", "Educational psychology buy-in", "Supply cover – sickness", "Counselling", "Looked-after pupil premium plus",
        "First aid", "Free school meals", "Staff training", "Exam fees", "Minibus", "Alternative provision places", "Speech therapy")]
    return t.document(tables=[(["Code", "Heading", "Budget", "Spent", "Var."], rows)], title="Budget monitoring")


@negative("figures-supplier-invoice", FORM)
def invoice(t):
    """An invoice with account numbers and a contact."""
    return t.document(t.lines(f"INVOICE {t.digits(10)}", f"To {t.school.name}, {t.school.address}, {t.school.postcode}",
        f"VAT no. GB{t.digits(9)}   Account {t.digits(8)}   Sort code {t.digits(2)}-{t.digits(2)}-{t.digits(2)}",
        f"Date {t.date()}   Order {t.digits(6)}   Contact {t.adult().name}"), tables=[(["Item", "Qty",
        "£"], [[t.pick("Audiology service, half day", "Sensory tent", "Nappy bins", "PECS cards", "Bandages", "Behaviour stickers x500",
        "Exam desks"), t.number(1, 20), f"{t.number(5, 700)}.00"] for _ in range(t.number(3, 7))])], after=["Terms 30 days. Queries: accounts@supplier.example"])
