/// Character references. Entities that a document declares itself are never expanded: they stay as they are written.
enum XMLEntities {
    static func resolved(_ bytes: ArraySlice<UInt8>, _ isHTML: Bool) -> [UInt8] {
        guard bytes.contains(0x26) else { return Array(bytes) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var rest = bytes
        while let ampersand = rest.firstIndex(of: 0x26) {
            output += rest[..<ampersand]
            let body = rest[(ampersand + 1)...].prefix(12)
            guard let end = body.firstIndex(of: 0x3b), let scalar = scalar(body[..<end], isHTML) else {
                output.append(0x26)
                rest = rest[(ampersand + 1)...]
                continue
            }
            TextRepair.append(scalar, to: &output)
            rest = rest[(end + 1)...]
        }
        return output + rest
    }

    private static func scalar(_ name: ArraySlice<UInt8>, _ isHTML: Bool) -> UInt32? {
        let text = String(decoding: name, as: UTF8.self)
        if text.hasPrefix("#x") || text.hasPrefix("#X") { return UInt32(text.dropFirst(2), radix: 16) }
        if text.hasPrefix("#") { return UInt32(text.dropFirst()) }
        switch text {
        case "amp": return 0x26
        case "lt": return 0x3c
        case "gt": return 0x3e
        case "quot": return 0x22
        case "apos": return 0x27
        default: return isHTML ? html[text] : nil
        }
    }

    /// Those of HTML 4 that stand in names and English prose; from 160 on in the order of Latin-1.
    private static let html: [String: UInt32] = {
        let latin = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 \
            ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc \
            Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml \
            aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave \
            uacute ucirc uuml yacute thorn yuml
            """
        var table: [String: UInt32] = [
            "ndash": 0x2013, "mdash": 0x2014, "lsquo": 0x2018, "rsquo": 0x2019, "ldquo": 0x201c, "rdquo": 0x201d, "bull": 0x2022, "hellip": 0x2026,
            "euro": 0x20ac, "trade": 0x2122, "ensp": 0x2002, "emsp": 0x2003, "thinsp": 0x2009, "scaron": 0x161, "Scaron": 0x160, "zwnj": 0x200c,
        ]
        for (i, name) in latin.split(separator: " ").enumerated() { table[String(name)] = 160 + UInt32(i) }
        return table
    }()
}
