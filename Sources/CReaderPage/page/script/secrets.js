// What people type or pick to open a vault: FORMAT.md, section 4, "Passphrases" and "Key file".

/** The bytes to derive from. */
function readPassphrase(text, field = "passphrase") {
  const normal = text.normalize("NFC");
  if (text === "") throw new SecretProblem(field, "Type the passphrase.");
  if (/\p{Cs}/u.test(text)) throw new SecretProblem(field, "The passphrase has a character that is not whole. Type it again.");
  if (/\p{Cc}/u.test(text)) throw new SecretProblem(field, "The passphrase has a control character, such as a tab. Type it again without.");
  if (Math.max(ascii(text).length, ascii(normal).length) > 1024) throw new SecretProblem(field, "The passphrase is longer than 1,024 bytes.");
  return ascii(normal);
}

const BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/** Bech32m (BIP 350) with the human-readable part "tbkey": 0 if the check characters are right. */
function bech32mRemainder(values) {
  const name = Array.from("tbkey", (character) => character.charCodeAt(0));
  const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let remainder = 1;
  for (const value of [...name.map((c) => c >> 5), 0, ...name.map((c) => c & 31), ...values]) {
    const top = remainder >>> 25;
    remainder = ((remainder & 0x1ffffff) << 5) ^ value;
    generators.forEach((generator, bit) => {
      if ((top >> bit) & 1) remainder ^= generator;
    });
  }
  return remainder ^ 0x2bc830a3;
}

/** The 16 bytes of a key file, from its bytes or from what was typed of it. */
function readKeyFile(bytes) {
  const text = latin1(bytes).replace(/\r?\n$/, "").replace(/[ -]/g, "");
  // Only A to Z: other capitals have small letters that would pass for others.
  const small = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const values = Array.from(small.slice(6), (character) => BECH32.indexOf(character));
  const wrong = new SecretProblem("code", "This code has a mistake in it, or is not one. It begins with tbkey1 and has 38 letters and digits; compare it with the paper.");
  if (small.slice(0, 6) !== "tbkey1" || values.length !== 32 || values.includes(-1) || bech32mRemainder(values) !== 0) throw wrong;
  const key = new Uint8Array(16);
  let bits = 0, have = 0, at = 0;
  for (const value of values.slice(0, 26)) {
    bits = (bits << 5) | value;
    have += 5;
    if (have >= 8) {
      have -= 8;
      key[at++] = bits >> have;
      bits &= (1 << have) - 1;
    }
  }
  if (bits !== 0) throw wrong;
  return key;
}
