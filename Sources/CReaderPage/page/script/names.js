// Names come from strangers: as bytes that need not be text. Here they become text that is safe to show, and names that are safe to save as.

/** For people: control characters, bidirectional marks and what is not UTF-8 become escapes, as tuckbox shows them. */
function displayName(bytes) {
  const text = utf8(bytes);
  if (text !== null) return escapeText(text);
  let shown = "";
  for (let at = 0; at < bytes.length;) {
    let length = 4;
    while (length > 0 && (at + length > bytes.length || !isOneCharacter(bytes.subarray(at, at + length)))) length--;
    shown += length ? escapeText(utf8(bytes.subarray(at, at + length))) : hexEscape(bytes[at]);
    at += length || 1;
  }
  return shown;
}

function isOneCharacter(bytes) {
  const text = utf8(bytes);
  return text !== null && Array.from(text).length === 1;
}

function escapeText(text) {
  return text.replace(/[\\\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0);
    if (character === "\\") return "\\\\";
    return code < 0x80 ? hexEscape(code) : `\\u{${code.toString(16)}}`;
  });
}

function hexEscape(byte) {
  return "\\x" + byte.toString(16).padStart(2, "0");
}

/**
 * One component of a path as a name that every system takes and nobody can be misled by: what Windows does not allow, control characters
 * and bidirectional marks become "_".
 */
function safeName(bytes) {
  const text = utf8(bytes) ?? latin1(bytes).replace(/[^\x20-\x7e]/g, "_");
  let name = text.replace(/[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]/gu, "_").replace(/[. ]+$/, (end) => "_".repeat(end.length)).replace(/^ /, "_");
  if (/^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i.test(name)) name = "_" + name;
  return name;
}

function lastComponent(path) {
  return path.subarray(path.lastIndexOf(SLASH) + 1);
}

/** Gives each path of an archive a safe one that no other has, also where capitals do not count. */
class SafePaths {
  constructor() {
    this.used = new Set();
    this.folders = new Map([["", ""]]);
  }

  file(path) {
    return this.unused(path);
  }

  folder(path) {
    const name = this.unused(path);
    this.folders.set(latin1(path), name + "/");
    return name + "/";
  }

  unused(path) {
    const slash = path.lastIndexOf(SLASH);
    const parent = slash < 0 ? "" : this.folders.get(latin1(path.subarray(0, slash))) ?? "";
    const name = safeName(lastComponent(path));
    const dot = name.lastIndexOf(".");
    const [stem, suffix] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
    for (let number = 1; ; number++) {
      const candidate = parent + (number === 1 ? name : `${stem} (${number})${suffix}`);
      const key = candidate.normalize("NFC").toLowerCase();
      if (this.used.has(key)) continue;
      this.used.add(key);
      return candidate;
    }
  }
}
