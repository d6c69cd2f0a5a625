// The file and its two header copies: FORMAT.md, sections 2 and 3.

const COPY = 4096;
const FINDER_MAGIC = "TUCKBOX VAULT ", MAGIC = "TKBXVLT0";
const TWO_FACTORS = 1;

/** One header copy. What it says is claimed, until the MAC was checked. */
class HeaderCopy {
  constructor(raw) {
    this.raw = raw;
    this.fixed = raw.subarray(1024, 1536);
    this.payloadPrefix = raw.subarray(1536, 1592);
    this.seq = view(raw).getBigUint64(1592);
    this.place = raw[1600];
    this.slotCount = raw[1601];
    this.version = u16(this.fixed, 8);
    this.flags = u16(this.fixed, 10);
    this.vaultId = this.fixed.subarray(12, 28);
    this.created = view(this.fixed).getBigUint64(28);
  }

  get finderText() {
    return latin1(this.raw.subarray(0, 1024)).trimEnd();
  }

  get label() {
    return latin1(this.fixed.subarray(37, 37 + this.fixed[36]));
  }

  get slots() {
    return Array.from({ length: this.slotCount }, (_, k) => this.raw.subarray(1664 + 256 * k, 1920 + 256 * k));
  }

  get needsTwoFactors() {
    return (this.flags & TWO_FACTORS) !== 0;
  }

  async isGood(place) {
    return this.place === place && equal(await sha256(this.raw.subarray(0, 4064)), this.raw.subarray(4064));
  }

  async hasMac(headerKey) {
    return equal(await hmac("SHA-512", headerKey, this.raw.subarray(0, 4000)), this.raw.subarray(4000, 4064));
  }
}

/** The chosen copy, checked; the other one, if it is good too; and what has to be said about them. */
async function readHeader(file) {
  const source = new BlobSource(file, 0, file.size);
  const start = await source.read(0, Math.min(file.size, COPY));
  const end = file.size < COPY ? null : await source.read(file.size - COPY, file.size);
  const { chosen, other, warnings } = await chooseCopy(start, end);
  const payloadLength = await readPayloadLength(source);
  checkCopy(chosen);
  return { chosen, other, warnings, payloadLength };
}

function hasMagic(raw) {
  return latin1(raw.subarray(0, 14)) === FINDER_MAGIC || latin1(raw.subarray(1024, 1032)) === MAGIC;
}

async function chooseCopy(start, end) {
  const good = [];
  if (end) {
    const copies = [new HeaderCopy(start), new HeaderCopy(end)];
    for (const place of [0, 1]) if (await copies[place].isGood(place)) good.push(copies[place]);
  }
  if (!good.length) {
    if (hasMagic(start) || (end && hasMagic(end))) throw damaged("Both copies of its header are damaged.");
    throw new VaultProblem(NOT_A_VAULT, "Nothing in it says that it is a vault.");
  }
  if (good.some((copy) => latin1(copy.fixed.subarray(0, 8)) !== MAGIC)) throw damaged("Its header does not say that it is a vault.");
  if (good.some((copy) => copy.version !== 0 || (copy.flags & ~TWO_FACTORS) !== 0)) {
    throw new VaultProblem(TOO_NEW, "It says that it follows a newer version of the format.");
  }
  if (good.length === 1) {
    return { chosen: good[0], other: null, warnings: [`The copy of the header at its ${good[0].place ? "beginning" : "end"} is damaged.`] };
  }
  const [a, b] = good;
  const same = (from, to) => equal(a.raw.subarray(from, to), b.raw.subarray(from, to));
  if (!same(1024, 1592)) throw altered("The two copies of its header belong to different vaults.");
  if (a.seq === b.seq) {
    if (!same(0, 1600) || !same(1601, 4000)) throw altered("The two copies of its header differ.");
    return { chosen: a, other: b, warnings: [] };
  }
  const warnings = ["The two copies of the header are of different age: a change of its passphrases was cut short, or an old copy was put back."];
  return a.seq > b.seq ? { chosen: a, other: b, warnings } : { chosen: b, other: a, warnings };
}

/** The length of the payload, which the size of the file determines; the field at the end has to agree. */
async function readPayloadLength(source) {
  const rest = source.size - 8200 - 4 - PREFIX;
  const full = Math.floor(rest / (STORED_CHUNK + 4));
  const last = rest - full * (STORED_CHUNK + 4);
  const length = PREFIX + full * STORED_CHUNK + last;
  if (rest < TAG || last < TAG || last >= STORED_CHUNK) throw damaged("Its size is one that no vault has: a part is missing, or something was added.");
  const field = await source.read(source.size - COPY - 8, source.size - COPY);
  if (u64(field, 0) !== length) throw damaged("Its size is not the one it was made with: a part is missing, or something was added.");
  return length;
}

function checkCopy(copy) {
  const { raw, fixed } = copy;
  const isText = (bytes, lineFeed) => bytes.every((c) => (c >= 0x20 && c <= 0x7e) || (lineFeed && c === 0x0a));
  if (latin1(raw.subarray(0, 16)) !== `${FINDER_MAGIC}0\n` || !isText(raw.subarray(0, 1024), true)) {
    throw altered("The text for whoever finds it breaks the rules.");
  }
  const length = fixed[36];
  if (length > 63 || !isText(fixed.subarray(37, 37 + length), false)) throw altered("Its label breaks the rules.");
  requireZero(fixed.subarray(37 + length), "after its label");
  requireZero(raw.subarray(1602, 1664), "before the slots");
  requireZero(raw.subarray(3712, 4000), "after the slots");
  if (copy.slotCount < 1 || copy.slotCount > 8) throw altered("It has no possible number of ways to open it.");
  requireZero(raw.subarray(1664 + 256 * copy.slotCount, 3712), "in unused slots");
  checkSlots(copy);
}

function requireZero(bytes, where) {
  if (!allZero(bytes)) throw altered(`Its header has something ${where}, where nothing may be.`);
}
