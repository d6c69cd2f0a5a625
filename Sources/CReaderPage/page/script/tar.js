// The tar that an index stands for: FORMAT.md, section 5.2. No tar is ever parsed; what has to be there is made and compared.

const BLOCK = 512, LARGE = 2 ** 33;

/** Zeros up to a multiple of a block. */
function fillLength(size) {
  return (BLOCK - size % BLOCK) % BLOCK;
}

function ustarBlock(name, mode, size, mtime, kind, target = NOTHING) {
  const block = new Uint8Array(BLOCK);
  const octal = (at, number, digits) => block.set(ascii(number.toString(8).padStart(digits, "0")), at);
  block.set(name.subarray(0, 100), 0);
  octal(100, mode, 7);
  octal(108, 0, 7);
  octal(116, 0, 7);
  octal(124, size, 11);
  octal(136, mtime, 11);
  block[156] = kind;
  block.set(target.subarray(0, 100), 157);
  block.set(ascii("ustar\x0000"), 257);
  octal(329, 0, 7);
  octal(337, 0, 7);
  block.fill(0x20, 148, 156);
  octal(148, block.reduce((sum, byte) => sum + byte, 0), 6);
  block[154] = 0;
  return block;
}

/** LENGTH KEY=VALUE LF, counted up from below: of two lengths that count themselves rightly this finds the smaller. */
function paxRecord(key, value) {
  const rest = concat(ascii(` ${key}=`), value, ascii("\n"));
  let length = rest.length;
  while (length !== rest.length + String(length).length) length = rest.length + String(length).length;
  return concat(ascii(String(length)), rest);
}

function tarName(index, i) {
  if (index.part(i)) return concat(index.path(i), ascii("/part" + String(index.part(i)).padStart(6, "0")));
  return index.kind(i) === FOLDER ? concat(index.path(i), ascii("/")) : index.path(i);
}

function needsPax(name) {
  return name.length > 100 || name.some((byte) => byte > 0x7f);
}

function paxRecords(index, i, name) {
  const target = index.target(i), size = index.size(i), mtime = index.mtime(i);
  const records = [];
  if (needsPax(name) || needsPax(target)) {
    if (utf8(name) === null || utf8(target) === null) records.push(paxRecord("hdrcharset", ascii("BINARY")));
    if (needsPax(name)) records.push(paxRecord("path", name));
    if (needsPax(target)) records.push(paxRecord("linkpath", target));
  }
  if (size >= LARGE) records.push(paxRecord("size", ascii(String(size))));
  if (isLongTime(mtime)) records.push(paxRecord("mtime", ascii(String(mtime))));
  return concat(...records);
}

function isLongTime(mtime) {
  return mtime < 0n || mtime >= BigInt(LARGE);
}

/** All header blocks of a record. */
function tarHeader(index, i) {
  const name = tarName(index, i);
  const records = paxRecords(index, i, name);
  const size = index.size(i) < LARGE ? index.size(i) : 0;
  const mtime = isLongTime(index.mtime(i)) ? 0n : index.mtime(i);
  const header = ustarBlock(name, index.mode(i), size, mtime, index.kind(i), index.target(i));
  if (!records.length) return header;
  return concat(ustarBlock(ascii("tuckbox/pax"), 0o644, records.length, 0, 0x78), records, new Uint8Array(fillLength(records.length)), header);
}

function tarHeaderLength(index, i) {
  const records = paxRecords(index, i, tarName(index, i)).length;
  return BLOCK + (records ? BLOCK + records + fillLength(records) : 0);
}
