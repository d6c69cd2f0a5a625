// Previews: text as text, pictures and PDF from a Blob whose type we chose. Whatever could run, HTML and SVG among it, can only be saved.

const PREVIEW_TEXT = ["txt", "md", "csv", "tsv", "log", "json", "xml", "yaml", "yml", "ini", "vcf", "ics", "eml"];
const PREVIEW_LIMIT = 64 * 1024 * 1024, TEXT_LIMIT = 1024 * 1024;

/** How these first bytes of a file say what it is; a name alone decides nothing. */
const SIGNATURES = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38]],
  ["image/bmp", [0x42, 0x4d]],
  ["application/pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
];
const PREVIEW_TYPES = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", bmp: "image/bmp", webp: "image/webp", pdf: "application/pdf" };

function previewKind(name) {
  const suffix = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return PREVIEW_TEXT.includes(suffix) ? "text" : PREVIEW_TYPES[suffix];
}

function startsWith(bytes, signature) {
  return signature.every((byte, i) => bytes[i] === byte);
}

function hasType(bytes, type) {
  if (type === "image/webp") return latin1(bytes.subarray(0, 4)) === "RIFF" && latin1(bytes.subarray(8, 12)) === "WEBP";
  return SIGNATURES.some(([known, signature]) => known === type && startsWith(bytes, signature));
}

async function preview(record) {
  const { vault } = current;
  const name = displayName(lastComponent(vault.index.path(record)));
  const kind = previewKind(name);
  try {
    const body = await during(`Unlocking “${name}”…`, (own) => (kind === "text" ? textPreview(vault, record, own) : filePreview(vault, record, kind, name, own)));
    if (!body || !current) return;
    byId("preview-title").textContent = name;
    byId("preview-body").replaceChildren(...body);
    byId("preview").showModal();
  } catch (problem) {
    showStatus(problemBox(problem, {}));
  }
}

async function textPreview(vault, record, own) {
  const size = fileSize(vault.index, record);
  const parts = [];
  let have = 0;
  for await (const bytes of fileContents(vault, record, own.progress)) {
    parts.push(bytes);
    have += bytes.length;
    if (have >= TEXT_LIMIT) break;
  }
  const text = new TextDecoder().decode(concat(...parts).subarray(0, TEXT_LIMIT)).replace(/[\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
  const note = size > TEXT_LIMIT ? [element("p", { className: "hint" }, `The first ${byteCount(TEXT_LIMIT)} of ${byteCount(size)}.`)] : [];
  return [...note, element("pre", { tabIndex: 0, "aria-label": "Text of the file" }, text)];
}

async function filePreview(vault, record, type, name, own) {
  const size = fileSize(vault.index, record);
  const cannot = (why) => [element("p", {}, `${why} Save it, and open it with a program that you trust.`)];
  if (size > PREVIEW_LIMIT) return cannot("It is too large for a preview.");
  const parts = [];
  for await (const bytes of fileContents(vault, record, own.progress)) parts.push(bytes);
  const bytes = concat(...parts);
  if (!hasType(bytes, type)) return cannot("It is not what its name says.");
  const address = addressOf(new Blob([bytes], { type }));
  if (type === "application/pdf") return [element("iframe", { src: address, title: name })];
  return [element("img", { src: address, alt: `Picture: ${name}` })];
}

function closePreview() {
  for (const shown of byId("preview-body").querySelectorAll("img, iframe")) {
    blobAddresses.delete(shown.src);
    URL.revokeObjectURL(shown.src);
  }
  byId("preview-body").replaceChildren();
}
