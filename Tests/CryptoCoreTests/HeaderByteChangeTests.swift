import SeededGenerator
import Testing

@testable import CryptoCore

@Suite("Every byte of a header")
struct HeaderByteChangeTests {
    private let vault = Result { try SampleVault.ofAllKinds() }

    @Test("changed by accident in one copy, it leaves the other copy to be read", arguments: [0, 1])
    func accident(_ damaged: Int) throws {
        let vault = try vault.get()
        var generator = SeededGenerator("accidents to copy \(damaged)")
        for offset in 0..<Header.copySize {
            var copies = HeaderCopies(first: vault.first, last: vault.last)
            let change = UInt8.random(in: 1...255, using: &generator)
            if damaged == 0 { copies.first[offset] ^= change } else { copies.last[offset] ^= change }
            let pair = try copies.parsed()
            guard pair.condition == (damaged == 0 ? .firstDamaged : .lastDamaged), pair.chosenCopy == 1 - damaged, pair.header == vault.header else {
                Issue.record("byte \(offset) changed by \(change): \(pair.condition), copy \(pair.chosenCopy)")
                return
            }
        }
    }

    @Test("changed by accident in both copies, it leaves a damaged vault")
    func twoAccidents() throws {
        let vault = try vault.get()
        for offset in stride(from: 0, to: Header.copySize, by: 97) {
            var copies = HeaderCopies(first: vault.first, last: vault.last)
            copies.first[offset] ^= 1
            copies.last[Header.copySize - 1 - offset] ^= 1
            try expectRefusal(.damaged(.noGoodHeaderCopy), copies, "byte \(offset)")
        }
    }

    @Test("changed in one copy by somebody who makes the checksum right, it is found by comparing the copies")
    func forgeryOfOne() throws {
        let vault = try vault.get()
        var generator = SeededGenerator("forgeries of one copy")
        for offset in 0..<Header.checksumOffset {
            let change = UInt8.random(in: 1...255, using: &generator)
            let copies = HeaderCopies(first: try vault.first.forged { $0[offset] ^= change }, last: vault.last)
            let result = Result { () throws(CryptoError) in try copies.parsed() }
            guard outcome(offset, change, result) else {
                Issue.record("byte \(offset) changed by \(change): \(result)")
                return
            }
        }
    }

    private func outcome(_ offset: Int, _ change: UInt8, _ result: Result<HeaderPair, CryptoError>) -> Bool {
        switch (offset, result) {
        case (1024..<1032, .failure(.damaged(.wrongMagic))): true
        case (1032..<1035, .failure(.tooNew)): true
        case (1035, .failure(let error)): error == (change & ~1 == 0 ? .damaged(.copiesDisagree) : .tooNew)
        // The number: 1 becomes either 0, so that the other copy is newer, or more.
        case (1592..<1600, .success(let pair)):
            pair.condition == .differentSequence && pair.chosenCopy == (offset == 1599 && change == 1 ? 1 : 0)
        case (1600, .success(let pair)): pair.condition == .firstDamaged
        // The MAC is not compared, since it differs between copies. Opening checks it.
        case (Header.macOffset..., .success(let pair)): pair.condition == .bothGood && pair.chosenCopy == 0
        case (1024..<1036, _), (1592..<1601, _), (Header.macOffset..., _): false
        default: result.failure == .damaged(.copiesDisagree)
        }
    }
}

extension Result {
    var failure: Failure? {
        switch self {
        case .success: nil
        case .failure(let error): error
        }
    }
}
