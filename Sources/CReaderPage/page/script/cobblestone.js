// Cobblestone-256 (https://c2sp.org/chunked-encryption): AES-256-GCM in chunks of 16 KiB, with a commitment to the key.

const CHUNK = 16384, TAG = 16, STORED_CHUNK = CHUNK + TAG, PREFIX = 56;

/** Chunks that are read and decrypted together, 4 MiB, and batches that are under way at one time. */
const BATCH = 256, BATCHES_AHEAD = 3;

async function messageKeys(key, salt, context) {
  const info = concat(ascii("c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0"), salt, context);
  const output = await hkdfExpand("SHA-512", key, info, 76);
  const cipher = await crypto.subtle.importKey("raw", output.subarray(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]);
  output.fill(0, 0, 32);
  return { cipher, salt, baseNonce: output.slice(32, 44), commitment: output.slice(44) };
}

/** The base nonce XOR the chunk's number, as 96 bits big-endian. */
function chunkCipher(keys, number) {
  const iv = keys.baseNonce.slice();
  const words = view(iv);
  words.setUint32(8, words.getUint32(8) ^ (number >>> 0));
  words.setUint32(4, words.getUint32(4) ^ Math.floor(number / 2 ** 32));
  return { name: "AES-GCM", iv };
}

/** The message is no message under this key: "length", "commitment", or the number of a chunk. */
class BadMessage extends Error {
  constructor(where) {
    super(`bad message: ${where}`);
    this.where = where;
  }
}

/** Where stored bytes come from: a part of a file, read when it is asked for, or bytes in memory. */
class BlobSource {
  constructor(blob, start, size) {
    Object.assign(this, { blob, start, size });
  }

  async read(from, to) {
    return new Uint8Array(await this.blob.slice(this.start + from, this.start + to).arrayBuffer());
  }
}

class BytesSource {
  constructor(bytes) {
    this.bytes = bytes;
    this.size = bytes.length;
  }

  async read(from, to) {
    return this.bytes.subarray(from, to);
  }
}

/** A message whose commitment and last chunk were checked; every other chunk is checked when it is read. */
class Message {
  static async open(key, context, source) {
    const body = source.size - PREFIX;
    if (key.length !== 32 || body < TAG || body % STORED_CHUNK < TAG) throw new BadMessage("length");
    const prefix = await source.read(0, PREFIX);
    const keys = await messageKeys(key, prefix.slice(0, 24), context);
    if (!equal(keys.commitment, prefix.subarray(24))) throw new BadMessage("commitment");
    const message = new Message();
    const count = Math.floor(body / STORED_CHUNK) + 1;
    Object.assign(message, { source, keys, count, length: body - TAG * count });
    await message.batch(count - 1, count);
    return message;
  }

  /** The plaintext of the chunks first..<end, and their stored form. */
  async batch(first, end) {
    const from = PREFIX + first * STORED_CHUNK;
    const to = Math.min(PREFIX + end * STORED_CHUNK, this.source.size);
    const stored = await this.source.read(from, to);
    if (stored.length !== to - from) throw new BadMessage(first);
    const opened = [];
    for (let number = first; number < end; number++) {
      const start = (number - first) * STORED_CHUNK;
      const chunk = stored.subarray(start, Math.min(start + STORED_CHUNK, stored.length));
      opened.push(crypto.subtle.decrypt(chunkCipher(this.keys, number), this.keys.cipher, chunk));
    }
    const plain = new Uint8Array(stored.length - TAG * (end - first));
    const outcomes = await Promise.allSettled(opened);
    outcomes.forEach((outcome, i) => {
      if (outcome.status === "rejected") throw new BadMessage(first + i);
      plain.set(new Uint8Array(outcome.value), i * CHUNK);
    });
    return { first, plain, stored };
  }

  /**
   * The plaintext bytes start..<end, in order, a batch at a time; the next ones are under way while one is used.
   * seen(first chunk, stored bytes) is called for each batch.
   */
  async *read(start, end, seen = () => {}) {
    if (!(0 <= start && start <= end && end <= this.length)) throw new BadMessage("length");
    const last = Math.ceil(end / CHUNK);
    const underWay = [];
    let next = start < end ? Math.floor(start / CHUNK) : last;
    while (next < last || underWay.length) {
      for (; next < last && underWay.length < BATCHES_AHEAD; next += BATCH) {
        const batch = this.batch(next, Math.min(next + BATCH, last));
        // If nobody waits for it any more, its failure is nobody's.
        batch.catch(() => {});
        underWay.push(batch);
      }
      const { first, plain, stored } = await underWay.shift();
      seen(first, stored);
      const offset = first * CHUNK;
      yield plain.subarray(Math.max(start - offset, 0), Math.min(end - offset, plain.length));
    }
  }

  async bytes(start, end) {
    const parts = [];
    for await (const part of this.read(start, end)) parts.push(part);
    return parts.length === 1 ? parts[0] : concat(...parts);
  }
}

/** The stored form of all pieces, a batch at a time. The caller puts salt and commitment before it. */
async function* sealChunks(keys, pieces) {
  let buffer = new Uint8Array(BATCH * CHUNK);
  let filled = 0, number = 0;

  async function seal(isLast) {
    // The last chunk is always shorter than the others, and may be empty.
    const count = isLast ? Math.floor(filled / CHUNK) + 1 : filled / CHUNK;
    const sealed = [];
    for (let i = 0; i < count; i++) {
      const chunk = buffer.subarray(i * CHUNK, Math.min((i + 1) * CHUNK, filled));
      sealed.push(crypto.subtle.encrypt(chunkCipher(keys, number + i), keys.cipher, chunk));
    }
    const stored = new Uint8Array(filled + TAG * count);
    (await Promise.all(sealed)).forEach((chunk, i) => stored.set(new Uint8Array(chunk), i * STORED_CHUNK));
    number += count;
    filled = 0;
    return stored;
  }

  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      if (filled === buffer.length) yield await seal(false);
      const part = piece.subarray(at, at + buffer.length - filled);
      buffer.set(part, filled);
      filled += part.length;
      at += part.length;
    }
  }
  yield await seal(true);
  buffer.fill(0);
}

/** A short message as bytes: the content key in a slot. */
async function sealMessage(key, context, salt, plain) {
  const keys = await messageKeys(key, salt, context);
  const parts = [salt, keys.commitment];
  for await (const stored of sealChunks(keys, [plain])) parts.push(stored);
  return concat(...parts);
}
