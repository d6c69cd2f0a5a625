import Testing

@testable import CryptoCore

@Suite("HPKE", .needsVectors)
struct HPKEVectorTests {
    // Names as in the file.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    struct Vector: Decodable {
        let mode: Int
        let kem_id: Int
        let kdf_id: Int
        let aead_id: Int
        let info: Hex
        let skRm: Hex
        let skEm: Hex
        let pkRm: Hex
        let pkEm: Hex
        let enc: Hex
        let exports: [Export]
    }

    // swift-format-ignore: AlwaysUseLowerCamelCase
    struct Export: Decodable {
        let exporter_context: Hex
        let L: Int
        let exported_value: Hex
    }

    @Test("sender and receiver export what RFC 9180 says")
    func vectors() throws {
        let file: [Vector] = try TestVectors.load("hpke_p256_aes256gcm_rfc9180.json")
        var tally = VectorTally("HPKE, RFC 9180")
        for (number, vector) in file.enumerated() {
            guard vector.mode == 0 else {
                tally.skip("not base mode")
                continue
            }
            guard vector.kem_id == 0x10, vector.kdf_id == 1, vector.aead_id == 2 else {
                tally.skip("not DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM")
                continue
            }
            tally.check(number, "base mode") { try agrees(vector) }
        }
        tally.finish(total: file.count)
    }

    private func agrees(_ vector: Vector) throws -> Bool {
        guard let ephemeral = P256Key.keyPair(scalar: try SecretBytes(copying: vector.skEm.bytes), point: vector.pkEm.bytes),
            let own = P256Key.keyPair(scalar: try SecretBytes(copying: vector.skRm.bytes), point: vector.pkRm.bytes)
        else { return false }
        let sender = try HPKE.setupSender(recipient: vector.pkRm.bytes, info: vector.info.bytes, ephemeral: ephemeral)
        let receiver = try HPKE.setupReceiver(encapsulated: vector.enc.bytes, privateKey: own, info: vector.info.bytes)
        guard sender.encapsulated == vector.enc.bytes, !vector.exports.isEmpty else { return false }
        for export in vector.exports {
            let context = export.exporter_context.bytes
            guard try sender.exporter.export(context, length: export.L).copyOfPublicBytes() == export.exported_value.bytes,
                try receiver.export(context, length: export.L).copyOfPublicBytes() == export.exported_value.bytes
            else { return false }
        }
        return true
    }
}
