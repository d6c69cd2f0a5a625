/// The word that was probably meant.
public enum NearMiss {
    /// The nearest of `candidates`, if it is no more than two letters away.
    public static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        guard let near = candidates.min(by: { distance($0, word) < distance($1, word) }) else { return nil }
        return distance(near, word) <= 2 ? near : nil
    }

    /// Edit distance (Levenshtein), over the first letters only: the word may be long and hostile.
    static func distance(_ a: String, _ b: String) -> Int {
        let (x, y) = (Array(a.prefix(64)), Array(b.prefix(64)))
        var row = Array(0...y.count)
        for i in x.indices {
            var previous = row[0]
            row[0] = i + 1
            for j in y.indices {
                let cost = previous + (x[i] == y[j] ? 0 : 1)
                previous = row[j + 1]
                row[j + 1] = min(cost, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[y.count]
    }
}
