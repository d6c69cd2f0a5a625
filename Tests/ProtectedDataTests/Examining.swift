import DocumentText
import Testing

@testable import ProtectedData

/// Our own rules, loaded once for all tests.
enum Examining {
    static let set = try? RuleSet()

    static func assess(_ pieces: [DocumentPiece]) throws -> Assessment {
        let examination = Examination(try #require(set))
        for piece in pieces { examination.take(piece) }
        return examination.finish()
    }
}
