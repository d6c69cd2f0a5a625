// A vault that was opened: in the order of FORMAT.md, section 4, "Opening".

class Vault {
  /**
   * file: a File or Blob. secrets: as unlock has them. starting() is called before a passphrase is derived.
   * header: what readHeader gave for this file, if it was read before.
   */
  static async open(file, secrets, { starting, header } = {}) {
    const { chosen, other, warnings, payloadLength } = header ?? await readHeader(file);
    const { contentKey, number } = await unlock(chosen, secrets, starting);
    try {
      const macKey = await headerKey(contentKey);
      if (!await chosen.hasMac(macKey)) throw altered("Its header was changed by somebody who does not have its key.");
      const vault = new Vault();
      Object.assign(vault, { file, header: chosen, warnings, payloadLength, slotNumber: number });
      vault.copiesAgree = other !== null && other.seq === chosen.seq && await other.hasMac(macKey);
      const source = new BlobSource(file, COPY, payloadLength);
      if (!equal(await source.read(0, PREFIX), chosen.payloadPrefix)) throw altered("Its header and its contents do not belong together.");
      vault.message = await openPayload(contentKey, chosen, source);
      vault.layout = await naming(readInner(vault.message));
      vault.index = vault.layout.index;
      return vault;
    } finally {
      contentKey.fill(0);
    }
  }

  /** Contents of the records first..<end, as `matchSegments` gives them, each byte after its own tag was checked. progress(bytes) is told what is done. */
  async *contents(first, end, progress = () => {}) {
    const { starts } = this.layout;
    const plain = this.plaintext(starts[first], starts[end], progress);
    yield* naming(matchSegments(this.layout.segments(first, end), plain));
  }

  /** The same for all records, and everything that follows them is checked too. */
  async *allContents(progress = () => {}, seen = () => {}) {
    const { layout } = this;
    const segments = function* () {
      yield* layout.segments(0, layout.index.count);
      yield* layout.ending();
    };
    const plain = this.plaintext(0, layout.length, progress, seen);
    yield* naming(matchSegments(segments(), plain));
  }

  /** Arrays of pieces, as `Message.read` gives them. */
  async *plaintext(start, end, progress, seen) {
    for await (const pieces of this.message.read(start, end, seen)) {
      yield pieces;
      progress(pieces.reduce((sum, piece) => sum + piece.length, 0));
    }
  }

  /** Reads everything. Whether all checksums of the table agree, which proves nothing: that is what the tags are for. */
  async check(progress) {
    const table = new BlobSource(this.file, COPY + this.payloadLength, 4 * this.message.count);
    const sums = view(await table.read(0, table.size));
    let checksumsAgree = true;
    const compare = (first, stored) => {
      for (let at = 0, i = first; at < stored.length; at += STORED_CHUNK, i++) {
        const sum = crc(CRC32C, stored, at, Math.min(at + STORED_CHUNK, stored.length));
        if (sum !== sums.getUint32(4 * i)) checksumsAgree = false;
      }
    };
    for await (const _ of this.allContents(progress, compare));
    this.checked = true;
    this.checksumsAgree = checksumsAgree;
    return checksumsAgree;
  }

  /** Whether a verification in the sense of FORMAT.md, section 3, succeeds; after check(). */
  get isVerified() {
    return this.checked && this.checksumsAgree && this.copiesAgree && !this.warnings.length;
  }

  /** The files whose contents the chunk has a part in, as records first..<end. */
  recordsIn(chunk) {
    const { starts, index } = this.layout;
    const from = chunk * CHUNK, to = from + CHUNK;
    let low = 0, high = index.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle + 1] > from) high = middle;
      else low = middle + 1;
    }
    let end = low;
    while (end < index.count && starts[end] < to) end++;
    return { first: low, end };
  }
}

async function openPayload(contentKey, header, source) {
  const context = concat(D("tuckbox.vault/v0/context"), header.fixed);
  const key = await payloadKey(contentKey);
  try {
    return await naming(Message.open(key, context, source));
  } finally {
    key.fill(0);
  }
}

/** Turns a bad message of the payload into a problem of the vault; for promises and for async generators. */
function naming(work) {
  return work[Symbol.asyncIterator] ? namingEach(work) : work.catch((problem) => { throw named(problem); });
}

async function* namingEach(pieces) {
  try {
    yield* pieces;
  } catch (problem) {
    throw named(problem);
  }
}

function named(problem) {
  if (!(problem instanceof BadMessage)) return problem;
  if (problem.where === "commitment") return altered("Its contents were locked with another key than its header.");
  if (problem.where === "length") return damaged("A part of its contents is missing.");
  return new VaultProblem(DAMAGED, "A part of its contents was changed since it was made.", { chunk: problem.where });
}
