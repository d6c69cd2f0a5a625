// CRC-32C for the vault's checksum table (RFC 3720), CRC-32 for ZIP: the same sum with two polynomials, eight bytes a step.

function crcTables(polynomial) {
  const tables = Array.from({ length: 8 }, () => new Uint32Array(256));
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    tables[0][byte] = value;
  }
  for (let byte = 0; byte < 256; byte++) {
    for (let k = 1; k < 8; k++) {
      const before = tables[k - 1][byte];
      tables[k][byte] = (before >>> 8) ^ tables[0][before & 0xff];
    }
  }
  return tables;
}

const CRC32C = crcTables(0x82f63b78);
const CRC32 = crcTables(0xedb88320);

/** The sum of bytes[from..<to]; before: the sum of what came before them. */
function crc(tables, bytes, from = 0, to = bytes.length, before = 0) {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables;
  let sum = ~before;
  let i = from;
  // Two words a step where they are aligned; browsers run on little-endian processors only, and the test of the check value would say if not.
  if ((bytes.byteOffset + from) % 4 === 0) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset + from, 2 * ((to - from) >>> 3));
    for (let k = 0; k < words.length; k += 2) {
      const a = words[k] ^ sum, b = words[k + 1];
      sum = t7[a & 0xff] ^ t6[(a >>> 8) & 0xff] ^ t5[(a >>> 16) & 0xff] ^ t4[a >>> 24]
        ^ t3[b & 0xff] ^ t2[(b >>> 8) & 0xff] ^ t1[(b >>> 16) & 0xff] ^ t0[b >>> 24];
    }
    i += 4 * words.length;
  }
  for (; i < to; i++) sum = t0[(sum ^ bytes[i]) & 0xff] ^ (sum >>> 8);
  return ~sum >>> 0;
}
