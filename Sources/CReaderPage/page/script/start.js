// Connects everything, once.

function start() {
  if (!window.crypto?.subtle || !window.ReadableStream || !HTMLDialogElement) {
    byId("unsupported").hidden = false;
    return;
  }
  connectInputs({
    "vault-file": pickVault, recovery: recoveryFilePicked, "return-files": addReturnFiles, "make-files": addMakeFiles,
  });
  const clicks = {
    close: closeVault, "save-all": saveAll, more: showRows, check: checkNow, stop: stopTask, "return-button": makeReturn,
    "to-make": () => showSection("make"), "to-start": leaveMake, suggest: suggestPassphrase, "preview-close": () => byId("preview").close(),
  };
  for (const [id, action] of Object.entries(clicks)) byId(id).addEventListener("click", action);
  byId("open-form").addEventListener("submit", submitOpen);
  byId("make-form").addEventListener("submit", submitMake);
  byId("preview").addEventListener("close", closePreview);
  // A page that is left keeps nothing, also if the browser brings it back with the button "Back".
  window.addEventListener("pagehide", () => {
    if (current) closeVault();
    if (!byId("make").hidden) leaveMake();
    forgetTyped();
  });
  byId("start").hidden = false;
  readEmbedded();
}

start();
