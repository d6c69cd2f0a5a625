// One long task at a time, with progress that can be seen and heard, and a way to stop it.

let task = null;

/**
 * Runs work(task) while the page says what is going on. task: progress(bytes), step(text, total bytes), requested (somebody wants it stopped).
 * A task is Stopped when its next piece is due. Returns what work returns, or undefined if it was stopped.
 */
async function during(text, work) {
  if (task) return undefined;
  const bar = byId("progress");
  let done = 0, total = 0, shown = 0;
  const own = {
    requested: false,
    problem: null,
    step(what, bytes = 0) {
      byId("working-text").textContent = what;
      done = 0;
      total = bytes;
      bar.removeAttribute("value");
      bar.max = 1;
    },
    progress(bytes) {
      if (own.requested) throw new Stopped();
      done += bytes;
      // Painting costs more than a batch; ten times a second is enough.
      if (!total || performance.now() - shown < 100) return;
      shown = performance.now();
      bar.value = Math.min(done / total, 1);
    },
  };
  task = own;
  own.step(text);
  showStatus();
  byId("working").hidden = false;
  setBusy(true);
  try {
    const result = await work(own);
    if (own.requested) throw new Stopped();
    return result;
  } catch (problem) {
    if (!own.requested && !(problem instanceof Stopped)) throw problem;
    showStatus(messageBox("", "Stopped", ["Nothing was saved."]));
    return undefined;
  } finally {
    task = null;
    byId("working").hidden = true;
    setBusy(false);
  }
}

/** Buttons that start something wait; Stop, Close and the preview's Close do not. */
function setBusy(busy) {
  document.body.classList.toggle("busy", busy);
  for (const section of SECTIONS) byId(section).setAttribute("aria-busy", String(busy));
}

function stopTask() {
  if (task) task.requested = true;
}
