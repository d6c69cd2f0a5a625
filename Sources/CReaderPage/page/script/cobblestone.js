// Cobblestone-256 (https://c2sp.org/chunked-encryption): AES-256-GCM in chunks of 16 KiB, with a commitment to the key.

const CHUNK = 16384, TAG = 16, STORED_CHUNK = CHUNK + TAG, PREFIX = 56;

/** Chunks that are sealed together: 4 MiB. */
const BATCH = 256;

/**
 * Chunks that are read and decrypted together, half a MiB, and how many such groups are under way: what is decrypted is used while it is still in the
 * processor's cache. Where files give no byte streams, so many groups come with one read: browsers read few large pieces in half the time of many small ones.
 */
const GROUP = 32, GROUPS_AHEAD = 2, STEPS_A_SLICE = 16;

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

  part(from, to) {
    return this.blob.slice(this.start + from, this.start + to);
  }

  async read(from, to) {
    return new Uint8Array(await this.part(from, to).arrayBuffer());
  }

  /** The bytes from..<to in order, `count` at a time, fewer if the file ends; each step's are good until the next, which has the same buffer. */
  async *steps(from, to, count) {
    const reader = to - from > count ? byteReader(this.part(from, to)) : null;
    let at = from;
    if (reader) {
      readers.add(reader);
      try {
        for (let buffer = new ArrayBuffer(count); at < to; at += count) {
          const bytes = await fill(reader, buffer, Math.min(count, to - at)).catch(() => null);
          if (!bytes) break;
          yield bytes;
          buffer = bytes.buffer;
        }
      } finally {
        readers.delete(reader);
        quietly(reader.cancel());
      }
    }
    // Where there is no such stream, or it failed, slices have the rest, or say what is wrong: a stream does not.
    yield* stepsOfSlices(this, at, to, count);
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

  steps(from, to, count) {
    return stepsOfSlices(this, from, to, count);
  }
}

async function* stepsOfSlices(source, from, to, count) {
  const most = STEPS_A_SLICE * count;
  for (let at = from; at < to; at += most) {
    const slice = await source.read(at, Math.min(at + most, to));
    for (let start = 0; start < slice.length; start += count) yield slice.subarray(start, start + count);
  }
}

/** Readers at work: Chromium's collector takes one that nothing but its own unanswered read refers to, and the answer then never comes. */
const readers = new Set();

/** A reader that fills buffers it is given, so that reading needs no new memory; null in browsers whose files have none. */
function byteReader(blob) {
  try {
    return blob.stream().getReader({ mode: "byob" });
  } catch {
    return null;
  }
}

/** The next bytes of a stream, as many as wanted, in the same memory; null if it has no more. The end is not waited for: the length is known. */
async function fill(reader, buffer, wanted) {
  for (let have = 0; have < wanted;) {
    const { value, done } = await reader.read(new Uint8Array(buffer, have, wanted - have));
    if (done) return null;
    buffer = value.buffer;
    have += value.length;
  }
  return new Uint8Array(buffer, 0, wanted);
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

  /** The stored form of the chunks first..<end, in order, a group at a time: { number of its first chunk, count, bytes }, good until the next. */
  async *stored(first, end) {
    const place = (number) => Math.min(PREFIX + number * STORED_CHUNK, this.source.size);
    let number = first;
    for await (const bytes of this.source.steps(place(first), place(end), GROUP * STORED_CHUNK)) {
      const count = Math.min(GROUP, end - number);
      if (bytes.length !== place(number + count) - place(number)) break;
      yield { number, count, bytes };
      number += count;
    }
    if (number !== end) throw new BadMessage(number);
  }

  /** The plaintext of a group, one array for each chunk. */
  async decrypt({ number, count, bytes }) {
    const opened = [];
    for (let i = 0; i < count; i++) {
      // A call copies its nonce and its data before it returns (Web Cryptography API, section 14.3), so one array serves all nonces (one a chunk costs a
      // fifth of the time), and the buffer can be read into again. If a browser did otherwise, tags would not agree.
      numberNonce(this.nonce.iv, this.keys.baseNonce, number + i);
      opened.push(crypto.subtle.decrypt(this.nonce, this.keys.cipher, bytes.subarray(i * STORED_CHUNK, (i + 1) * STORED_CHUNK)));
    }
    try {
      return (await Promise.all(opened)).map((plain) => new Uint8Array(plain));
    } catch {
      throw new BadMessage(number + (await Promise.allSettled(opened)).findIndex(({ status }) => status === "rejected"));
    }
  }

  async chunk(number) {
    const { value: group } = await this.stored(number, number + 1).next();
    return (await this.decrypt(group))[0];
  }

  /**
   * The plaintext bytes start..<end, in order, as arrays of pieces: a group of chunks at a time, the next ones are under way while one is used.
   * seen(first chunk, stored bytes) is called for each group, before anything of it is given out.
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
    for await (const group of this.stored(Math.floor(start / CHUNK), Math.ceil(end / CHUNK))) {
      seen(group.number, group.bytes);
      underWay.push(quietly(this.decrypt(group).then((plain) => ({ number: group.number, plain }))));
      if (underWay.length > GROUPS_AHEAD) yield await next();
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
