// From files that people drop to members of a vault.

/** Seconds since 1970. */
function mtimeOf(file) {
  return BigInt(Math.floor(file.lastModified / 1000));
}

function fileMember(path, file, mode = 0o600) {
  return { path, kind: FILE, mode, mtime: mtimeOf(file), part: 0, size: file.size, read: () => readFile(file) };
}

/** The members of what was picked, { path: text, file } each, with the folders that the paths name. */
function membersOfFiles(picked) {
  const members = new Map();
  const now = BigInt(Math.floor(Date.now() / 1000));
  for (const { path, file } of picked) {
    const parts = path.normalize("NFC").split("/");
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join("/");
      if (!members.has(folder)) members.set(folder, { path: ascii(folder), kind: FOLDER, mode: 0o700, mtime: now, part: 0 });
    }
    members.set(parts.join("/"), fileMember(ascii(parts.join("/")), file));
  }
  return Array.from(members.values());
}

/** The members of an open vault, with contents that are read from it when they are needed. */
function membersOfVault(vault) {
  const { index } = vault;
  return Array.from({ length: index.count }, (_, i) => ({
    path: index.path(i), kind: index.kind(i), mode: index.mode(i), mtime: index.mtime(i), part: index.part(i),
    size: index.size(i), target: index.target(i),
    read: async function* () {
      for await (const { pieces } of vault.contents(i, i + 1)) yield joined(pieces);
    },
  }));
}
