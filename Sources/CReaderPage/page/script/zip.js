// Save all: a ZIP archive (APPNOTE 6.3), nothing compressed, with ZIP64 fields where numbers need them, made while it is saved.

class ZipWriter {
  constructor() {
    this.offset = 0;
    this.count = 0;
    this.directory = [];
  }

  header(fields) {
    const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
    const data = view(bytes);
    let at = 0;
    for (const [size, value] of fields) {
      if (size === 2) data.setUint16(at, value, true);
      else if (size === 4) data.setUint32(at, value, true);
      else data.setBigUint64(at, BigInt(value), true);
      at += size;
    }
    return bytes;
  }

  out(bytes) {
    this.offset += bytes.length;
    return bytes;
  }

  /** name: text. size: of the contents, known before. seconds: since 1970. The contents follow, and then close(). */
  open(name, size, seconds) {
    const nameBytes = ascii(name);
    const large = size >= 0xffffffff;
    const [time, date] = dosTime(seconds);
    this.entry = { nameBytes, size, large, time, date, offset: this.offset, sum: 0, isFolder: name.endsWith("/") };
    const small = large ? 0xffffffff : size;
    const extra = large ? this.header([[2, 1], [2, 16], [8, size], [8, size]]) : NOTHING;
    // Flags: bit 3, the checksum follows the contents (only then it is known); bit 11, the name is UTF-8.
    return this.out(concat(this.header([[4, 0x04034b50], [2, large ? 45 : 20], [2, 0x808], [2, 0], [2, time], [2, date],
      [4, 0], [4, small], [4, small], [2, nameBytes.length], [2, extra.length]]), nameBytes, extra));
  }

  content(bytes) {
    this.entry.sum = crc(CRC32, bytes, 0, bytes.length, this.entry.sum);
    return this.out(bytes);
  }

  close() {
    const { nameBytes, size, large, time, date, offset, sum, isFolder } = this.entry;
    const far = offset >= 0xffffffff;
    const sizes = large ? [[8, size], [8, size]] : [];
    const extraFields = [...sizes, ...(far ? [[8, offset]] : [])];
    const extraLength = extraFields.length * 8;
    const extra = extraFields.length ? this.header([[2, 1], [2, extraLength], ...extraFields]) : NOTHING;
    const small = large ? 0xffffffff : size;
    // Made by: Unix (3), so that permissions can stand in the external attributes: 0644, folders 0755.
    const attributes = isFolder ? (0o40755 << 16) | 0x10 : 0o100644 << 16;
    this.directory.push(concat(this.header([[4, 0x02014b50], [2, 0x032d], [2, large || far ? 45 : 20], [2, 0x808], [2, 0], [2, time], [2, date],
      [4, sum], [4, small], [4, small], [2, nameBytes.length], [2, extra.length], [2, 0], [2, 0], [2, 0],
      [4, attributes >>> 0], [4, far ? 0xffffffff : offset]]), nameBytes, extra));
    this.count++;
    return this.out(this.header([[4, 0x08074b50], [4, sum], ...(large ? [[8, size], [8, size]] : [[4, size], [4, size]])]));
  }

  /** The central directory, in pieces. */
  *ending() {
    const start = this.offset;
    for (const entry of this.directory) yield this.out(entry);
    const length = this.offset - start;
    if (this.count >= 0xffff || start >= 0xffffffff || length >= 0xffffffff) {
      const here = this.offset;
      yield this.out(this.header([[4, 0x06064b50], [8, 44], [2, 0x032d], [2, 45], [4, 0], [4, 0], [8, this.count], [8, this.count],
        [8, length], [8, start]]));
      yield this.out(this.header([[4, 0x07064b50], [4, 0], [8, here], [4, 1]]));
    }
    const count = Math.min(this.count, 0xffff);
    yield this.out(this.header([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, Math.min(length, 0xffffffff)],
      [4, Math.min(start, 0xffffffff)], [2, 0]]));
  }
}

/** MS-DOS time and date, which begin in 1980 and end in 2107, in this computer's zone. */
function dosTime(seconds) {
  const inRange = seconds >= 315619200n && seconds < 4354732800n;
  const date = new Date(inRange ? Number(seconds) * 1000 : 315619200000);
  const year = Math.min(Math.max(date.getFullYear() - 1980, 0), 127);
  return [
    (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1),
    (year << 9) | ((date.getMonth() + 1) << 5) | date.getDate(),
  ];
}

/** The records first..<end of a vault as a ZIP. base: what to leave away at the front of each path. Links are left out. */
async function* zipOf(vault, first, end, base, progress) {
  const { index } = vault;
  const zip = new ZipWriter();
  const paths = new SafePaths();
  const everything = first === 0 && end === index.count;
  const contents = everything ? vault.allContents(progress) : vault.contents(first, end, progress);
  let current = -1, isOpen = false;
  for await (const { record, pieces } of contents) {
    if (record !== current) {
      current = record;
      if (index.part(record) <= 1) {
        if (isOpen) yield zip.close();
        isOpen = index.kind(record) !== LINK;
        const path = index.path(record).subarray(base);
        if (isOpen) {
          const name = index.kind(record) === FOLDER ? paths.folder(path) : paths.file(path);
          yield zip.open(name, fileSize(index, record), index.mtime(record));
        }
      }
    }
    if (isOpen && pieces.length) yield zip.content(joined(pieces));
  }
  if (isOpen) yield zip.close();
  yield* zip.ending();
}

/** The size of a file, all parts of a stream together. */
function fileSize(index, record) {
  let size = 0;
  for (let i = record; i < index.after(record); i++) size += index.size(i);
  return size;
}
