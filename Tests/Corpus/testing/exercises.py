"""Work set for pupils: names and numbers that belong to nobody."""
from testing.telling import PROSE, TABLE, negative


@negative("exercise-word-problems", PROSE)
def word_problems(t):
    """Sums about children, sweets, heights and money."""
    names = [p.forename for p in t.pupils(8)]
    def n():
        return t.rng.choice(names)

    return t.document("# " + t.pick("Maths homework", "Word problems",
        "Quiz Friday"), t.lines(*[f"{i}. {x}" for i, x in enumerate(t.some(6, 8, f"{n()} is {t.number(7, 12)} and {n()} is twice as old. How old will they be together in 5 years?",
        f"{n()} takes 5 ml of medicine three times a day for a week. How much is that?",
        f"{n()} scored {t.number(20, 60)}% and {n()} {t.number(61, 98)}%. Find the difference.",
        f"{n()} is absent for 12 days of 190. What is the attendance, to one decimal place?",
        f"{n()}'s mum earns £{t.number(9, 19)}.50 an hour and works {t.number(6, 38)} hours.",
        f"{n()} weighs {t.number(24, 45)} kg, {n()} 3 kg less.",
        f"The bus leaves {n()}'s house at 7.48 and takes 35 minutes. Is {n()} late for school at 8.40?",
        f"{n()} has {t.number(3, 9)} detentions of 25 minutes. How long is that in hours?",
        f"{n()}, {n()} and {n()} share £{t.number(12, 90)} in the ratio 2:3:5."), 1)]))


@negative("exercise-grammar-names", PROSE)
def grammar(t):
    """Sentences to correct, with named children in them."""
    a, b, c, d = [p.forename for p in t.pupils(4)]
    return t.document("# Grammar", "Put in the commas, apostrophes and capitals.",
        t.lines(*t.some(6, 8, f"{a}s mother took her to the doctors because shed been sick",
        f"when {b} fell off the wall he broke his arm said {c}", f"{d} who is deaf reads lips better than {a}",
        f"my teacher mr {t.adult().surname.lower()} told {b} off for fighting", f"{c} and {d} wasnt at school on tuesday",
        f"the nurse gave {a} two tablets a plaster and a sticker", f"its {b}s turn not yours",
        f"{c} lives with his grandparents uncle joe and a parrot")))


@negative("exercise-languages-dialogue", PROSE, phase="secondary")
def dialogue(t):
    """A French, German or Spanish exercise on family and illness."""
    p = t.pupil().forename
    return t.document(*t.pick(
        ("# Chez le médecin", t.lines("– Bonjour, comment tu t'appelles ?", f"– Je m'appelle {p}, j'ai treize ans.",
            "– Qu'est-ce qui ne va pas ?", "– J'ai mal à la tête et je tousse.", "– Tu es allergique à la pénicilline ?",
            "– Oui, et aux noix.")),
        ("# Meine Familie", t.lines(f"Ich heiße {p} und bin vierzehn.", "Meine Eltern sind geschieden.",
            "Ich wohne bei meinem Vater in der Gartenstraße 12.", "Meine Schwester ist krank.", "Meine Telefonnummer ist 0170 5550123.")),
        ("# Mi instituto", t.lines(f"Me llamo {p} y mi cumpleaños es el 3 de mayo de 2011.",
            "Soy bueno en matemáticas pero suspendí historia.", "Mi hermano está castigado.",
            "Vivo con mi abuela."))), t.pick("Translate into English.", "Now write your own.",
            "Answer: How old? What is wrong? Who is ill?"))


@negative("exercise-science-genetics", PROSE, phase="secondary")
def genetics(t):
    """Families with inherited illnesses, for Punnett squares."""
    a, b = [p.forename for p in t.pupils(2)]
    return t.document("# Inheritance", t.mix(4, 5, f"{a} and {b} are both carriers of cystic fibrosis (Ff). Draw the square.",
        "What is the chance that their first child has the disease?",
        "Queen Victoria was a carrier of haemophilia. Which of her sons had it?",
        f"{b}'s brother is colour-blind; neither parent is. Explain.",
        "A woman with Huntington's disease has four children. How many would you expect to have it?",
        "Down syndrome: 47 chromosomes. Which one is extra?", f"Should {a} be told the result of the test? Two reasons for, two against."))


@negative("exercise-sorted-list", TABLE)
def sorted_list(t):
    """A made-up data set for a lesson on averages, and it says so."""
    names = [p.forename for p in t.pupils(t.number(8, 16))]
    rows = [[n, t.number(110, 160), t.number(3, 7), t.pick("cat", "dog", "none"), t.pick("red", "blue")] for n in names]
    return t.document("# Handling data", "These children are made up. Find the mean, the mode and the range.", tables=[(["Name",
        "Height (cm)", "Shoe size", "Pet", "Colour"], rows)], after=["Draw a bar chart. Who is the outlier?"])


@negative("exercise-letter-model", PROSE)
def letter_model(t):
    """A model of a formal letter for pupils to imitate."""
    p = t.pupil()
    return t.document(f"""
    # How to write a letter of {t.pick("complaint", "apology", "application")}

    {t.pick("Look at the model. Underline the adverbials.", "Success criteria: paragraphs, formal words, a clear ending.")}

    Dear Sir or Madam, I am writing to {t.pick("complain about a ride at Thrill Park on which my brother was sick. Firstly, the queue was two hours long. Secondly, your staff laughed.",
        "apologise for the window that my ball broke. I had been told not to play there. I enclose my pocket money.",
        "apply for the job of zookeeper. I am ten and very careful. Furthermore, I have no fear of penguins.")} Yours faithfully, {p.name} (aged 10)

    Now write yours to {t.pick("the Big Bad Wolf", "Willy Wonka", "the Giant's wife")}. {t.maybe("Do not use your real address.")}
    """)


@negative("exercise-pshe-lesson", PROSE)
def pshe(t):
    """A lesson plan on a hard subject, with cards."""
    a, b = [p.forename for p in t.pupils(2)]
    return t.document(f"# PSHE: {t.pick('healthy relationships', 'online friends', 'mental health', 'families')}",
        t.paragraphs(3, 4, "Ground rules: nobody tells a true story about somebody in the room.",
        f"Card 1: {a} (13) gets a message: 'send me a pic, everyone does'. What could {a} do?",
        f"Card 2: {b}'s stepfather shouts. {b} has begun to cut. Who could help?", f"Card 3: {a} is called names because of two mums.",
        "Sort the cards into: tell now, tell soon, sort out yourself.",
        "Signpost: Childline 0800 1111; the school nurse; the pastoral office.", "Plenary: one word on the way out."))


@negative("exercise-computing-validation", PROSE, phase="secondary")
def check_digits(t):
    """A computing lesson on check digits, with UPN, ISBN and ULN as examples."""
    return t.document("# Check digits",
        t.paragraphs(4, 5, "A unique pupil number has thirteen characters: a letter that checks, three digits for the authority, four for the school, two for the year, three that count. A123456789012 looks like one and is not: work out why.",
        f"Is 978-0-{t.digits(3)}-{t.digits(5)}-{t.digits(1)} an ISBN? Multiply by 1 and 3 in turn.",
        "NHS numbers have ten digits, and the last is found modulo 11. Test 123 456 7890.",
        "def check(n): return sum(int(d) * w for d, w in zip(n, range(10, 0, -1))) % 11 == 0",
        "Extension: how many errors of one digit slip through? Of two swapped digits?", "Never use your own number in class."))


@negative("exercise-revision-cards", PROSE, phase="secondary")
def revision(t):
    """Facts to learn, from diseases to dates."""
    return t.document("# Revision " + t.pick("cards",
        "checklist"), t.lines(*t.some(8, 10, "Pathogen: makes you ill. Measles = virus, spread by droplets.",
        "Type 1 diabetes: no insulin; type 2: cells do not respond.", "Edward VI: king at 9, dead at 15, tuberculosis.",
        "Maslow: food, safety, love, esteem.", "Autosomal recessive: both parents carry it.",
        "Percentage change = change / original × 100.", "Elizabeth Fry: prisons, Newgate, 1813.",
        "ADHD and the brain: dopamine (psychology only).", "Hyperbole: 'I have told you a million times, Kevin.'",
        "Factory Act 1833: no child under 9 in mills.", "Grade 7 needs: evaluate, both sides, judgement.")))


@negative("exercise-spelling-words", TABLE)
def spellings(t):
    """Weekly words and a score column without a name."""
    words = t.some(10, 14, "separate", "necessary", "behaviour", "medicine", "anxious", "allergy", "parent", "disability", "conscience",
        "argument", "guardian", "temperature", "secret", "knife", "special", "address")
    return t.document(f"Spellings week {t.number(1, 14)}", tables=[(["Word", "Look", "Cover", "Write", "Check"], [[w, "", "", "",
        ""] for w in words])])
