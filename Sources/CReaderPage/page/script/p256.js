// The curve P-256, as far as a point has to be judged before any key work (FORMAT.md, section 4).

const P256_P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const P256_B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** Whether these 65 bytes are an uncompressed point on the curve (SEC 1, section 2.3.3). */
function isPoint(bytes) {
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  const x = BigInt("0x" + hex(bytes.subarray(1, 33)));
  const y = BigInt("0x" + hex(bytes.subarray(33)));
  if (x >= P256_P || y >= P256_P) return false;
  return (y * y - (x * x * x - 3n * x + P256_B)) % P256_P === 0n;
}
