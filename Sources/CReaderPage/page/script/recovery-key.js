// Recovery keys: PEM files as FORMAT.md, section 4, has them. The browser reads the key itself; what is read here is the wrapping.

/** A reader of DER (ITU-T X.690) that knows tags and lengths, and throws at anything else. */
class Der {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** The content of the next element, which must have this tag. */
  take(tag) {
    const { bytes } = this;
    if (bytes[this.at] !== tag) throw new RangeError("tag");
    let length = bytes[this.at + 1];
    let start = this.at + 2;
    if (length > 0x80 && length <= 0x83) {
      const count = length - 0x80;
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + bytes[start + i];
      start += count;
    }
    if (!(length >= 0 && start + length <= bytes.length)) throw new RangeError("length");
    this.at = start + length;
    return bytes.subarray(start, start + length);
  }

  sequence() {
    return new Der(this.take(0x30));
  }

  get next() {
    return this.bytes[this.at];
  }

  number() {
    const content = this.take(0x02);
    if (content.length < 1 || content.length > 5 || content[0] > 0x7f) throw new RangeError("number");
    return content.reduce((value, byte) => value * 256 + byte, 0);
  }

  expect(oid) {
    if (hex(this.take(0x06)) !== oid) throw new RangeError("object identifier");
  }
}

const OID = {
  ecPublicKey: "2a8648ce3d0201", p256: "2a8648ce3d030107",
  pbes2: "2a864886f70d01050d", pbkdf2: "2a864886f70d01050c", aes256cbc: "60864801650304012a",
};
const PRF = { "2a864886f70d0209": "SHA-256", "2a864886f70d020a": "SHA-384", "2a864886f70d020b": "SHA-512" };

/** The bytes between the lines of a PEM file, or null if it has no block of this label. */
function pemBlock(text, label) {
  const match = text.match(new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]*)-----END ${label}-----`));
  if (!match) return null;
  try {
    return Uint8Array.from(atob(match[1].replace(/\s/g, "")), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

function isLockedRecoveryKey(text) {
  return text.includes("-----BEGIN ENCRYPTED PRIVATE KEY-----");
}

/** PBES2 (RFC 8018) with PBKDF2 and AES-256-CBC. */
async function openPkcs8(der, passphrase) {
  const outer = new Der(der).sequence();
  const algorithm = outer.sequence();
  const locked = outer.take(0x04);
  algorithm.expect(OID.pbes2);
  const parameters = algorithm.sequence();
  const kdf = parameters.sequence();
  kdf.expect(OID.pbkdf2);
  const kdfParameters = kdf.sequence();
  const salt = kdfParameters.take(0x04);
  const iterations = kdfParameters.number();
  if (iterations < 1 || iterations > MAX_ROUNDS) throw new RangeError("iterations");
  if (kdfParameters.next === 0x02 && kdfParameters.number() !== 32) throw new RangeError("key length");
  const hash = PRF[hex(kdfParameters.sequence().take(0x06))];
  const cipher = parameters.sequence();
  cipher.expect(OID.aes256cbc);
  const iv = cipher.take(0x04);
  if (!hash) throw new RangeError("hash");
  const raw = await pbkdf2(await importPassphrase(passphrase), salt, iterations, 32, hash);
  const key = await crypto.subtle.importKey("raw", raw, "AES-CBC", false, ["decrypt"]);
  raw.fill(0);
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv }, key, locked));
}

function requireP256(pkcs8) {
  const outer = new Der(pkcs8).sequence();
  outer.number();
  const algorithm = outer.sequence();
  algorithm.expect(OID.ecPublicKey);
  algorithm.expect(OID.p256);
}

/** The private key and its public point. passphrase: bytes, for a file that is protected by one. */
async function readRecoveryKey(text, passphrase) {
  const field = "recovery";
  const isLocked = isLockedRecoveryKey(text);
  const block = pemBlock(text, isLocked ? "ENCRYPTED PRIVATE KEY" : "PRIVATE KEY");
  if (!block) throw new SecretProblem(field, "This file is not a recovery key. It begins with -----BEGIN PRIVATE KEY----- or -----BEGIN ENCRYPTED PRIVATE KEY-----.");
  if (isLocked && !passphrase) throw new SecretProblem("recovery-passphrase", "This recovery key is protected. Type its passphrase.");
  let pkcs8;
  try {
    pkcs8 = isLocked ? await openPkcs8(block, passphrase) : block;
    requireP256(pkcs8);
    const exportable = await crypto.subtle.importKey("pkcs8", pkcs8, P256_ECDH, true, ["deriveBits"]);
    const { x, y } = await crypto.subtle.exportKey("jwk", exportable);
    const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, P256_ECDH, false, ["deriveBits"]);
    const point = concat(Uint8Array.of(4), fromBase64Url(x), fromBase64Url(y));
    return { privateKey, point };
  } catch {
    throw isLocked
      ? new SecretProblem("recovery-passphrase", "This passphrase does not open this recovery key, or the key's file is damaged.")
      : new SecretProblem(field, "This recovery key is damaged, or not of the kind that vaults use.");
  } finally {
    if (pkcs8) pkcs8.fill(0);
  }
}

/** The point of a public recovery key: what vaults are locked with. */
async function readRecoveryPublicKey(text) {
  try {
    const key = await crypto.subtle.importKey("spki", pemBlock(text, "PUBLIC KEY"), P256_ECDH, true, []);
    return new Uint8Array(await crypto.subtle.exportKey("raw", key));
  } catch {
    throw new SecretProblem("new-recovery", "This file is not the public half of a recovery key. It begins with -----BEGIN PUBLIC KEY-----.");
  }
}

function fromBase64Url(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
}
