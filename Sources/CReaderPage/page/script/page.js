// Small helpers for the page's elements. Text from vaults only ever becomes text: nothing here, or anywhere, makes HTML from a string.

function byId(id) {
  return document.getElementById(id);
}

/** An element; the properties are set on it, "on…" ones as handlers, the children appended as nodes or text. */
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name.includes("-")) made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
}

const SECTIONS = ["start", "opened", "make"];

/** Shows one of the sections and moves the focus to its heading. */
function showSection(id) {
  for (const section of SECTIONS) byId(section).hidden = section !== id;
  window.scrollTo(0, 0);
  byId(`${id}-title`).focus();
}

/** A box with a heading, sentences, and perhaps a list. kind: "bad", "good" or "". */
function messageBox(kind, heading, sentences, list = []) {
  const box = element("div", { className: `message ${kind}`.trim() }, element("strong", {}, heading));
  for (const sentence of sentences) box.append(element("p", {}, sentence));
  if (list.length) box.append(element("ul", {}, ...list.map((item) => element("li", {}, item))));
  return box;
}

/** What happened, until the next thing does or somebody hides it. */
function showStatus(box) {
  byId("status").replaceChildren(...(box ? [box] : []));
  if (box) box.append(element("button", { type: "button", onclick: () => showStatus() }, "Hide"));
}

function byteCount(bytes) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let unit = 0, value = bytes;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  if (unit === 0) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

function counted(number, noun) {
  return `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;
}

/** A day, from seconds since 1970 as a BigInt; empty if no calendar has it. */
function day(seconds) {
  const limit = 253402300800n;
  if (seconds < -limit || seconds >= limit) return "";
  return new Date(Number(seconds) * 1000).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
}
