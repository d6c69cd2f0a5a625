// The third view: a new vault under a new passphrase.

const MINIMUM_CHARACTERS = 12;
let chosen = [];

function addMakeFiles(files) {
  for (const item of files) {
    chosen = chosen.filter((other) => other.path !== item.path);
    chosen.push(item);
  }
  byId("make-files").value = "";
  showMakePlan();
}

function showMakePlan() {
  const shown = chosen.slice(0, 100).map(({ path, file }) => ({ name: escapeText(path), text: [`${escapeText(path)} (${byteCount(file.size)})`] }));
  showPlan(byId("make-plan"), shown, (number) => {
    chosen.splice(number, 1);
    showMakePlan();
  });
  if (chosen.length > shown.length) byId("make-plan").append(element("li", {}, `and ${counted(chosen.length - shown.length, "more file")}`));
}

/** Twenty signs that cannot be taken for others: 100 bits. */
function suggestPassphrase() {
  const signs = "abcdefghjkmnpqrstuvwxyz123456789";
  const text = Array.from(random(20), (byte) => signs[byte & 31]).join("").match(/.{4}/g).join("-");
  for (const id of ["new-passphrase", "new-again"]) {
    byId(id).value = text;
    byId(id).type = "text";
  }
  document.querySelector("[data-shows~=new-passphrase]").checked = true;
  showStatus(messageBox("", "Write it down now", ["Nobody can open the vault without it. Keep the paper apart from the vault."]));
}

/** Refuses what is plainly too weak. How strong a passphrase really is, tuckbox at school measures better. */
function readNewPassphrase() {
  const text = byId("new-passphrase").value;
  const bytes = readPassphrase(text, "new-passphrase");
  const signs = Array.from(text.normalize("NFC"));
  if (signs.length < MINIMUM_CHARACTERS) throw new SecretProblem("new-passphrase", `The passphrase is too short: it needs ${MINIMUM_CHARACTERS} characters.`);
  if (new Set(signs).size < 6 || /^[0-9 .\/-]+$/.test(text)) throw new SecretProblem("new-passphrase", "This passphrase is easy to guess. Use several words that do not belong together.");
  if (byId("new-again").value !== text) throw new SecretProblem("new-again", "The two passphrases are not the same.");
  return bytes;
}

async function submitMake(event) {
  event.preventDefault();
  if (task) return;
  const inputs = ["new-passphrase", "new-again", "new-recovery"];
  const say = (box) => byId("make-problem").replaceChildren(...(box ? [box] : []));
  for (const id of inputs) byId(id).removeAttribute("aria-invalid");
  say(null);
  if (!chosen.length) {
    say(messageBox("bad", "Pick the files first", []));
    byId("make-files").focus();
    return;
  }
  try {
    const passphrase = await importPassphrase(readNewPassphrase());
    const recoveryFile = byId("new-recovery").files[0];
    const points = recoveryFile ? [await readRecoveryPublicKey(await readSmallFile(recoveryFile))] : [];
    const label = byId("new-label").value;
    const vaultId = random(16);
    const now = BigInt(Math.floor(Date.now() / 1000));
    const recipe = {
      members: membersOfFiles(chosen), finder: finderText(label), fixed: fixedPart(vaultId, now, label, 0),
      slots: new NewSlots(passphrase, null, points),
    };
    await makeAndSave(recipe, `vault-${hex(vaultId.subarray(0, 4))}.vault`, { passphrase }, "Keep the passphrase: nobody can open the vault without it.");
    byId("make-title").focus();
  } catch (problem) {
    say(problemBox(problem, {}));
    const input = problem instanceof SecretProblem && byId(problem.field);
    if (input) {
      input.setAttribute("aria-invalid", "true");
      input.focus();
    }
  }
}

function leaveMake() {
  chosen = [];
  showMakePlan();
  byId("make-form").reset();
  for (const id of ["new-passphrase", "new-again"]) byId(id).type = "password";
  byId("make-problem").replaceChildren();
  revokeAddresses();
  showStatus();
  showSection("start");
}
