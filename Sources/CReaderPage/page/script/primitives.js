// HMAC, HKDF (RFC 5869), SHA-256 and PBKDF2 from the browser's WebCrypto.

async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

async function hmac(hash, key, data) {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, data));
}

/** An empty salt counts as zeros, as RFC 5869 says; WebCrypto takes no empty key. */
async function hkdfExtract(hash, salt, material) {
  return hmac(hash, salt.length ? salt : new Uint8Array(hash === "SHA-512" ? 64 : 32), material);
}

async function hkdfExpand(hash, key, info, length) {
  const blocks = [];
  let block = new Uint8Array(0);
  for (let have = 0; have < length; have += block.length) {
    block = await hmac(hash, key, concat(block, info, Uint8Array.of(blocks.length + 1)));
    blocks.push(block);
  }
  return concat(...blocks).slice(0, length);
}

/** A passphrase as something that can only be derived from, and not be read again. */
function importPassphrase(bytes) {
  return crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveBits"]);
}

async function pbkdf2(passphrase, salt, iterations, length = 32, hash = "SHA-512") {
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "PBKDF2", hash, salt, iterations }, passphrase, length * 8));
}
