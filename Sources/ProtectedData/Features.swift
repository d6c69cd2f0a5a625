/// The values of all features of one document.
struct Features {
    var values = [Double](repeating: 0, count: Feature.all.count)

    subscript(name: String) -> Double {
        get { Feature.index[name].map { values[$0] } ?? 0 }
        set { if let index = Feature.index[name] { values[index] = newValue } }
    }
}
