// Run in the page by test_kit.py: opens every case of the kit with the page's own functions, several at a time.
// cases: of kit.json. The files were picked with an input of the test's own, #test-files.
async function runKit(cases) {
  const files = new Map(Array.from(document.getElementById("test-files").files, (file) => [file.name, file]));
  const texts = new Map();
  const read = async (name) => {
    const file = name.replace("secrets/", "");
    if (!texts.has(file)) texts.set(file, new Uint8Array(await files.get(file).arrayBuffer()));
    return texts.get(file);
  };
  // The page itself has no file with a passphrase; the rule on its last line break is the reader's of such files.
  const passphraseOf = async (name) => readPassphrase(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await read(name)).replace(/\r?\n$/, ""));
  const keys = new Map(), recoveryKeys = new Map();

  async function secretsOf(secrets) {
    const given = {};
    if (secrets.passphrase) {
      if (!keys.has(secrets.passphrase)) keys.set(secrets.passphrase, await importPassphrase(await passphraseOf(secrets.passphrase)));
      given.passphrase = keys.get(secrets.passphrase);
    }
    if (secrets.key_file) given.keyFile = readKeyFile(await read(secrets.key_file));
    if (secrets.recovery_key) {
      const locked = secrets.recovery_passphrase;
      if (!recoveryKeys.has(secrets.recovery_key)) {
        recoveryKeys.set(secrets.recovery_key, await readRecoveryKey(latin1(await read(secrets.recovery_key)), locked && await passphraseOf(locked)));
      }
      given.recoveryKey = recoveryKeys.get(secrets.recovery_key);
    }
    return given;
  }

  // Each derivation once, and counted all the same. One case at a time asks, by its secret and salt.
  const real = pbkdf2;
  const known = new Map(), numbers = new Map();
  let asked = null;
  pbkdf2 = (passphrase, salt, rounds, ...rest) => {
    if (!numbers.has(passphrase)) numbers.set(passphrase, numbers.size);
    const which = [numbers.get(passphrase), hex(salt), rounds, ...rest].join();
    if (asked) asked.add(which);
    if (!known.has(which)) known.set(which, real(passphrase, salt, rounds, ...rest));
    return known.get(which).then((key) => key.slice());
  };

  async function tarHash(vault) {
    if (vault.layout.tarLength > 1 << 26) throw new Error("large");
    return hex(await sha256(await vault.message.bytes(0, vault.layout.tarLength)));
  }

  async function outcome(one) {
    const result = { file: one.file, open: 0, warning: false, verify: 13, sha256: null, derivations: 0 };
    const secrets = await secretsOf(one.secrets);
    asked = new Set();
    const mine = asked;
    try {
      const vault = await Vault.open(files.get(one.file), secrets);
      result.warning = !await vault.check() || vault.warnings.length > 0;
      result.verify = vault.isVerified ? 0 : 13;
      result.sha256 = await tarHash(vault);
    } catch (problem) {
      if (!(problem instanceof VaultProblem)) {
        result.open = `${problem}\n${problem.stack}`;
      } else {
        result.open = problem.kind;
        result.verify = problem.kind;
      }
      result.warning = false;
    }
    result.derivations = mine.size;
    return result;
  }

  const results = [];
  for (const one of cases) results.push(await outcome(one));
  pbkdf2 = real;
  return results;
}
