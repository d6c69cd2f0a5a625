// Saving: the browser collects a stream into a Blob, which it keeps on disk when it is large, and then downloads it like any other file.

/** A stream of what an async generator yields; it is asked for more only when there is room. */
function streamOf(pieces, stop) {
  return new ReadableStream({
    async pull(controller) {
      try {
        if (stop.requested) throw new Stopped();
        const { value, done } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (problem) {
        // The stream turns every error into its own kind; the real one is kept for whoever waits.
        stop.problem = problem;
        controller.error(problem);
      }
    },
    async cancel() {
      await pieces.return();
    },
  }, { highWaterMark: 0 });
}

/** All that the generator yields, in one Blob. */
async function blobOf(pieces, stop, type = "application/octet-stream") {
  try {
    const headers = { "Content-Type": type };
    return await new Response(streamOf(nonEmpty(pieces), stop), { headers }).blob();
  } catch (problem) {
    throw stop.problem ?? problem;
  }
}

async function* nonEmpty(pieces) {
  for await (const piece of pieces) if (piece.length) yield piece;
}

/** Addresses of Blobs that are in use, so that closing the vault can take them back. */
const blobAddresses = new Set();

function addressOf(blob) {
  const address = URL.createObjectURL(blob);
  blobAddresses.add(address);
  return address;
}

function revokeAddresses() {
  for (const address of blobAddresses) URL.revokeObjectURL(address);
  blobAddresses.clear();
}

let lastDownload = null;

/** A link that saves the Blob; pressed once by us. Browsers may ask before a second download, so the link stays for people to press. */
function downloadLink(blob, name) {
  // The one before was handed over long ago; kept, a few large ones would fill the disk.
  if (lastDownload) {
    URL.revokeObjectURL(lastDownload);
    blobAddresses.delete(lastDownload);
  }
  const link = document.createElement("a");
  link.href = lastDownload = addressOf(blob);
  link.download = name;
  link.textContent = `Save “${name}” again`;
  return link;
}
