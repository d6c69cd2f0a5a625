// The second view: what is in the vault, folder by folder; saving one or all.

/** The open vault, what opened it, and the folder that is shown (-1: the top). */
let current = null;

const ROWS = 200;

function showVault(vault, secrets) {
  current = { vault, secrets, folder: -1, shown: 0, rows: null, back: [] };
  const { header } = vault;
  for (const banner of document.querySelectorAll("[data-label]")) banner.textContent = header.label;
  byId("opened-title").textContent = escapeText(vault.file.name);
  byId("opened-problem").replaceChildren(...vaultWarnings(vault));
  byId("save-all").hidden = Boolean(vault.damage);
  showChecked(vault);
  // One folder that holds everything needs no click.
  showFolder(topFolder(vault.index));
  startReturn();
  showSection("opened");
}

function showChecked(vault) {
  const made = day(vault.header.created);
  const parts = [made && `Made ${made}.`, vault.checked ? "Every part of it was checked: nothing is damaged or altered." : ""];
  byId("opened-summary").textContent = parts.filter(Boolean).join(" ");
  byId("check-aside").hidden = Boolean(vault.checked || vault.damage);
}

function vaultWarnings(vault) {
  const boxes = [];
  if (vault.damage) {
    const files = damagedFiles(vault);
    boxes.push(messageBox("bad", "This vault is damaged", [
      `${counted(vault.damage.length, "part")} of it cannot be read. What is whole can be saved file by file; these cannot:`,
      ], [...files.slice(0, 8), ...(files.length > 8 ? [`and ${files.length - 8} more`] : [])]));
    boxes[0].append(element("p", {}, "Copy the vault again from where it came from, or ask the school: tuckbox unwrap --salvage."));
  }
  const warnings = [...vault.warnings];
  if (vault.checked && !vault.checksumsAgree) warnings.push("Its table of checksums is damaged.");
  if (warnings.length) {
    boxes.push(messageBox("", "The contents are whole, but the vault is not", [...warnings, "Make a new vault of them soon, and tell the school."]));
  }
  return boxes;
}

/** Names of the files that damaged chunks are part of. */
function damagedFiles(vault) {
  const names = new Set();
  for (const chunk of vault.damage) {
    const { first, end } = vault.recordsIn(chunk);
    for (let i = first; i < end; i++) {
      if (vault.index.kind(i) === FILE) names.add(displayName(vault.index.path(i)));
      vault.damagedRecords ??= new Set();
      vault.damagedRecords.add(i);
    }
  }
  return Array.from(names);
}

function showFolder(folder) {
  current.folder = folder;
  current.rows = current.vault.index.children(folder);
  byId("members").replaceChildren();
  showCrumbs();
  showRows();
}

function showRows() {
  const body = byId("members");
  let row = { done: false };
  for (let count = 0; count < ROWS; count++) {
    row = current.rows.next();
    if (row.done) break;
    body.append(memberRow(row.value));
  }
  byId("more").hidden = row.done;
  if (!body.children.length) body.append(element("tr", {}, element("td", { colSpan: 4 }, "This folder is empty.")));
}

/** The way from the top to the folder that is shown. */
function showCrumbs() {
  const { vault, folder } = current;
  const crumbs = [];
  if (folder >= 0) {
    crumbs.push(element("button", { type: "button", className: "link", onclick: () => enterFolder(-1) }, "All"));
    for (const ancestor of ancestors(vault.index, folder)) {
      crumbs.push(element("span", { "aria-hidden": "true" }, "/"));
      const name = displayName(lastComponent(vault.index.path(ancestor)));
      crumbs.push(ancestor === folder
        ? element("strong", { "aria-current": "location", tabIndex: -1, id: "here" }, name)
        : element("button", { type: "button", className: "link", onclick: () => enterFolder(ancestor) }, name));
    }
  }
  byId("crumbs").replaceChildren(...crumbs);
}

function enterFolder(folder) {
  showFolder(folder);
  (folder < 0 ? byId("opened-title") : byId("here")).focus();
}

/** The folders from the top down to this one, itself included. */
function ancestors(index, folder) {
  const found = [];
  let low = -1;
  while (low !== folder) {
    for (const child of index.children(low)) {
      if (index.kind(child) === FOLDER && child <= folder && folder < index.ends[child]) {
        found.push(child);
        low = child;
        break;
      }
    }
  }
  return found;
}

function memberRow(record) {
  const { vault } = current;
  const { index } = vault;
  const name = displayName(lastComponent(index.path(record)));
  const kind = index.kind(record);
  const cell = (className, ...content) => element("td", { className }, ...content);
  const actions = [];
  let title = name, size = "";
  if (kind === FOLDER) {
    title = element("button", { type: "button", className: "link", onclick: () => enterFolder(record) }, `${name}/`);
    size = "folder";
    if (!vault.damage) actions.push(actionButton("Save", name, () => saveFolder(record)));
  } else if (kind === LINK) {
    size = "link";
    title = `${name} → ${displayName(index.target(record))}`;
  } else if (isDamaged(vault, record)) {
    size = byteCount(fileSize(index, record));
    actions.push("damaged");
  } else {
    size = byteCount(fileSize(index, record));
    if (previewKind(name)) actions.push(actionButton("Preview", name, () => preview(record)));
    actions.push(actionButton("Save", name, () => saveFile(record)));
  }
  return element("tr", {}, element("th", { scope: "row" }, title), cell("number", size), cell("date", day(index.mtime(record))), cell("actions", ...actions));
}

function isDamaged(vault, record) {
  if (!vault.damagedRecords) return false;
  for (let i = record; i < vault.index.after(record); i++) if (vault.damagedRecords.has(i)) return true;
  return false;
}

function actionButton(verb, name, action) {
  return element("button", { type: "button", "aria-label": `${verb} ${name}`, onclick: action }, verb);
}

/** The contents of one file, all parts of a stream joined. */
async function* fileContents(vault, record, progress) {
  for await (const { pieces } of vault.contents(record, vault.index.after(record), progress)) yield joined(pieces);
}

function saveFile(record) {
  const { vault } = current;
  const name = safeName(lastComponent(vault.index.path(record)));
  return save(name, fileSize(vault.index, record), (own) => fileContents(vault, record, own.progress));
}

function saveFolder(record) {
  const { vault } = current;
  const { index, layout } = vault;
  const path = index.path(record);
  const end = index.ends[record];
  const size = layout.starts[end] - layout.starts[record];
  return save(`${safeName(lastComponent(path))}.zip`, size, (own) => zipOf(vault, record, end, path.lastIndexOf(SLASH) + 1, own.progress));
}

/** One file as it is; more as a ZIP. */
function saveAll() {
  const { vault } = current;
  const { index } = vault;
  if (index.kind(0) === FILE && index.after(0) === index.count) return saveFile(0);
  const stem = vault.file.name.replace(/\.vault$/i, "");
  return save(`${safeName(ascii(stem))}.zip`, vault.layout.length, (own) => zipOf(vault, 0, index.count, 0, own.progress));
}

/** Collects pieces(task) and downloads it. */
async function save(name, size, pieces) {
  try {
    const blob = await during(`Unlocking “${name}”…`, (own) => {
      own.step(`Unlocking “${name}”…`, size);
      return blobOf(pieces(own), own);
    });
    if (!blob || !current) return;
    const link = downloadLink(blob, name);
    link.click();
    showStatus(messageBox("good", `Saved “${name}”`, ["It is in the folder for downloads, unless your browser asked where to put it.", link]));
  } catch (problem) {
    showStatus(problemBox(problem, {}));
  }
}

async function checkNow() {
  const { vault } = current;
  const refuse = (problem) => {
    closeVault();
    showOpenProblem(problem, {});
  };
  try {
    const agreed = await during("Checking…", async (own) => {
      own.step("Checking every part of the vault…", vault.layout.length);
      try {
        return await vault.check(own.progress);
      } catch (problem) {
        if (!(problem instanceof VaultProblem) || problem.chunk === null) throw problem;
        vault.damage = await findDamage(vault, own);
        return false;
      }
    });
    if (agreed === undefined || !current) return;
    byId("opened-problem").replaceChildren(...vaultWarnings(vault));
    byId("save-all").hidden = Boolean(vault.damage);
    showChecked(vault);
    showFolder(current.folder);
  } catch (problem) {
    if (problem instanceof VaultProblem) refuse(problem);
    else showStatus(problemBox(problem, {}));
  }
}

/** Forgets the vault and everything that opened it. */
function closeVault() {
  stopTask();
  if (byId("preview").open) byId("preview").close();
  if (current?.secrets.keyFile) current.secrets.keyFile.fill(0);
  current = null;
  revokeAddresses();
  for (const id of ["members", "crumbs", "opened-problem", "return-plan"]) byId(id).replaceChildren();
  for (const banner of document.querySelectorAll("[data-label]")) banner.textContent = "";
  byId("opened-title").textContent = "";
  showStatus();
  if (!embeddedVault) {
    byId("vault-file").value = "";
    forgetPicked();
  }
  forgetTyped();
  showSection("start");
}
