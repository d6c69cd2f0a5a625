// Cobblestone-256 (https://c2sp.org/chunked-encryption): AES-256-GCM in chunks of 16 KiB, with a commitment to the key.

const CHUNK = 16384, TAG = 16, STORED_CHUNK = CHUNK + TAG, PREFIX = 56;

/** Chunks that are sealed together: 4 MiB. */
const BATCH = 256;

/**
 * Chunks that are read together, 8 MiB, and how many such slices are asked for ahead: browsers read few large pieces in half the time of many small ones.
 * Chunks that are decrypted together, half a MiB, and how many such groups are under way: what is decrypted is used while it is still in the processor's cache.
 */
const SLICE = 512, SLICES_AHEAD = 2, GROUP = 32, GROUPS_AHEAD = 2;

async function messageKeys(key, salt, context) {
  const info = concat(ascii("c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0"), salt, context);
  const output = await hkdfExpand("SHA-512", key, info, 76);
  const cipher = await crypto.subtle.importKey("raw", output.subarray(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]);
  output.fill(0, 0, 32);
  return { cipher, salt, baseNonce: output.slice(32, 44), commitment: output.slice(44) };
}

/** Makes a copy of the base nonce the nonce of a chunk: XOR the chunk's number, as 96 bits big-endian. */
function numberNonce(iv, base, number) {
  view(iv).setUint32(8, u32(base, 8) ^ (number >>> 0));
  view(iv).setUint32(4, u32(base, 4) ^ Math.floor(number / 2 ** 32));
}

/** For sealing: an array of its own for each chunk, so that no browser, whatever it does, could use a nonce twice. */
function sealingCipher(keys, number) {
  const iv = keys.baseNonce.slice();
  numberNonce(iv, keys.baseNonce, number);
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
    Object.assign(message, { source, keys, count, length: body - TAG * count, nonce: { name: "AES-GCM", iv: keys.baseNonce.slice() } });
    await message.chunk(count - 1);
    return message;
  }

  /** The stored form of the chunks first..<end. */
  async stored(first, end) {
    const from = PREFIX + first * STORED_CHUNK;
    const to = Math.min(PREFIX + end * STORED_CHUNK, this.source.size);
    const bytes = await this.source.read(from, to);
    if (bytes.length !== to - from) throw new BadMessage(first);
    return bytes;
  }

  /** The plaintext of the chunks first..<end, one array each, from the stored form of chunk `base` and those after it. */
  async decrypt(first, end, stored, base) {
    const opened = [];
    for (let number = first; number < end; number++) {
      // A call copies its nonce and its data before it returns (Web Cryptography API, section 14.3), so one array serves them all: one a chunk costs a fifth of the time.
      numberNonce(this.nonce.iv, this.keys.baseNonce, number);
      const start = (number - base) * STORED_CHUNK;
      opened.push(crypto.subtle.decrypt(this.nonce, this.keys.cipher, stored.subarray(start, start + STORED_CHUNK)));
    }
    try {
      return (await Promise.all(opened)).map((plain) => new Uint8Array(plain));
    } catch {
      throw new BadMessage(first + (await Promise.allSettled(opened)).findIndex(({ status }) => status === "rejected"));
    }
  }

  async chunk(number) {
    const [plain] = await this.decrypt(number, number + 1, await this.stored(number, number + 1), number);
    return plain;
  }

  /** The stored form of the chunks first..<end, in order, a slice at a time; the next ones are under way while one is used. */
  async *slices(first, end) {
    const underWay = [];
    for (let next = first; next < end || underWay.length;) {
      for (; next < end && underWay.length < SLICES_AHEAD; next += SLICE) {
        const slice = { first: next, end: Math.min(next + SLICE, end) };
        underWay.push(quietly(this.stored(slice.first, slice.end).then((bytes) => Object.assign(slice, { bytes }))));
      }
      yield await underWay.shift();
    }
  }

  /**
   * The plaintext bytes start..<end, in order, as arrays of pieces: a group of chunks at a time, the next ones are under way while one is used.
   * seen(first chunk, stored bytes) is called for each slice, before anything of it is given out.
   */
  async *read(start, end, seen = () => {}) {
    if (!(0 <= start && start <= end && end <= this.length)) throw new BadMessage("length");
    if (start === end) return;
    const underWay = [];
    const next = async () => {
      const { number, plain } = await underWay.shift();
      return plain.map((bytes, i) => {
        const offset = (number + i) * CHUNK;
        return start <= offset && offset + bytes.length <= end ? bytes : bytes.subarray(Math.max(start - offset, 0), end - offset);
      });
    };
    for await (const slice of this.slices(Math.floor(start / CHUNK), Math.ceil(end / CHUNK))) {
      seen(slice.first, slice.bytes);
      for (let number = slice.first; number < slice.end; number += GROUP) {
        const group = this.decrypt(number, Math.min(number + GROUP, slice.end), slice.bytes, slice.first);
        underWay.push(quietly(group.then((plain) => ({ number, plain }))));
        if (underWay.length > GROUPS_AHEAD) yield await next();
      }
    }
    while (underWay.length) yield await next();
  }

  async bytes(start, end) {
    const parts = [];
    for await (const pieces of this.read(start, end)) parts.push(...pieces);
    return joined(parts);
  }
}

/** The same promise; if nobody waits for it any more, its failure is nobody's. */
function quietly(promise) {
  promise.catch(() => {});
  return promise;
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
      sealed.push(crypto.subtle.encrypt(sealingCipher(keys, number + i), keys.cipher, chunk));
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
