// The first view: pick a vault, say the passphrase, open it.

/** What was picked, and its header: claimed, until the vault is open. */
const picked = { file: null, header: null };

function fieldInputs() {
  return { passphrase: byId("passphrase"), code: byId("code"), recovery: byId("recovery"), "recovery-passphrase": byId("recovery-passphrase") };
}

function showOpenProblem(problem, facts) {
  for (const input of Object.values(fieldInputs())) input.removeAttribute("aria-invalid");
  byId("open-problem").replaceChildren(...(problem ? [problemBox(problem, facts)] : []));
  if (!problem) return;
  const field = problem instanceof SecretProblem ? problem.field : problem.kind === WRONG_KEY ? (facts.usesRecovery ? "recovery" : "passphrase") : null;
  const input = field && fieldInputs()[field];
  if (!input) return;
  input.setAttribute("aria-invalid", "true");
  input.focus();
  if (input.type === "password") input.select();
}

async function pickVault(files) {
  if (!files.length || task) return;
  forgetPicked();
  picked.file = files[0].file;
  showOpenProblem(null);
  try {
    picked.header = await readHeader(picked.file);
  } catch (problem) {
    showOpenProblem(problem, {});
    return;
  }
  showFacts();
}

function forgetPicked() {
  picked.file = null;
  picked.header = null;
  byId("vault-facts").hidden = true;
  for (const id of ["code-field", "recovery-field"]) byId(id).hidden = true;
  byId("passphrase-field").hidden = false;
}

function slotKinds(header) {
  return new Set(header.slots.map((slot) => slot[0]));
}

/** Shows what the vault says of itself, and the fields that it can be opened with. */
function showFacts() {
  const { chosen } = picked.header;
  const kinds = slotKinds(chosen);
  const made = day(chosen.created);
  const facts = [escapeText(picked.file.name), byteCount(picked.file.size), chosen.label, made && `made ${made}`].filter(Boolean);
  byId("vault-summary").textContent = facts.join(" · ");
  byId("vault-text").textContent = chosen.finderText;
  byId("vault-facts").hidden = false;
  byId("passphrase-field").hidden = kinds.size === 1 && kinds.has(RECOVERY_SLOT);
  byId("code-field").hidden = !kinds.has(KEY_FILE_SLOT);
  byId("code-field").open = kinds.has(KEY_FILE_SLOT) && !kinds.has(PASSPHRASE_SLOT);
  byId("recovery-field").hidden = !kinds.has(RECOVERY_SLOT);
  byId("recovery-field").open = kinds.size === 1 && kinds.has(RECOVERY_SLOT);
}

async function recoveryFilePicked(files) {
  const text = files.length ? await readSmallFile(files[0].file) : "";
  byId("recovery-passphrase-field").hidden = !isLockedRecoveryKey(text);
}

/** Keys are a few hundred bytes; somebody may pick a film. */
async function readSmallFile(file) {
  return latin1(new Uint8Array(await file.slice(0, 65536).arrayBuffer()));
}

/** What was typed and picked, as unlock wants it. Throws SecretProblem for the first thing that is wrong. */
async function givenSecrets() {
  const secrets = {};
  const recoveryFile = byId("recovery").files[0];
  if (recoveryFile && !byId("recovery-field").hidden) {
    const typed = byId("recovery-passphrase").value;
    const text = await readSmallFile(recoveryFile);
    const passphrase = isLockedRecoveryKey(text) && typed ? readPassphrase(typed, "recovery-passphrase") : null;
    secrets.recoveryKey = await readRecoveryKey(text, passphrase);
  }
  const typed = byId("passphrase").value;
  if (byId("passphrase-field").hidden ? !secrets.recoveryKey : !typed && !secrets.recoveryKey) {
    if (byId("passphrase-field").hidden) throw new SecretProblem("recovery", "Pick the recovery key: this vault opens with nothing else.");
  }
  if (typed || !secrets.recoveryKey) {
    const bytes = readPassphrase(typed);
    secrets.passphrase = await importPassphrase(bytes);
    bytes.fill(0);
  }
  if (!byId("code-field").hidden) {
    const code = byId("code").value;
    const codeFile = byId("code-file").files[0];
    if (code.trim()) secrets.keyFile = readKeyFile(typedBytes(code));
    else if (codeFile) secrets.keyFile = readKeyFile(new Uint8Array(await codeFile.slice(0, 4096).arrayBuffer()));
  }
  return secrets;
}

/** What was typed as a code; a blank at its ends, tabs too, is no part of it. */
function typedBytes(code) {
  return ascii(code.trim());
}

async function submitOpen(event) {
  event.preventDefault();
  if (task) return;
  const { file, header } = picked;
  if (!file) {
    byId("open-problem").replaceChildren(messageBox("bad", "Pick a vault first", ["It is the file that ends in .vault, probably beside this page."]));
    byId("vault-file").focus();
    return;
  }
  // What is wrong with it stands there already.
  if (!header) return;
  showOpenProblem(null);
  const facts = { needsCode: !slotKinds(header.chosen).has(PASSPHRASE_SLOT) && slotKinds(header.chosen).has(KEY_FILE_SLOT) };
  try {
    const secrets = await givenSecrets();
    facts.hasCode = Boolean(secrets.keyFile);
    facts.usesRecovery = Boolean(secrets.recoveryKey) && !secrets.passphrase;
    const vault = await during("Reading the vault…", (own) => openChecked(file, header, secrets, own));
    if (!vault) return;
    forgetTyped();
    showVault(vault, secrets);
  } catch (problem) {
    showOpenProblem(problem, facts);
  }
}

/** Vaults up to this size are read whole before anything of them is shown: a second at most. Larger ones are checked as they are read. */
const CHECKED_AT_ONCE = 64 * 1024 * 1024;

async function openChecked(file, header, secrets, own) {
  const starting = () => own.step("Working out the key from the passphrase. This takes a few seconds, and would take whoever tries to guess it years…");
  const vault = await Vault.open(file, secrets, { starting, header });
  if (vault.layout.length > CHECKED_AT_ONCE) return vault;
  own.step("Checking every part of the vault…", vault.layout.length);
  try {
    await vault.check(own.progress);
  } catch (problem) {
    // With a part that is damaged the others can still be had; with anything else nothing is shown.
    if (!(problem instanceof VaultProblem) || problem.chunk === null) throw problem;
    vault.damage = await findDamage(vault, own);
  }
  return vault;
}

/** Which chunks are damaged. */
async function findDamage(vault, own) {
  const chunks = [];
  own.step("Looking for what is damaged…", vault.layout.length);
  for (let chunk = 0; chunk < vault.message.count; chunk++) {
    try {
      await vault.message.chunk(chunk);
    } catch (problem) {
      if (!(problem instanceof BadMessage)) throw problem;
      chunks.push(chunk);
    }
    own.progress(CHUNK);
  }
  return chunks;
}

function forgetTyped() {
  for (const input of Object.values(fieldInputs())) {
    input.value = "";
    input.removeAttribute("aria-invalid");
  }
  byId("code-file").value = "";
  for (const box of document.querySelectorAll("[data-shows]")) {
    box.checked = false;
    for (const id of box.dataset.shows.split(" ")) byId(id).type = "password";
  }
}
