import FuzzSupport

@testable import CryptoCore

/// The two header copies: 8,192 bytes as they are, or patches of the example's; the checksums and MACs left or put right.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    var input = unsafe Input(start, count)
    let mode = input.byte()
    var (first, last) = (Example.first, Example.last)
    if mode & 1 == 0 {
        (first, last) = (input.bytes(Header.copySize), input.remainder())
    } else {
        while !input.isEmpty {
            // The upper bits of the place say which copy.
            let place = input.number(UInt16.self)
            let bytes = input.bytes(Int(input.byte()) + 1)
            if place & 0x8000 == 0 { first.patch(bytes, at: Int(place & 0xfff)) }
            if place & 0x4000 == 0 { last.patch(bytes, at: Int(place & 0xfff)) }
        }
    }
    do throws(CryptoError) {
        if mode & 8 != 0 {
            try sign(&first)
            try sign(&last)
        }
        if mode & 2 != 0 { try putChecksum(&first) }
        if mode & 4 != 0 { try putChecksum(&last) }
        try check(HeaderPair(first: first, last: last), first, last)
    } catch .libraryFailure(let operation) {
        fatalError("libcrypto refused \(operation)")
    } catch .notAVault {
        require(!first.starts(with: "TUCKBOX VAULT ".utf8) && !last.starts(with: "TUCKBOX VAULT ".utf8), "what says that it is a vault is one")
    } catch {}
    return 0
}

/// What holds of every header that is accepted.
private func check(_ pair: HeaderPair, _ first: [UInt8], _ last: [UInt8]) throws(CryptoError) {
    let header = pair.header
    let chosen = pair.chosenCopy == 0 ? first : last
    let again = try header.serialized(copy: UInt8(pair.chosenCopy), contentKey: Example.contentKey)
    require(again[..<Header.macOffset] == chosen[..<Header.macOffset], "written again it is the same")
    require(header.slots.count == Int(chosen[1601]) && (1...8).contains(header.slots.count), "it has one to eight slots")
    require(header.slots.allSatisfy { $0.rounds ?? Slot.minimumRounds >= Slot.minimumRounds }, "no slot has few rounds")
    require((try? FixedPart(parsing: header.fixed.bytes)) == header.fixed, "the fixed part is what it says")

    let credentials = Credentials(passphrase: nil, keyFile: nil, recoveryKeys: [Example.recoveryKey])
    do throws(CryptoError) {
        _ = try credentials.open(pair)
        require(again == chosen, "only a right MAC opens")
    } catch {
        require(error == .wrongKey || error == .damaged(.headerMAC), "a header that was accepted opens, or the key is wrong: \(error)")
    }
    if header.sequence < .max {
        let next = try header.replacingSlots(header.slots)
        let copies = try (next.serialized(copy: 0, contentKey: Example.contentKey), next.serialized(copy: 1, contentKey: Example.contentKey))
        let parsed = try HeaderPair(first: copies.0, last: copies.1)
        require(parsed.header == next && next.slots == header.slots && parsed.condition == .bothGood, "the next header is read as it was meant")
        let isWhole = try parsed.isWhole(under: Example.contentKey)
        require(isWhole, "the next header is authentic")
    }
}

private func sign(_ copy: inout [UInt8]) throws(CryptoError) {
    guard copy.count == Header.copySize else { return }
    copy.put(try Example.contentKey.headerMAC(of: Array(copy[..<Header.macOffset])), at: Header.macOffset)
}

private func putChecksum(_ copy: inout [UInt8]) throws(CryptoError) {
    guard copy.count == Header.copySize else { return }
    copy.put(try Digest.sha256.hash(copy.span.extracting(first: Header.checksumOffset)), at: Header.checksumOffset)
}
