"""Lists of pupils as teachers and offices print them."""
from corpus import Document, Table, dates, people, register, some


@register("class-list", True, ["pupil-identity"], "table")
def class_list(rng, school):
    pupils = people(rng, rng.randint(18, 31), school, same_class=True)
    columns = {
        "DOB": lambda p: p.born(), "Sex": lambda p: p.sex, "UPN": lambda p: p.upn, "House": lambda p: rng.choice(("Red", "Oak", "Kestrel", "Blue")),
        "Adm No": lambda p: rng.randint(1000, 9999), "Reg": lambda p: p.form,
    }
    chosen = some(rng, columns, 0, 4)
    surname_first = rng.random() < 0.5
    header = (["Surname", "Forename"] if surname_first else [rng.choice(("Name", "Pupil", "Student Name", "Child"))]) + chosen
    rows = [([p.surname, p.forename] if surname_first else [rng.choice((p.name,)) if len(chosen) % 2 else p.listed]) + [columns[c](p) for c in chosen] for p in pupils]
    title = rng.choice(("# {f} class list", "# Class {f}", "# {s} - {f} 2025/26")).format(f=pupils[0].form, s=school.name)
    return Document([title] if rng.random() < 0.7 else [], [Table(header, rows)], people=len(pupils))


@register("attendance-register", True, ["pupil-identity", "behaviour-attendance"], "table")
def attendance_register(rng, school):
    pupils = people(rng, rng.randint(15, 30), school, same_class=True)
    days = [d.strftime("%a %d/%m") for d in dates(rng, 5, 30)]
    mark = lambda: rng.choices(("/\\", "/\\", "L\\", "N N", "I I", "M\\", "O O", "E E"), (60, 20, 5, 4, 6, 3, 2, 1))[0]
    rows = [[p.listed if rng.random() < 2 else p.name] + [mark() for _ in days] + [f"{rng.uniform(70, 100):.1f}"] for p in pupils]
    return Document([f"# Register {pupils[0].form}"], [Table(["Name"] + days + ["% Att"], rows)], people=len(pupils))
