// Bytes, texts and big-endian numbers.

const encoder = new TextEncoder();

/** D(x) of FORMAT.md, section 1: the ASCII bytes of a text and one zero byte. */
function D(text) {
  return encoder.encode(text + "\0");
}

function ascii(text) {
  return encoder.encode(text);
}

function concat(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The same without a copy where there is one part only. */
function joined(parts) {
  return parts.length === 1 ? parts[0] : concat(...parts);
}

/** Compares all bytes, wherever the first difference is. */
function equal(a, b) {
  let difference = a.length ^ b.length;
  for (let i = 0; i < Math.min(a.length, b.length); i++) difference |= a[i] ^ b[i];
  return difference === 0;
}

function allZero(bytes) {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0) return false;
  return true;
}

function view(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function u16(bytes, at) {
  return view(bytes).getUint16(at);
}

function u32(bytes, at) {
  return view(bytes).getUint32(at);
}

/** Infinity for numbers that a JavaScript number cannot count exactly: no file is that long, so every comparison refuses it. */
function u64(bytes, at) {
  const number = view(bytes).getBigUint64(at);
  return number > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(number);
}

function u32Bytes(number) {
  const bytes = new Uint8Array(4);
  view(bytes).setUint32(0, number);
  return bytes;
}

function u64Bytes(number) {
  const bytes = new Uint8Array(8);
  view(bytes).setBigUint64(0, BigInt(number));
  return bytes;
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** One character for each byte. */
function latin1(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return text;
}

/** The text, or null if it is not well-formed UTF-8 (RFC 3629). A byte order mark is a character like any other. */
function utf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function random(count) {
  return crypto.getRandomValues(new Uint8Array(count));
}
