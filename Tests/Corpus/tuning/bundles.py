"""Long papers of many pages: what several other kinds say, one after the other."""

from corpus import Document, register
from tuning import letters, near_misses, notes, school_papers, teaching, voices
from tuning.letters import LETTER


def bound(rng, title, parts):
    """The paragraphs and tables of the parts in turn; the tables become lines, as in a printed file."""
    text = [title]
    for number, part in enumerate(parts, 1):
        text += [f"# {number}"] + part.text + ["\n".join(" | ".join(map(str, r)) for r in t.rows) for t in part.tables] + part.after
    return Document(text, people=sum(p.people for p in parts))


@register("pupil-file", True, ["sen", "safeguarding", "medical", "family-contact"], "prose", LETTER)
def pupil_file(rng, school):
    makers = [
        letters.ehcp,
        letters.iep,
        letters.annual_review,
        letters.ep_report,
        letters.salt,
        letters.care_plan,
        letters.exclusion,
        notes.referral,
        notes.tac,
        notes.lac,
        notes.voice,
        voices.clinic,
        voices.counselling,
        voices.observation,
        voices.court,
    ]
    return bound(
        rng,
        rng.choice(("File", "Records sent on transfer", "Scanned 1-40")),
        [m(rng, school) for m in rng.sample(makers, rng.randint(4, 8))],
    )


@register("papers-of-nobody", False, style="prose", formats=LETTER)
def binder(rng, school):
    makers = [
        school_papers.policy,
        school_papers.blank,
        school_papers.case_study,
        school_papers.guidance,
        teaching.lesson,
        school_papers.premises,
        school_papers.leaflet,
        near_misses.comment_bank,
        near_misses.letter_template,
        near_misses.vignettes,
        near_misses.handbook,
        near_misses.medicine_information,
    ]
    return bound(
        rng,
        rng.choice(("Staff folder", "Induction pack", "Policies 1-20")),
        [m(rng, school) for m in rng.sample(makers, rng.randint(4, 9))],
    )
