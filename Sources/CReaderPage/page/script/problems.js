// What can be wrong, in the four kinds of FORMAT.md, section 1. The words for people are in words.js.

const NOT_A_VAULT = 10, WRONG_KEY = 12, DAMAGED = 13, TOO_NEW = 14;

class VaultProblem extends Error {
  /**
   * kind: one of the four above. detail: a sentence that says which part.
   * altered: for DAMAGED, that somebody changed or made it so; storage alone does not do that.
   * chunk: the number of the damaged chunk of the payload, if it is one.
   */
  constructor(kind, detail, { altered = false, chunk = null } = {}) {
    super(detail);
    Object.assign(this, { kind, altered, chunk });
  }
}

function damaged(detail) {
  return new VaultProblem(DAMAGED, detail);
}

function altered(detail) {
  return new VaultProblem(DAMAGED, detail, { altered: true });
}

/** What was given is not a passphrase, a code or a recovery key at all. field: which input it is about. */
class SecretProblem extends Error {
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

/** Somebody pressed Stop, or closed the vault. */
class Stopped extends Error {}
