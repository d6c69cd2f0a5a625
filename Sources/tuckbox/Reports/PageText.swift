/// Text that goes into a page. Everything that stands on a medium, in a header, a path or a record is hostile.
enum PageText {
    /// For the inside of an element or of a quoted attribute.
    /// - Parameter limit: scalars; what is behind is left out, and that is shown.
    static func escaped(_ text: String, limit: Int = 500) -> String {
        var output = ""
        // More marks on one letter than any language has paint over their neighbours.
        var marks = 0
        for scalar in text.unicodeScalars.prefix(limit) {
            let category = scalar.properties.generalCategory
            marks = [.nonspacingMark, .enclosingMark].contains(category) ? marks + 1 : 0
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            case _ where marks > 3: continue
            case _ where isHarmless(category): output.unicodeScalars.append(scalar)
            default: output += "\u{fffd}"
            }
        }
        return output + (text.unicodeScalars.dropFirst(limit).isEmpty ? "" : "…")
    }

    /// Hostile text as an element that cannot turn the direction of what stands around it.
    static func foreign(_ text: String, limit: Int = 200) -> String { "<bdi>\(escaped(text, limit: limit))</bdi>" }

    /// Not controls, what turns the direction of writing, what nobody sees, or what is no character.
    private static func isHarmless(_ category: Unicode.GeneralCategory) -> Bool {
        switch category {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
