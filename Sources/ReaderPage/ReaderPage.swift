internal import CReaderPage

/// The page that opens vaults in a browser: the same bytes for everyone.
public enum ReaderPage {
    public static let fileName = "open-vault.html"

    public static var bytes: [UInt8] {
        unsafe UnsafeBufferPointer(start: tuckbox_reader_page_start(), count: tuckbox_reader_page_length).map { UInt8(bitPattern: $0) }
    }

    /// Where a vault stands in a page that has one inside; the page's script looks for the element.
    private static let place = Array("<!--vault-->".utf8)

    /// A page for one recipient. Its policy and its script are those of everyone's: the vault is data that never runs.
    public static func holding(_ vault: [UInt8]) -> [UInt8] {
        let page = bytes
        guard let start = page.indices.first(where: { page[$0...].starts(with: place) }) else {
            preconditionFailure("the page has no place for a vault")
        }
        var result = Array(page[..<start])
        result.reserveCapacity(page.count + vault.count / 3 * 4 + 100)
        result += "<script type=\"text/plain\" id=\"vault-inside\">".utf8
        appendBase64(of: vault, to: &result)
        result += "</script>".utf8
        return result + page[(start + place.count)...]
    }
}

/// RFC 4648, section 4.
func appendBase64(of bytes: [UInt8], to output: inout [UInt8]) {
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let count = min(3, bytes.count - start)
        var group = UInt32(bytes[start]) << 16
        if count > 1 { group |= UInt32(bytes[start + 1]) << 8 }
        if count > 2 { group |= UInt32(bytes[start + 2]) }
        for sign in 0..<4 { output.append(sign <= count ? signs[Int(group >> (18 - 6 * UInt32(sign)) & 63)] : 0x3d) }
    }
}
