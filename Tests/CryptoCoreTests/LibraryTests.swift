import Foundation
import Glibc
import Testing

@testable import CryptoCore

@Suite("libcrypto")
struct LibraryTests {
    /// A file that asks for the algorithms of a module that is not there, as the library's configuration.
    private static func hostileConfiguration() throws -> URL {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("libcrypto-\(getpid()).cnf")
        try Data("openssl_conf = all\n[all]\nalg_section = algorithms\n[algorithms]\ndefault_properties = fips=yes\n".utf8).write(to: file)
        unsafe setenv("OPENSSL_CONF", file.path, 1)
        return file
    }

    @Test("it is not steered by a configuration file")
    func configuration() async {
        await #expect(processExitsWith: .success) {
            let file = try Self.hostileConfiguration()
            defer { try? FileManager.default.removeItem(at: file) }
            startLibrary()
            #expect(try Digest.sha256.hash(Span()).count == 32)
            #expect(try ContentKey.generate().bytes.count == 32)
        }
    }

    @Test("it would be, if it were not started by us")
    func control() async {
        await #expect(processExitsWith: .success) {
            let file = try Self.hostileConfiguration()
            defer { try? FileManager.default.removeItem(at: file) }
            #expect(throws: CryptoError.libraryFailure(.digest)) { try Digest.sha256.hash(Span()) }
        }
    }

    @Test("its memory is wiped when it is given back, unless it was used before")
    func tooLate() async {
        await #expect(processExitsWith: .success) {
            _ = try Digest.sha256.hash(Span())
            #expect(!startLibrary())
        }
    }
}
