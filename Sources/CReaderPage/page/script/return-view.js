// Taking changes back: the vault's contents, with files replaced or added, in a new vault with a new content key and the same id and label.
// It opens with the slot that opened this one and with the recovery keys that its header, whose MAC was checked, names.

function startReturn() {
  byId("return-files").value = "";
  byId("return-consent").checked = false;
  byId("return-problem").replaceChildren();
  byId("return").hidden = Boolean(current.vault.damage);
  const lost = lostSlots(current.vault);
  byId("return-drops").hidden = !lost;
  byId("return-drops-text").textContent = lost
    ? `The new vault opens with what you opened this one with${recoveryPoints(current.vault).length ? ", and with the school’s recovery key" : ""}. It does not open with ${lost} that this one has: the page does not know ${lost.startsWith("1 ") ? "it" : "them"}.`
    : "";
  showReturnPlan();
}

/** In words, the passphrases that are not carried over; empty if there are none. */
function lostSlots(vault) {
  const others = vault.header.slots.filter((slot, number) => slot[0] !== RECOVERY_SLOT && number !== vault.slotNumber).length;
  return others ? counted(others, "other passphrase") : "";
}

function recoveryPoints(vault) {
  const points = new Map();
  for (const slot of vault.header.slots) if (slot[0] === RECOVERY_SLOT) points.set(hex(recoveryPoint(slot)), recoveryPoint(slot));
  return Array.from(points.values());
}

/** Where a file goes: the records that have its name, or the one folder at the top if there is nothing else. */
function placesFor(vault, name) {
  const { index } = vault;
  const wanted = ascii(name), normal = ascii(name.normalize("NFC"));
  const places = [];
  for (let i = 0; i < index.count && places.length < 50; i++) {
    const last = lastComponent(index.path(i));
    if (index.kind(i) === FILE && index.part(i) <= 1 && (equal(last, wanted) || equal(last, normal))) places.push(i);
  }
  return places;
}

function topFolder(index) {
  return index.kind(0) === FOLDER && index.ends[0] === index.count ? 0 : -1;
}

function addReturnFiles(files) {
  if (!current) return;
  for (const { file } of files) {
    const places = placesFor(current.vault, file.name);
    const known = current.back.findIndex((item) => item.file.name === file.name);
    if (known >= 0) current.back.splice(known, 1);
    current.back.push({ file, places, record: places.length ? places[0] : -1 });
  }
  byId("return-files").value = "";
  showReturnPlan();
}

function showReturnPlan() {
  const { vault, back } = current;
  const items = back.map((item) => ({ name: escapeText(item.file.name), text: returnText(vault, item) }));
  showPlan(byId("return-plan"), items, (number) => {
    back.splice(number, 1);
    showReturnPlan();
  });
  byId("return-button").disabled = !back.length;
}

function returnText(vault, item) {
  const name = escapeText(item.file.name);
  if (!item.places.length) {
    const top = topFolder(vault.index);
    return [`${name}: new${top < 0 ? "" : `, goes into “${displayName(vault.index.path(top))}”`}`];
  }
  const shown = (record) => `takes the place of “${displayName(vault.index.path(record))}”`;
  if (item.places.length === 1) return [`${name}: ${shown(item.places[0])}`];
  const select = element("select", {
    "aria-label": `Where ${name} goes`,
    onchange: (event) => { item.record = Number(event.target.value); },
  }, ...item.places.map((record) => element("option", { value: String(record) }, shown(record))));
  select.value = String(item.record);
  return [`${name}: `, select];
}

/** The members of the new vault. */
function returnedMembers(vault, back) {
  const { index } = vault;
  const replaced = new Map(back.filter((item) => item.record >= 0).map((item) => [item.record, item.file]));
  const members = [];
  const all = membersOfVault(vault);
  for (let i = 0; i < all.length; i++) {
    const file = replaced.get(i);
    if (!file) {
      members.push(all[i]);
    } else {
      members.push(fileMember(all[i].path, file, all[i].mode));
      // A stream's other parts go with the first.
      i = index.after(i) - 1;
    }
  }
  const top = topFolder(index);
  const folder = top < 0 ? NOTHING : concat(index.path(top), ascii("/"));
  for (const { record, file } of back) {
    if (record < 0) members.push(fileMember(concat(folder, ascii(file.name.normalize("NFC"))), file));
  }
  return members;
}

async function makeReturn() {
  const { vault, secrets, back } = current;
  const say = (box) => byId("return-problem").replaceChildren(...(box ? [box] : []));
  say(null);
  if (!byId("return-drops").hidden && !byId("return-consent").checked) {
    say(messageBox("bad", "Some passphrases will no longer work", ["Tick the box above if that is all right."]));
    byId("return-consent").focus();
    return;
  }
  const { header } = vault;
  const opening = header.slots[vault.slotNumber];
  const byPassphrase = opening[0] !== RECOVERY_SLOT;
  const slots = new NewSlots(byPassphrase ? secrets.passphrase : null, opening[0] === KEY_FILE_SLOT ? secrets.keyFile : null,
    recoveryPoints(vault), byPassphrase ? Math.max(ROUNDS, slotRounds(opening)) : ROUNDS);
  const recipe = { members: returnedMembers(vault, back), finder: header.raw.slice(0, 1024), fixed: header.fixed.slice(), slots };
  const name = `${vault.file.name.replace(/( \(changed\))?\.vault$/i, "")} (changed).vault`;
  try {
    await makeAndSave(recipe, safeName(ascii(name)), byPassphrase ? secrets : { recoveryKey: secrets.recoveryKey },
      "Put it where the old vault was, on the stick for example, and delete what you saved unlocked.");
  } catch (problem) {
    say(problemBox(problem, {}));
  }
}

/** Makes a vault, opens it again to see that it is whole, and saves it. */
async function makeAndSave(recipe, name, secrets, advice) {
  const total = recipe.members.reduce((sum, member) => sum + (member.size ?? 0), 0);
  const blob = await during("Locking…", async (own) => {
    own.step("Locking…", total);
    const made = await blobOf(writeVault(recipe, own.progress), own);
    own.step("Opening the new vault to see that it is whole…");
    const again = await Vault.open(made, secrets);
    own.step("Checking the new vault…", again.layout.length);
    if (!await again.check(own.progress) || !again.isVerified) throw new Error("the new vault is not whole");
    return made;
  });
  if (!blob) return;
  const link = downloadLink(blob, name);
  link.click();
  showStatus(messageBox("good", `Saved “${name}”`, [`It was opened again and is whole: ${byteCount(blob.size)}. ${advice}`, link]));
}
