// Keys and slots: FORMAT.md, section 4.

const PASSPHRASE_SLOT = 1, KEY_FILE_SLOT = 2, RECOVERY_SLOT = 3;
const MIN_ROUNDS = 210000, MAX_ROUNDS = 10000000, ROUNDS = 600000;

function payloadKey(contentKey) {
  return hkdfExpand("SHA-512", contentKey, D("tuckbox.vault/v0/payload"), 32);
}

function headerKey(contentKey) {
  return hkdfExpand("SHA-512", contentKey, D("tuckbox.vault/v0/header"), 32);
}

function slotContext(vaultId, slot) {
  return concat(D("tuckbox.vault/v0/slot"), vaultId, slot.subarray(0, 152));
}

function slotRounds(slot) {
  return u32(slot, 4);
}

function slotSalt(slot) {
  return slot.subarray(8, 40);
}

function recoveryPoint(slot) {
  return slot.subarray(4, 69);
}

/** Refuses what must be refused before any derivation. */
function checkSlots(copy) {
  const rounds = new Map();
  for (const slot of copy.slots) {
    requireZero(slot.subarray(1, 4), "in a slot");
    if (slot[0] === RECOVERY_SLOT) {
      requireZero(slot.subarray(134, 152), "in a slot");
      if (!isPoint(recoveryPoint(slot)) || !isPoint(slot.subarray(69, 134))) throw altered("One of its recovery keys is not a key.");
    } else if (slot[0] === PASSPHRASE_SLOT || slot[0] === KEY_FILE_SLOT) {
      requireZero(slot.subarray(40, 152), "in a slot");
      if (slotRounds(slot) < MIN_ROUNDS) throw altered("Its passphrase is protected by less than the format demands.");
      if (slot[0] === PASSPHRASE_SLOT && copy.needsTwoFactors) throw altered("It demands two factors, and has a way in with one.");
      rounds.set(hex(slot.subarray(4, 40)), slotRounds(slot));
    } else {
      throw altered("It has a kind of slot that the format does not know.");
    }
  }
  const sum = Array.from(rounds.values()).reduce((a, b) => a + b, 0);
  if (sum > MAX_ROUNDS) throw altered("It would keep this computer busy with its passphrase for longer than the format allows.");
}

async function secondFactorKey(kek1, keyFile, salt) {
  const extracted = await hkdfExtract("SHA-512", salt, concat(kek1, keyFile));
  return hkdfExpand("SHA-512", extracted, D("tuckbox.vault/v0/kek2"), 32);
}

async function recoveryKek(sharedSecret, vaultId) {
  const exporter = await exporterSecret(sharedSecret, concat(D("tuckbox.vault/v0/recovery"), vaultId));
  return hpkeExport(exporter, ascii("tuckbox.vault/v0/kek3"), 32);
}

/** PBKDF2 for one passphrase, each (salt, rounds) once. */
class Derivations {
  constructor(passphrase, starting = () => {}) {
    Object.assign(this, { passphrase, starting, known: new Map() });
  }

  async kek(slot) {
    const which = hex(slot.subarray(4, 40));
    if (!this.known.has(which)) {
      this.starting();
      this.known.set(which, await pbkdf2(this.passphrase, slotSalt(slot), slotRounds(slot)));
    }
    return this.known.get(which);
  }

  forget() {
    for (const key of this.known.values()) key.fill(0);
    this.known.clear();
  }
}

/** The key that these secrets give for this slot, or null if they are not for it. */
async function slotKek(slot, vaultId, secrets, derivations) {
  if (slot[0] === RECOVERY_SLOT) {
    const own = secrets.recoveryKey;
    if (!own || !equal(own.point, recoveryPoint(slot))) return null;
    const enc = slot.subarray(69, 134);
    return recoveryKek(await kemSharedSecret(own.privateKey, enc, enc, own.point), vaultId);
  }
  if (!secrets.passphrase || (slot[0] === KEY_FILE_SLOT && !secrets.keyFile)) return null;
  const kek1 = await derivations.kek(slot);
  return slot[0] === PASSPHRASE_SLOT ? kek1 : secondFactorKey(kek1, secrets.keyFile, slotSalt(slot));
}

/**
 * The content key and the number of the slot that gave it.
 * secrets: passphrase (from importPassphrase), keyFile (16 bytes), recoveryKey (from readRecoveryKey); what is not given is missing.
 */
async function unlock(copy, secrets, starting) {
  const derivations = new Derivations(secrets.passphrase, starting);
  try {
    for (const [number, slot] of copy.slots.entries()) {
      const kek = await slotKek(slot, copy.vaultId, secrets, derivations);
      if (!kek) continue;
      try {
        const message = await Message.open(kek, slotContext(copy.vaultId, slot), new BytesSource(slot.subarray(152)));
        return { contentKey: await message.bytes(0, 32), number };
      } catch (problem) {
        if (!(problem instanceof BadMessage)) throw problem;
      }
    }
  } finally {
    derivations.forget();
  }
  throw new VaultProblem(WRONG_KEY, "Nothing that was given opens this vault.");
}
