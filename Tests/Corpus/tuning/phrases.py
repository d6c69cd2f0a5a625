"""Words that several kinds share, and `spin`, which says one thing in many ways."""

import re

from names import HERITAGES

_CHOICE = re.compile(r"\[([^\[\]]*)\]")


def spin(rng, template, **slots):
    """Takes one of each '[a|b|c]' (innermost first, an empty one leaves nothing), then fills the '{slots}'."""
    while (text := _CHOICE.sub(lambda m: rng.choice(m[1].split("|")), template)) != template:
        template = text
    return re.sub(r" +([.,;:?!])", r"\1", re.sub(r"  +", " ", template.format(**slots))).strip()


def about(rng, pupil, template, **slots):
    """`spin` with what one says of a pupil: n name as used, full, he, him, his, He, His."""
    words = dict(
        n=pupil.preferred,
        full=pupil.name,
        he=pupil.he,
        him=pupil.him,
        his=pupil.his,
        He=pupil.he.title(),
        His=pupil.his.title(),
        year=pupil.year,
        form=pupil.form,
        sn=pupil.surname,
        dob=pupil.born(rng),
        ini=pupil.initials,
    )
    return spin(rng, template, **(words | slots))


def story(rng, pupil, pool, least, most, **slots):
    """A few of the pool's sentences about the pupil, each once, in random order; the name is in at least one of them."""
    while True:
        text = " ".join(about(rng, pupil, s, **slots) for s in rng.sample(pool, min(len(pool), rng.randint(least, most))))
        if pupil.preferred in text or pupil.name in text:
            return text


PAPER = ("docx", "pdf", "odt", "txt", "html", "rtf", "md", "zip:docx")


def first_name(rng):
    _, girls, boys, _, _ = HERITAGES[rng.choice(list(HERITAGES))]
    return rng.choice(girls + boys)


def said(rng, pool, least, most, **slots):
    return [spin(rng, s, **slots) for s in rng.sample(pool, min(len(pool), rng.randint(least, most)))]


CONDITIONS = [
    "asthma",
    "type 1 diabetes",
    "epilepsy",
    "coeliac disease",
    "severe peanut allergy",
    "sickle cell disease",
    "eczema",
    "hypermobility",
    "cystic fibrosis",
    "a heart murmur",
    "absence seizures",
    "juvenile arthritis",
    "cow's milk allergy",
    "migraine",
    "glue ear",
    "egg allergy",
    "kidney reflux",
    "tree nut allergy",
    "sesame allergy",
    "an allergy to bee stings",
    "hayfever",
    "thalassaemia",
]
MEDICINES = [
    "salbutamol inhaler (blue)",
    "EpiPen 0.15 mg",
    "Jext 300",
    "Piriton syrup 5 ml",
    "methylphenidate 10 mg",
    "Calpol 250/5",
    "amoxicillin 5 ml",
    "insulin (NovoRapid)",
    "buccal midazolam 5 mg",
    "cetirizine",
    "sodium valproate",
    "melatonin",
    "Creon capsules",
    "movicol sachet",
    "ibuprofen 200 mg",
]
NEEDS = [
    "ASD",
    "SEMH",
    "SLCN",
    "SPLD",
    "MLD",
    "HI",
    "VI",
    "PD",
    "SLD",
    "ADHD",
    "dyslexia",
    "ADHD (awaiting assessment)",
    "PDA profile",
    "dyspraxia",
    "OTH",
    "NSA",
    "MSI",
    "DS",
]
SUPPORT = [
    "1:1 TA am",
    "Lego therapy",
    "pre-teach vocab",
    "now/next board",
    "movement breaks",
    "ELSA Tues",
    "precision teaching",
    "coloured overlay",
    "SALT blocks",
    "writing slope",
    "ear defenders",
    "Nessy x3 wk",
    "small group reading",
    "check-in w/ mentor",
    "visual timetable",
    "toilet pass",
    "Zones of Regulation",
    "drawing and talking",
    "fidget toy",
    "reader",
    "task planner",
    "Attention Autism",
    "sensory circuit 8.50",
    "radio aid",
]
SUBJECTS = [
    "English",
    "Maths",
    "Science",
    "History",
    "Geography",
    "RE",
    "Art",
    "Music",
    "PE",
    "Computing",
    "French",
    "Spanish",
    "D&T",
    "Drama",
]
INCIDENTS = [
    "[threw|launched] a [chair|pencil pot|tray|book] across the [room|classroom]",
    "swore at [the TA|a member of staff|the supply teacher|me]",
    "[ran out of|left] the [room|hall|lesson] without permission",
    "hit another [child|pupil] in the [line|playground|corridor]",
    "refused to [start|attempt] any [work|writing] for [20 mins|the whole lesson|an hour]",
    "was [found|caught] vaping in the [toilets|top field]",
    "[bit|scratched|pushed] a [peer|classmate] over a [football|turn on the swing|pencil]",
    "called another pupil a [racist|homophobic] name",
    "[hid|was under the table] for [most of the morning|ages] and would not come out",
    "kicked the [door|fence|wall] and [hurt|grazed] {his} foot",
    "[had|was using] a phone in [assembly|class]",
    "[tore up|ripped] the display",
    "spat at [a lunchtime supervisor|another child]",
    "[climbed|went over] the fence by the [car park|bins]",
    "walked out of [maths|PE|tutor time] and [wandered|roamed] the site",
    "[snapped|flicked] [rulers|rubbers] at {his} partner until [she cried|I moved him|the bell]",
    "[would not|wouldn't] hand over the [lighter|earbuds|energy drink]",
    "[took|was found with] money from [a bag in the cloakroom|the cake stall]",
    "told [the ECT|Miss] to shut up[, twice|]",
    "[squared up to|threatened] a Year 10 [outside the canteen|at the bus bay]",
    "[lay|sat] down in the corridor and screamed",
    "[headbutted|thumped] the [wall|locker] when [maths was mentioned|a peer laughed]",
    "[skipped|bunked] period [2|5] with two others",
    "[wrote|scratched] something rude on the [desk|toilet door]",
    "[was sent out of|had to be taken from] [assembly|the exam hall]",
    "[copied|faked] {his} [mum's signature|planner note]",
]
HOME = [
    "lives with [mum|nan|dad|{his} aunt] and [two|three|one] [siblings|younger brothers|sisters]",
    "[recently|just] moved into temporary accommodation",
    "sees dad [every other weekend|in the holidays|at a contact centre]",
    "is a young carer for {his} mum",
    "[has been|is] living between two homes since the separation",
    "is in kinship care with [grandparents|an aunt]",
    "has a [social worker|family support worker] again",
    "[lost|was bereaved of] {his} grandad [before Christmas|in January]",
    "shares a [room|bed] with [a sibling|mum]",
    "[was a|is a] refugee; the family [came|arrived] [two years ago|in 2023]",
    "[stays|has been staying] at {his} nan's because [of the flood|mum is on nights|things are tense]",
    "is one of [five|seven] and gets [little|no] time to {him}self",
    "[has just been|was] adopted and [does not know|knows] about {his} [birth family|half-sister]",
    "has not seen {his} father since [the trial|he moved to Leeds|Year 2]",
    "[translates for|gets up for] {his} parents [at appointments|with the baby]",
    "[walks|gets] to school alone at [six|seven]",
    "has a [parent|brother] in prison and [no one|only the tutor] knows",
]
