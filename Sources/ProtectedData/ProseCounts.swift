internal import Glibc

/// How often the sentences of a document said what: the counts, and what features become of them.
struct ProseCounts {
    var sentences = 0.0, words = 0.0
    /// Sentences with a cue of family f, about a person in focus.
    var near = [Double](repeating: 0, count: Feature.families.count)
    var contexts = [Double](repeating: 0, count: Feature.contexts.count)
    var talks = 0.0, place = 0.0, care = 0.0, careRich = 0.0, careTold = 0.0, unfocused = 0.0
    var relation = 0.0, onePupil = 0.0, heShe = 0.0, heSheNear = 0.0, firstPerson = 0.0, secondPerson = 0.0
    var past = 0.0, norms = 0.0, groups = 0.0, initials = 0.0, classNear = 0.0, numberNear = 0.0, titles = 0.0, speech = 0.0, symbols = 0.0
    /// Families of which a sentence in focus had a cue, and those beside a name, as bits.
    var breadth = 0, besideKinds = 0
    var beside = 0.0, subject = 0.0, colleague = 0.0, addressed = 0.0, initialled = 0.0, firstOnly = 0.0, allNames = 0.0
    var classBeside = 0.0, nameDate = 0.0, headed = 0.0, guessed = 0.0, questions = 0.0, speakers = 0.0, oldYears = 0.0, publicRoles = 0.0
    var somebody = 0.0
    /// Sentences that tell when something happened to somebody, with and without a cue; of whichever child; that begin with a task.
    var dated = 0.0, datedCare = 0.0, anyChild = 0.0, tasks = 0.0
    /// The most families that three sentences in a row had, in focus.
    var peak = 0
    /// The most that one sentence says of somebody it names.
    var best = 0

    func fill(_ features: inout Features) {
        let (s, w) = (max(sentences, 1), max(words, 1))
        for (index, family) in Feature.families.enumerated() { features["near-" + family] = log1p(near[index]) }
        features["talks"] = log1p(talks)
        features["place"] = log1p(place)
        features["care"] = log1p(care)
        features["care-rich"] = log1p(careRich)
        features["care-told"] = log1p(careTold)
        features["care-share"] = care / (s + 3)
        features["told-share"] = careTold / (s + 3)
        features["breadth"] = Double(breadth.nonzeroBitCount) / 4
        features["relation"] = log1p(relation)
        features["one-pupil"] = log1p(onePupil)
        features["he-she"] = min(heShe * 20 / (w + 50), 2)
        features["he-she-near"] = log1p(heSheNear)
        features["first-person"] = min(firstPerson * 20 / (w + 50), 2)
        features["second-person"] = min(secondPerson * 20 / (w + 50), 2)
        features["past"] = past / s
        features["norms"] = norms / (s + 3)
        features["groups"] = groups / (s + 3)
        features["unfocused"] = unfocused / (s + 3)
        features["initials"] = log1p(min(initials, 20))
        features["class-near"] = log1p(classNear)
        features["number-near"] = log1p(numberNear)
        features["titles"] = log1p(titles)
        features["speech"] = min(speech / s, 1)
        features["symbols"] = min(symbols * 4 / (w + 20), 2)
        features["beside"] = log1p(beside)
        features["beside-kinds"] = Double(besideKinds.nonzeroBitCount) / 3
        features["subject"] = log1p(subject)
        features["peak"] = Double(peak) / 3
        features["somebody"] = log1p(somebody)
        features["best"] = min(Double(best), 6) / 3
        features["colleague"] = log1p(colleague)
        features["addressed"] = log1p(addressed)
        features["initialled"] = log1p(initialled)
        features["first-only"] = allNames == 0 ? 0 : firstOnly / allNames
        features["class-beside"] = log1p(classBeside)
        features["name-date"] = log1p(nameDate)
        features["headed"] = min(headed, 1)
        features["guessed"] = log1p(guessed)
        features["questions"] = min(questions / s, 1)
        features["speakers"] = log1p(speakers)
        features["old-years"] = log1p(oldYears)
        features["public-roles"] = log1p(publicRoles)
        features["dated"] = log1p(dated)
        features["dated-care"] = log1p(datedCare)
        features["any-child"] = anyChild / (s + 3)
        features["tasks"] = min(tasks / (s + 3), 1)
        features["length"] = log1p(w) / 10
        features["short"] = w < 60 ? 1 : 0
        for (index, context) in Feature.contexts.enumerated() {
            features[context] = log1p(contexts[index])
            features[context + "-share"] = min(contexts[index] * 20 / (w + 50), 2)
        }
    }
}
