// The inner form, tar || index || zeros || footer: FORMAT.md, section 5.

const FOOTER = 32, FOOTER_MAGIC = "TKBXEND0", PADDED_BELOW = 16777216;

/** Zeros after the index: Padmé below 16 MiB, so that small sizes tell little. used: bytes of tar, index and footer. */
function paddingLength(used) {
  if (used >= PADDED_BELOW) return 0;
  const e = 31 - Math.clz32(used);
  const s = 32 - Math.clz32(e);
  const mask = 2 ** (e - s) - 1;
  return ((used + mask) & ~mask) - used;
}

function footerBytes(tarLength, indexLength, count) {
  return concat(ascii(FOOTER_MAGIC), u64Bytes(tarLength), u64Bytes(indexLength), u64Bytes(count));
}

/** Where everything of an inner form is, from its index alone. */
class Layout {
  constructor(index) {
    this.index = index;
    /** Where the header of each record begins, and after the last the tar's end. */
    this.starts = new Float64Array(index.count + 1);
    let at = 0;
    for (let i = 0; i < index.count; i++) {
      this.starts[i] = at;
      at += tarHeaderLength(index, i) + index.size(i) + fillLength(index.size(i));
    }
    this.starts[index.count] = at;
    this.tarLength = at + 2 * BLOCK;
    this.indexStart = this.tarLength;
    const used = this.tarLength + index.bytes.length + FOOTER;
    this.padding = paddingLength(used);
    this.length = used + this.padding;
  }

  /** What the records first..<end look like: bytes that must be there, zeros, and contents. */
  *segments(first, end) {
    const { index } = this;
    for (let i = first; i < end; i++) {
      const size = index.size(i);
      yield { record: i, expected: tarHeader(index, i) };
      yield { record: i, content: size };
      yield { record: i, zeros: fillLength(size) };
    }
  }

  /** What follows the last record. */
  *ending() {
    const { index } = this;
    yield { zeros: 2 * BLOCK };
    yield { expected: index.bytes };
    yield { zeros: this.padding };
    yield { expected: footerBytes(this.tarLength, index.bytes.length, index.count) };
  }
}

/** Reads footer and index, and checks all that FORMAT.md wants checked before the first byte is released. */
async function readInner(message) {
  const end = message.length - FOOTER;
  if (end < 0) throw altered("It has no list of contents.");
  const footer = await message.bytes(end, message.length);
  const tarLength = u64(footer, 8), indexLength = u64(footer, 16), count = u64(footer, 24);
  if (latin1(footer.subarray(0, 8)) !== FOOTER_MAGIC || count < 1 || count > MAX_COUNT || indexLength > MAX_INDEX) {
    throw altered("The end of its contents breaks the rules.");
  }
  const used = tarLength + indexLength + FOOTER;
  if (!(used <= message.length) || used + paddingLength(used) !== message.length) throw altered("The lengths in it do not agree.");
  const index = new Index(await message.bytes(tarLength, tarLength + indexLength), count);
  const layout = new Layout(index);
  if (layout.tarLength !== tarLength) throw altered("Its list of contents does not agree with the contents.");
  return layout;
}

/**
 * Contents as { record, pieces }, with at least one for each record, while everything else is compared with what it must be.
 * groups: the plaintext that the segments describe, in order, as arrays of pieces. What a group has of one record comes together:
 * each step of an asynchronous generator costs more than a piece is worth.
 */
async function* matchSegments(segments, groups) {
  const iterator = segments[Symbol.iterator]();
  let segment = null, done = 0, length = 0;

  function* advance() {
    while (segment === null || done === length) {
      const { value, done: ended } = iterator.next();
      if (ended) {
        segment = null;
        return;
      }
      segment = value;
      done = 0;
      length = segment.expected ? segment.expected.length : segment.zeros ?? segment.content;
      if (segment.content === 0) yield { record: segment.record, pieces: [] };
    }
  }

  function* match(pieces) {
    let run = null;
    for (const piece of pieces) {
      for (let at = 0; at < piece.length;) {
        if (segment === null) throw altered("There is more in it than its list of contents says.");
        const left = length - done;
        const bytes = at === 0 && piece.length <= left ? piece : piece.subarray(at, at + left);
        at += bytes.length;
        if (segment.content === undefined) {
          requireSame(bytes, segment, done);
        } else if (run === null) {
          run = { record: segment.record, pieces: [bytes] };
        } else {
          run.pieces.push(bytes);
        }
        done += bytes.length;
        if (done < length) continue;
        if (run) yield run;
        run = null;
        yield* advance();
      }
    }
    if (run) yield run;
  }

  yield* advance();
  for await (const pieces of groups) yield* match(pieces);
  if (segment !== null) throw altered("There is less in it than its list of contents says.");
}

function requireSame(bytes, segment, done) {
  const same = segment.expected ? equal(bytes, segment.expected.subarray(done, done + bytes.length)) : allZero(bytes);
  if (!same) throw altered("Its contents do not agree with its list of contents.");
}
