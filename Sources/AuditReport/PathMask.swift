/// Gives files names that name nobody and still say which lie together: `folder 3/file 17.docx`.
public struct PathMask: Sendable {
    private var folders: [[UInt8]: Int] = [:]

    public init() {}

    /// - Parameters:
    ///   - path: as found; nil if it has no name.
    ///   - volume: folders of different volumes have different numbers.
    public mutating func masked(_ path: [UInt8]?, volume: Int?, id: Int) -> String {
        guard let path else { return "file \(id)" }
        let slash = path.lastIndex(of: 0x2f)
        let name = path[(slash.map { $0 + 1 } ?? 0)...]
        let file = "file \(id)" + Self.suffix(name)
        guard let slash, slash > 0 else { return file }
        let key = Array(String(volume ?? 0).utf8) + [0] + path[..<slash]
        let number = folders[key] ?? folders.count + 1
        folders[key] = number
        return "folder \(number)/\(file)"
    }

    /// Of a name only what is known to be a kind of file is kept: behind a dot may stand anything.
    private static func suffix(_ name: ArraySlice<UInt8>) -> String {
        guard let dot = name.lastIndex(of: 0x2e), name.endIndex - dot <= 9 else { return "" }
        let suffix = String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
        return known.contains(suffix) ? "." + suffix : ""
    }

    private static let known: Set<String> = Set(
        """
        7z accdb aac age avi bak bmp bz2 cab cfg csv ctf dat db dbf doc docm docx dot dotx dwg eml epub exe gif gpg gz htm html ics ini iso jpeg jpg
        js json kdbx key log m4a mdb mdf mov mp3 mp4 mpg msg numbers odf odp ods odt ogg one pages pdf pgp png pot potx pps ppsx ppt pptm pptx ps1 pst
        pub py rar rtf sql sqlite svg tar tgz tif tiff tmp txt url vault vcf vsd vsdx wav webp wma wmv wpd wps xls xlsb xlsm xlsx xlt xltx xml xps xz yaml yml zip
        zst
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
