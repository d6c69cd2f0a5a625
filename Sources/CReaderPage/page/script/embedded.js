// A page for one recipient has its vault inside: `tuckbox wrap --for-parent` puts it before this script, in base64, as data that never runs.

let embeddedVault = null;

function readEmbedded() {
  const holder = byId("vault-inside");
  if (!holder) return;
  let bytes;
  try {
    bytes = Uint8Array.from(atob(holder.textContent.trim()), (character) => character.charCodeAt(0));
  } catch {
    // What cannot be decoded is no vault, and is called so.
    bytes = NOTHING;
  }
  holder.remove();
  embeddedVault = new File([bytes], "Documents for you.vault");
  byId("vault-field").hidden = true;
  byId("make-aside").hidden = true;
  byId("start-title").textContent = "Open your documents";
  document.title = "Open your documents";
  byId("start-lead").textContent = "They are locked inside this page and are unlocked on this computer: this page contains no code that sends anything. You need the passphrase and the code that the school gave you.";
  pickVault([{ file: embeddedVault }]);
}
