"""Identifiers that pass their checks but belong to nobody: drawn at random, the check character worked out.

The algorithms are those of the DfE (UPN, ULN), the NHS data dictionary and HMRC's manual NIM39110.
"""

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O, S
_AUTHORITIES = (
    202,
    205,
    209,
    210,
    212,
    301,
    302,
    304,
    310,
    316,
    330,
    331,
    335,
    344,
    350,
    352,
    355,
    370,
    372,
    380,
    383,
    390,
    801,
    803,
    806,
    815,
    825,
    830,
    841,
    845,
    852,
    860,
    873,
    881,
    886,
    908,
    919,
    925,
    935,
    938,
    941,
)


def upn_check(body):
    """The check letter of twelve characters, of which the last may be a letter (a temporary UPN)."""
    values = [int(c) if c.isdigit() else _LETTERS.index(c) for c in body]
    return _LETTERS[sum(i * v for i, v in enumerate(values, 2)) % 23]


def authority(rng):
    return f"{rng.choice(_AUTHORITIES):03d}"


def upn(rng, la=None, estab=None, entry_year=None, temporary=None):
    """A unique pupil number, thirteen characters; one in fifty is temporary unless told."""
    year = rng.randrange(100) if entry_year is None else entry_year % 100
    body = f"{la or authority(rng)}{estab or rng.randint(2000, 7999)}{year:02d}{rng.randint(1, 399):03d}"
    if rng.random() < 0.02 if temporary is None else temporary:
        body = body[:-1] + rng.choice(_LETTERS)
    return upn_check(body) + body


def uln(rng):
    """A unique learner number: ten digits, of which the weighted sum modulo 11 is 10."""
    while True:
        digits = [rng.randint(1, 9)] + [rng.randint(0, 9) for _ in range(8)]
        remainder = sum(d * w for d, w in zip(digits, range(10, 1, -1))) % 11
        if remainder:
            return "".join(map(str, digits)) + str(10 - remainder)


def nhs(rng, spaced=False):
    """An NHS number of the ranges in issue in England, with or without the spaces people write."""
    while True:
        body = f"{rng.choice((4, 4, 4, 6, 7))}{rng.randrange(10**8):08d}"
        check = 11 - sum(int(d) * w for d, w in zip(body, range(10, 1, -1))) % 11
        if check != 10:
            number = body + str(check % 11)
            return f"{number[:3]} {number[3:6]} {number[6:]}" if spaced else number


def national_insurance(rng):
    """A National Insurance number with a prefix that HMRC allows."""
    first, second = "ABCEGHJKLMNOPRSTWXYZ", "ABCEGHJKLMNPRSTWXYZ"
    while True:
        prefix = rng.choice(first) + rng.choice(second)
        if prefix not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ", "OO", "CR", "FY", "MW", "NC"}:
            digits = f"{rng.randrange(10**6):06d}"
            return f"{prefix} {digits[:2]} {digits[2:4]} {digits[4:]} {rng.choice('ABCD')}"


def uci(rng):
    """An exam candidate's number: centre, letter or 0, year, serial, and a letter (no public check is known)."""
    return f"{rng.randint(10000, 79999)}{rng.choice('0ABC')}{rng.randint(18, 26)}{rng.randrange(10**4):04d}{rng.choice(_LETTERS)}"


def isbn13(rng):
    """An ISBN with a right check digit: for documents that are nobody's."""
    body = f"978{rng.choice((0, 1))}{rng.randrange(10**8):08d}"
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body))
    return body + str(-total % 10)
