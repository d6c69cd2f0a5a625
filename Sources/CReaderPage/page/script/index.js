// The index, the list of what is in a vault: FORMAT.md, section 5.1.

const FILE = 0x30, FOLDER = 0x35, LINK = 0x32;
const MAX_COUNT = 4194304, MAX_INDEX = 536870912;
const RECORD = 28, SLASH = 0x2f;

/** Records are read where they lie: four million of them may be there, and an object for each would not fit. */
class Index {
  constructor(bytes, count) {
    this.bytes = bytes;
    this.count = count;
    this.offsets = new Uint32Array(count);
    /** For a folder: the first record that is not in it. */
    this.ends = new Uint32Array(count);
    this.locate();
    this.check();
  }

  kind(i) {
    return this.bytes[this.offsets[i]];
  }

  mode(i) {
    return u16(this.bytes, this.offsets[i] + 2);
  }

  part(i) {
    return u32(this.bytes, this.offsets[i] + 4);
  }

  /** Seconds since 1970, as a BigInt. */
  mtime(i) {
    return view(this.bytes).getBigInt64(this.offsets[i] + 8);
  }

  size(i) {
    return u64(this.bytes, this.offsets[i] + 16);
  }

  path(i) {
    const start = this.offsets[i] + RECORD;
    return this.bytes.subarray(start, start + u16(this.bytes, this.offsets[i] + 24));
  }

  target(i) {
    const start = this.offsets[i] + RECORD + u16(this.bytes, this.offsets[i] + 24);
    return this.bytes.subarray(start, start + u16(this.bytes, this.offsets[i] + 26));
  }

  /** The first record after the file, link or folder (without what is in it) that begins at i: after all parts of a stream. */
  after(i) {
    let end = i + 1;
    while (end < this.count && this.part(end) > 1) end++;
    return end;
  }

  /** The records of what is directly in a folder, or at the top (-1): of a stream its first part. */
  *children(folder) {
    const end = folder < 0 ? this.count : this.ends[folder];
    for (let i = folder + 1; i < end; i = this.kind(i) === FOLDER ? this.ends[i] : this.after(i)) yield i;
  }

  locate() {
    const { bytes, count } = this;
    let at = 0;
    for (let i = 0; i < count; i++) {
      if (at + RECORD > bytes.length) throw altered("Its list of contents ends too early.");
      this.offsets[i] = at;
      at += RECORD + u16(bytes, at + 24) + u16(bytes, at + 26);
      if (at > bytes.length) throw altered("Its list of contents ends too early.");
    }
    if (at !== bytes.length) throw altered("Its list of contents is longer than it says.");
  }

  check() {
    const folders = [];
    const close = (path, record) => {
      while (folders.length && !isBelow(path, this.path(folders[folders.length - 1]))) this.ends[folders.pop()] = record;
    };
    for (let i = 0; i < this.count; i++) {
      this.checkRecord(i);
      if (i > 0 && this.continues(i)) continue;
      const path = this.path(i);
      if (this.part(i) > 1) throw altered("Its list of contents has a part of a file without the one before.");
      if (i > 0 && comparePaths(path, this.path(i - 1)) <= 0) throw altered("Its list of contents is not in order, or has a name twice.");
      close(path, i);
      const slash = path.lastIndexOf(SLASH);
      const folder = folders.length ? this.path(folders[folders.length - 1]).length : -1;
      if (slash !== folder) throw altered("Its list of contents has a file in a folder that is not there.");
      if (this.kind(i) === FOLDER) folders.push(i);
    }
    close(null, this.count);
  }

  /** Whether i is the next part of the stream that the record before belongs to. */
  continues(i) {
    const before = i - 1;
    return this.kind(before) === FILE && this.kind(i) === FILE && this.part(before) >= 1 && this.size(before) >= 1
      && this.part(i) === this.part(before) + 1 && this.mode(i) === this.mode(before) && this.mtime(i) === this.mtime(before)
      && equal(this.path(i), this.path(before));
  }

  checkRecord(i) {
    const kind = this.kind(i);
    const bad = (what) => altered(`Its list of contents breaks the rules: ${what}.`);
    if (kind !== FILE && kind !== FOLDER && kind !== LINK) throw bad("an unknown kind of member");
    if (this.bytes[this.offsets[i] + 1] !== 0 || this.mode(i) > 0o777) throw bad("permissions");
    if (!isPath(this.path(i))) throw bad("a name that could climb out of its folder, or is none");
    if (kind !== FILE && (this.part(i) !== 0 || this.size(i) !== 0)) throw bad("a folder or link with contents");
    if (kind === LINK && !isTarget(this.target(i), this.path(i))) throw bad("a link that could leave its folder");
    if (kind !== LINK && this.target(i).length) throw bad("a link target without a link");
  }
}

/** Whether a path lies in the folder; a null path lies in none. */
function isBelow(path, folder) {
  return path !== null && path.length > folder.length && path[folder.length] === SLASH && equal(path.subarray(0, folder.length), folder);
}

/** Byte by byte with "/" as 0, a prefix before what it is a prefix of. */
function comparePaths(a, b) {
  const order = (byte) => (byte === SLASH ? 0 : byte);
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; i++) if (a[i] !== b[i]) return order(a[i]) - order(b[i]);
  return a.length - b.length;
}

function isPath(path) {
  if (path.length < 1 || path.length > 4095 || path.includes(0)) return false;
  for (let start = 0; start <= path.length;) {
    const slash = path.indexOf(SLASH, start);
    const end = slash < 0 ? path.length : slash;
    const length = end - start;
    const dots = path[start] === 0x2e && (length === 1 || (length === 2 && path[start + 1] === 0x2e));
    if (length < 1 || length > 255 || dots) return false;
    start = end + 1;
  }
  return true;
}

function isTarget(target, path) {
  if (target.length < 1 || target.length > 4095 || target.includes(0)) return false;
  const depth = latin1(path).split("/").length;
  const names = latin1(target).split("/");
  let ups = 0;
  while (names[ups] === "..") ups++;
  const plain = names.slice(ups).every((name) => name !== "" && name !== "." && name !== "..");
  return depth >= 2 && ups <= depth - 2 && (plain || latin1(target) === ".");
}
