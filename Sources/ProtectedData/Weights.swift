/// The trained part of the score: a weight for each feature, and a bias. `Model/weights.txt` has a line for each, `name weight`; lines with # are notes.
/// Beside them stand the numbers of how the network's logit is joined.
struct Weights: Sendable {
    let bias: Double
    let values: [Double]
    let joining: NetworkJoining

    static let shared = Weights(text: String(decoding: DetectionData.bytes("weights.txt"), as: UTF8.self))

    init(text: String) {
        var (bias, values) = (-3.0, [Double](repeating: 0, count: Feature.all.count))
        var joining = NetworkJoining()
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            guard words.count == 2, let weight = Double(words[1]) else { continue }
            if words[0] == "bias" { bias = weight } else if let index = Feature.index[String(words[0])] { values[index] = weight }
            joining.take(words[0], weight)
        }
        (self.bias, self.values, self.joining) = (bias, values, joining)
    }
}
