internal import FoundationEssentials

enum PathBytes {
    static func base64(_ bytes: some Sequence<UInt8>) -> String { Data(bytes).base64EncodedString() }
}
