// Making vaults: FORMAT.md, section 6, "A new vault" and "A vault that is changed and comes back".

/**
 * Members of a new vault: { path, kind, mode, mtime, size, part, target, read }. path: bytes. mtime: BigInt. read(): an async generator of the
 * contents, or missing. Sorted and with folders on record, they become an Index, which checks them by the rules that readers follow.
 */
function indexOf(members) {
  members.sort((a, b) => comparePaths(a.path, b.path) || a.part - b.part);
  const records = members.map((member) => {
    const head = new Uint8Array(RECORD);
    const data = view(head);
    head[0] = member.kind;
    data.setUint16(2, member.mode);
    data.setUint32(4, member.part ?? 0);
    data.setBigInt64(8, member.mtime);
    data.setBigUint64(16, BigInt(member.size ?? 0));
    data.setUint16(24, member.path.length);
    const target = member.target ?? NOTHING;
    data.setUint16(26, target.length);
    return concat(head, member.path, target);
  });
  return new Index(concat(...records), members.length);
}

/** The same; what breaks the rules is then a name that somebody picked. */
function namedIndex(members) {
  try {
    return indexOf(members);
  } catch (problem) {
    if (!(problem instanceof VaultProblem)) throw problem;
    throw new SecretProblem("make-files", "One of the names does not fit into a vault. It is too long, or a folder and a file have the same one. Rename it, and add it again.");
  }
}

/** The inner form, in order. */
async function* innerForm(layout, members, progress) {
  for (const segment of function* () { yield* layout.segments(0, members.length); yield* layout.ending(); }()) {
    if (segment.expected) {
      yield segment.expected;
    } else if (segment.zeros) {
      yield new Uint8Array(segment.zeros);
    } else if (segment.content) {
      let done = 0;
      for await (const piece of members[segment.record].read()) {
        done += piece.length;
        if (done > segment.content) break;
        yield piece;
        progress(piece.length);
      }
      if (done !== segment.content) throw new SourceChanged(displayName(members[segment.record].path));
    }
  }
}

/** A file is not what it was when it was picked: somebody saved it meanwhile, or took the stick away. */
class SourceChanged extends Error {
  constructor(name) {
    super(name);
    this.file = name;
  }
}

/** The contents of a file that was picked. */
async function* readFile(file) {
  const size = BATCH * CHUNK;
  for (let at = 0; at < file.size; at += size) {
    try {
      yield new Uint8Array(await file.slice(at, at + size).arrayBuffer());
    } catch {
      throw new SourceChanged(file.name);
    }
  }
}

/** A slot's first 152 bytes and the key that seals it. */
class NewSlots {
  /** passphrase: from importPassphrase, or null. keyFile: 16 bytes, or null. points: recovery keys. */
  constructor(passphrase, keyFile, points, rounds = ROUNDS) {
    Object.assign(this, { passphrase, keyFile, points, rounds });
  }

  async seal(contentKey, vaultId) {
    const slots = [];
    if (this.passphrase) slots.push(await this.passphraseSlot(contentKey, vaultId));
    for (const point of this.points) slots.push(await recoverySlot(point, contentKey, vaultId));
    return slots;
  }

  async passphraseSlot(contentKey, vaultId) {
    const salt = random(32);
    const kek1 = await pbkdf2(this.passphrase, salt, this.rounds);
    const kind = this.keyFile ? KEY_FILE_SLOT : PASSPHRASE_SLOT;
    const kek = this.keyFile ? await secondFactorKey(kek1, this.keyFile, salt) : kek1;
    return sealSlot(concat(Uint8Array.of(kind, 0, 0, 0), u32Bytes(this.rounds), salt), kek, contentKey, vaultId);
  }
}

async function recoverySlot(point, contentKey, vaultId) {
  const ephemeral = await crypto.subtle.generateKey(P256_ECDH, false, ["deriveBits"]);
  const enc = new Uint8Array(await crypto.subtle.exportKey("raw", ephemeral.publicKey));
  const kek = await recoveryKek(await kemSharedSecret(ephemeral.privateKey, point, enc, point), vaultId);
  return sealSlot(concat(Uint8Array.of(RECOVERY_SLOT, 0, 0, 0), point, enc), kek, contentKey, vaultId);
}

async function sealSlot(head, kek, contentKey, vaultId) {
  const start = new Uint8Array(152);
  start.set(head);
  return concat(start, await sealMessage(kek, slotContext(vaultId, start), random(24), contentKey));
}

function fixedPart(vaultId, created, label, flags) {
  const fixed = new Uint8Array(512);
  fixed.set(ascii(MAGIC));
  view(fixed).setUint16(10, flags);
  fixed.set(vaultId, 12);
  fixed.set(u64Bytes(created), 28);
  fixed[36] = label.length;
  fixed.set(ascii(label), 37);
  return fixed;
}

async function headerCopy(place, macKey, finder, fixed, prefix, slots) {
  const raw = new Uint8Array(COPY);
  raw.set(finder);
  raw.set(fixed, 1024);
  raw.set(prefix, 1536);
  raw.set(u64Bytes(1), 1592);
  raw[1600] = place;
  raw[1601] = slots.length;
  slots.forEach((slot, k) => raw.set(slot, 1664 + 256 * k));
  raw.set(await hmac("SHA-512", macKey, raw.subarray(0, 4000)), 4000);
  raw.set(await sha256(raw.subarray(0, 4064)), 4064);
  checkCopy(new HeaderCopy(raw));
  return raw;
}

/**
 * A vault's bytes, in order: a new content key and payload salt, seq 1.
 * finder: 1,024 bytes. fixed: 512 bytes, F. slots: NewSlots.
 */
async function* writeVault({ members, finder, fixed, slots }, progress = () => {}) {
  const layout = new Layout(namedIndex(members));
  const contentKey = random(32);
  const vaultId = fixed.subarray(12, 28);
  const sealed = await slots.seal(contentKey, vaultId);
  const key = await payloadKey(contentKey);
  const keys = await messageKeys(key, random(24), concat(D("tuckbox.vault/v0/context"), fixed));
  const macKey = await headerKey(contentKey);
  contentKey.fill(0);
  key.fill(0);
  const prefix = concat(keys.salt, keys.commitment);
  yield await headerCopy(0, macKey, finder, fixed, prefix, sealed);
  yield prefix;
  let length = PREFIX;
  const sums = [];
  for await (const stored of sealChunks(keys, innerForm(layout, members, progress))) {
    for (let at = 0; at < stored.length; at += STORED_CHUNK) {
      sums.push(crc(CRC32C, stored, at, Math.min(at + STORED_CHUNK, stored.length)));
    }
    length += stored.length;
    yield stored;
  }
  const table = new Uint8Array(4 * sums.length);
  sums.forEach((sum, i) => view(table).setUint32(4 * i, sum));
  yield table;
  yield u64Bytes(length);
  yield await headerCopy(1, macKey, finder, fixed, prefix, sealed);
}
