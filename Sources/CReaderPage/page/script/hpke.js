// HPKE base mode (RFC 9180) for one suite, of which only Export is used: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.

const KEM_SUITE = concat(ascii("KEM"), Uint8Array.of(0x00, 0x10));
const HPKE_SUITE = concat(ascii("HPKE"), Uint8Array.of(0x00, 0x10, 0x00, 0x01, 0x00, 0x02));
const P256_ECDH = { name: "ECDH", namedCurve: "P-256" };
const NOTHING = new Uint8Array(0);

function labeledExtract(suite, salt, label, material) {
  return hkdfExtract("SHA-256", salt, concat(ascii("HPKE-v1"), suite, ascii(label), material));
}

function labeledExpand(suite, key, label, info, length) {
  return hkdfExpand("SHA-256", key, concat(Uint8Array.of(length >> 8, length & 0xff), ascii("HPKE-v1"), suite, ascii(label), info), length);
}

/** The shared secret of the KEM, from one's own private key and the other's point. */
async function kemSharedSecret(privateKey, otherPoint, enc, recipientPoint) {
  const other = await crypto.subtle.importKey("raw", otherPoint, P256_ECDH, false, []);
  const dh = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: other }, privateKey, 256));
  const key = await labeledExtract(KEM_SUITE, NOTHING, "eae_prk", dh);
  return labeledExpand(KEM_SUITE, key, "shared_secret", concat(enc, recipientPoint), 32);
}

async function exporterSecret(sharedSecret, info) {
  const pskIdHash = await labeledExtract(HPKE_SUITE, NOTHING, "psk_id_hash", NOTHING);
  const infoHash = await labeledExtract(HPKE_SUITE, NOTHING, "info_hash", info);
  const secret = await labeledExtract(HPKE_SUITE, sharedSecret, "secret", NOTHING);
  return labeledExpand(HPKE_SUITE, secret, "exp", concat(Uint8Array.of(0), pskIdHash, infoHash), 32);
}

function hpkeExport(exporter, context, length) {
  return labeledExpand(HPKE_SUITE, exporter, "sec", context, length);
}
