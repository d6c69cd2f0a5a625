// File inputs that files can also be dropped on, and passphrases that can be shown.

/** handlers: input id → function of [{ path, file }]. */
function connectInputs(handlers) {
  for (const [id, handler] of Object.entries(handlers)) {
    byId(id).addEventListener("change", (event) => {
      handler(Array.from(event.target.files, (file) => ({ path: file.webkitRelativePath || file.name, file })));
    });
  }
  // Anything dropped elsewhere would replace this page, passphrase and all.
  for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
  for (const zone of document.querySelectorAll("[data-drop]")) {
    zone.addEventListener("dragover", () => zone.classList.add("over"));
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", async (event) => {
      zone.classList.remove("over");
      handlers[zone.dataset.drop](await droppedFiles(event.dataTransfer));
    });
  }
  for (const box of document.querySelectorAll("[data-shows]")) {
    box.addEventListener("change", () => {
      for (const id of box.dataset.shows.split(" ")) byId(id).type = box.checked ? "text" : "password";
    });
  }
}

/** What was dropped, folders included, as { path, file }. */
async function droppedFiles(transfer) {
  const entries = Array.from(transfer.items ?? [], (item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return Array.from(transfer.files, (file) => ({ path: file.name, file }));
  const found = [];
  while (entries.length) {
    const entry = entries.pop();
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push({ path: entry.fullPath.replace(/^\//, ""), file });
    } else {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (!some.length) break;
        entries.push(...some);
      }
    }
  }
  return found;
}

/** The plan of files that will be locked: a line each, with a button that takes it out again. */
function showPlan(list, items, remove) {
  list.replaceChildren(...items.map((item, number) => element("li", {},
    element("span", {}, ...item.text),
    element("button", { type: "button", "aria-label": `Take out ${item.name}`, onclick: () => remove(number) }, "Take out"))));
}
