"""Invented and long-dead people: fiction, plays, poems, comprehension, biography, log-books, published lives."""
from testing.telling import PROSE, negative


@negative("story-short-fiction", PROSE)
def short_fiction(t):
    """A chapter of a school story."""
    p, q = t.pupils(2)
    teacher = t.adult()
    return t.document(f"""
    # Chapter {t.pick("One", "Four", "Eleven", "the Last")}

    {t.paragraphs(4, 5, f"{p.forename} had never liked the smell of the sick bay. It was the smell of other people's fear, {p.he} thought, and of {teacher.formal}'s peppermints.",
        f"'Have you told anyone?' whispered {q.forename}. {p.forename} shook {p.his} head. If {p.he} told, they would send for Father, and Father would come.",
        f"The asthma came on as they ran. {p.forename} leaned against the wall of the kiln and breathed like a broken accordion while the torches came nearer.",
        f"In the dormitory that night {q.forename} lay awake. Exclusion! The word rolled about the ceiling like a marble.",
            f"Nobody at {t.pick('Grimsdyke', 'Marlowe Hall', 'St Osyth’s')} had seen a ghost before, and {teacher.formal} did not intend to be the first.",
            f"'{p.forename} {p.surname},' said the head, 'is either the best liar in the Lower Fourth or the bravest child I ever met.'")}
    """)


@negative("story-play-script", PROSE)
def play_script(t):
    """A scene for acting, in a school hall or a hospital ward."""
    names = [n.upper() for n in t.some(3, 3, "Marcus", "Nell", "Old Tom", "Miss Prewett", "Ricky", "The Doctor", "Shanice")]
    lines = t.some(6, 9, "(not looking up) They've taken my baby brother. The social.", "You can't stay under that table for ever.",
        "Can't I? I've got biscuits.", "Where does it hurt? (No answer.) Who did this?", "Nobody. I fell.",
        "That's what you said in October.", "(aside) And I believed it, God help me.",
        "Sir says if I get one more detention it's the unit.", "Listen! Somebody on the stairs.", "I'm not going back there. Not to him.")
    return t.document(f"""
    # {t.pick("Under the Table", "Four Walls", "Detention")}

    {t.pick("ACT ONE, Scene 2", "Scene 5", "Extract")}. {t.pick("A classroom after hours. Rain.",
        "A corridor of a hospital. A vending machine hums.", "The kitchen, night.")}
    """, t.lines(*[f"{t.rng.choice(names)}: {line}" for line in lines]), "(Blackout.)" if t.number(0, 1) else "")


@negative("story-comprehension", PROSE)
def comprehension(t):
    """A passage and questions."""
    p = t.pupil()
    return t.document(f"""
    # Reading: {t.pick("The New Boots", "A Day at the Clinic", "The Lost Hearing Aid", "Grandad's Shed")}

    {t.mix(5, 6, f"{p.forename} pulled the blanket over {p.his} head.",
        f"Today was the day of the hospital, and {p.he} had not told a soul at school.",
        f"'Up you get, {p.forename},' called Mum. 'Dr Bell will not wait.'",
        f"In the waiting room a boy with one leg was reading a comic upside down.", "'It makes the jokes funnier,' he said.",
        f"By the time the nurse came {p.forename} had forgotten to be afraid.", "Outside it had begun to snow.")}

    {t.lines(f"1. Why did {p.forename} not want to get up? (1)", "2. Find a word that means 'frightened'. (1)",
        "3. How do you know that the boy is cheerful? Give two reasons. (2)", "4. What might happen next? (3)")}
    """)


@negative("story-poem-or-song", PROSE)
def poem(t):
    """A verse or two for assembly."""
    return t.document(t.pick("# The New Kid", "# Register",
        "# Playground Song"), *t.some(2, 4, "|They call our names like trains that stop,\n|Akash and Ann and Beth,\n|and mine is last, and mine is long,\n|and costs them half a breath.",
        "|My sister cannot walk or talk,\n|she sings instead with spoons,\n|and all the other mothers stare\n|on Tuesday afternoons.",
        "|Billy Bates was late, late, late,\n|he'd left his homework at the gate,\n|his teacher said, it's far too late,\n|detention, Billy Bates, till eight!",
        "|Who hit Joe? I don't know.\n|Who told Miss? Only Bliss.\n|Who said sorry? No one. Worry\n|walks me home like this."))


@negative("story-life-of-the-dead", PROSE)
def biography(t):
    """A life of somebody in the history books, illness and childhood and all."""
    life = t.pick(
        ("Louis Braille", ["was born at Coupvray in 1809, the son of a saddler.",
            "was three when an awl slipped and hurt his eye; infection took the other.",
            "went to the institute for blind children in Paris at ten.", "was fifteen when he had the system of six dots nearly ready.",
            "died of tuberculosis in 1852."]),
        ("Mary Anning", ["was born in Lyme Regis in 1799.", "survived lightning as a baby.",
            "had little schooling, and learnt to read at Sunday school.",
            "was twelve when she and her brother Joseph dug out the ichthyosaur.", "died of breast cancer at 47."]),
        ("Mary Seacole", ["was born in Kingston, Jamaica, in 1805.", "learnt nursing from her mother.",
            "was refused by the War Office and went to the Crimea on her own money.", "treated cholera in Panama.",
            "was bankrupt when she came home, and soldiers held a festival for her."]),
        ("Isambard Kingdom Brunel", ["was born at Portsmouth in 1806.", "could draw a circle by eye at four, his father said.",
            "nearly died when the Thames Tunnel flooded.", "swallowed a half-sovereign and was shaken upside down until it fell out.",
            "smoked forty cigars a day."]),
        ("Helen Keller", ["was born in Alabama in 1880.", "lost sight and hearing at nineteen months after a fever.",
            "had terrible rages, and broke plates.", "learnt the word 'water' at the pump with Anne Sullivan in 1887.",
            "took a degree at Radcliffe in 1904."]))
    name, facts = life
    surname = name.split()[-1]
    return t.document(f"# {name}",
        t.maybe("Year 4, Great Lives"), " ".join(f"{t.pick(surname, name) if i else name} {fact}" for i, fact in enumerate(facts)), t.pick(f"Write three sentences about {surname} as a child.",
        "Make a time line.", "What do you admire?", ""))


@negative("story-victorian-log-book", PROSE)
def log_book(t):
    """A head's log of 1880 to 1912, copied for the centenary."""
    year = t.number(1874, 1912)
    return t.document(f"# From the log book of the Board School, {year}",
        "\n\n".join(f"{t.number(1, 28)} {t.pick('January', 'March', 'June', 'October')} {year}. {x}" for x in t.some(4, 7, "Punished Albert Tranter, two strokes, for truancy; his mother says that he was sent for coal.",
        "Scarlet fever in Mill Street. Eliza Webb and both the Hobbs girls kept at home.",
        "Attendance 61 of 88 on account of the harvest.", "Admitted Thomas Pike, aged 6, deaf, from the Union workhouse.",
        "The Inspector, Mr Arnold Hale, found arithmetic weak in Standard III.",
        "Miss Ada Locke, pupil teacher, absent, her father having died.", "Emily Sharman sent home with ringworm.",
        "George Batt's boots given out of the Vicar's fund.")))


@negative("story-war-memorial", PROSE)
def war_memorial(t):
    """Old boys who fell, with numbers and dates."""
    surnames = t.some(4, 7, "Tranter", "Pike", "Hobbs", "Sharman", "Batt", "Locke", "Ackroyd", "Fenn", "Judd", "Oldfield", "Rook",
        "Whitlam")
    return t.document("# " + t.pick("They sat in our classrooms",
        "The names in the hall"), "\n\n".join(f"{t.pick('Pte', 'L/Cpl', 'Stoker', 'Lt')} {t.pick('Albert', 'Harold', 'Percy', 'Ernest', 'Cyril', 'Wilfred')} {surname}, {t.number(1, 9)}{t.digits(t.number(3, 5))}, {t.pick('Durham Light Infantry', 'HMS Vanguard', 'East Surreys')}, killed {t.number(1, 28)} {t.pick('July 1916', 'October 1917', 'April 1918')}, aged {t.number(18, 24)}. " + t.pick("He had won the drawing prize in 1909.",
        "His mother kept the sweetshop in Bank Street.", "He was short-sighted and should not have been taken.",
        "He is named on the Menin Gate.", "The register of 1905 says 'sickly, often absent'.") for surname in surnames))


@negative("story-author-visit", PROSE)
def author_visit(t):
    """A living writer's public life and books."""
    a = t.adult()
    return t.document(f"""
    # {a.name} is coming!

    {t.mix(4, 6, f"{a.name} was born in {t.pick('Bolton', 'Lagos', 'Swansea', 'Lahore')} and hated reading until the age of eleven.",
        f"{a.forename} is dyslexic and says so in every interview.",
        f"{a.surname}'s first novel, The {t.pick('Tin', 'Paper', 'Last')} {t.pick('Fox', 'Boat', 'Key')} (ISBN 978-1-4063-{t.digits(4)}-{t.digits(1)}), won the {t.pick('Branford Boase', 'Blue Peter', 'Waterstones')} prize.",
        f"It tells of Leo, whose mother is in prison.", f"{a.forename} worked as a teaching assistant, a clown and a postman.",
        f"Signed copies £{t.number(6, 9)}.99; cash only.", f"Follow at {a.surname.lower().replace(' ', '')}writes.example.")}
    """)


@negative("story-drama-characters", PROSE, phase="secondary")
def character_notes(t):
    """A study guide on the people of well-known works."""
    return t.document("# Character notes",
        "\n\n".join(t.some(4, 6, "Oliver Twist: orphan, born in the workhouse, starved, beaten, sold to an undertaker at nine. Why does Dickens make him speak so well?",
        "Tiny Tim Cratchit: walks with a crutch; wears an iron frame. We are never told what ails him.",
        "Sheila Birling: engaged, well off, first to say sorry. Gets Eva Smith dismissed from Milwards.",
        "Eva Smith: pregnant, alone, drinks disinfectant. Does she have a voice?",
        "Jane Eyre: locked in the red room at ten by Mrs Reed; faints. Helen Burns dies of consumption in her arms.",
        "Mickey Johnstone: suspended from school, later prison, antidepressants. Nature or nurture?",
        "Juliet Capulet: thirteen. Consider her age, her nurse, her father's threat.",
        "Christopher Boone: counts red cars, does not like to be touched, tells the story himself.")), t.maybe("Learn two quotations for each."))


@negative("story-assembly-script", PROSE, phase="primary")
def assembly(t):
    """An assembly about kindness, with invented children."""
    n, m = t.some(2, 2, "Harry", "Zara", "Poppy", "Idris", "Mo", "Lottie")
    return t.document(f"""
    # Assembly: {t.pick("being left out", "telling the truth", "when somebody dies", "new shoes")}

    {t.mix(5, 6, f"This is a story about {n}, who was in Year 2 in a school a bit like ours.",
        f"{n} had no coat, because there was no money that winter.", f"{m} laughed.",
        f"At home time {m}'s mum did not come. It got dark.", f"It was {n} who waited with {m}.",
        "Hands up if you have ever been sad at school.", "Let us be quiet now and think of somebody who needs a friend.")}

    Song: {t.pick("This Little Light", "When I Needed a Neighbour", "One More Step")}. {t.pick("Certificates next week.",
        "Lead out from the front.", "")}
    """)
