// What people read when something is wrong: what happened, and what to try.

/** A heading and sentences for any error. facts: about the vault, to say what it needs. */
function wordsFor(problem, facts = {}) {
  if (problem instanceof VaultProblem) return wordsForVault(problem, facts);
  if (problem instanceof SecretProblem) {
    const [heading, rest] = problem.message.split(/\.\s(.*)/s);
    return { heading: heading.replace(/\.$/, ""), sentences: rest ? [rest] : [] };
  }
  if (problem instanceof SourceChanged) {
    return {
      heading: "A file changed while it was read",
      sentences: [`“${escapeText(problem.file)}” was saved again or taken away after you picked it. Add it once more and try again.`],
    };
  }
  // AbortError is Firefox's word for a file that is gone.
  if (["NotReadableError", "NotFoundError", "AbortError"].includes(problem.name)) {
    return { heading: "The vault can no longer be read", sentences: ["It was changed, moved or unplugged after you picked it. Pick it again."] };
  }
  if (problem.name === "QuotaExceededError" || problem instanceof RangeError) {
    return { heading: "This computer has no room for that", sentences: ["The browser ran out of memory or disk space. Save single files instead, or use the tuckbox program."] };
  }
  return {
    heading: "That did not work",
    sentences: ["The browser stopped it, often because its temporary storage is full. Save single files instead, try another browser, or use the tuckbox program.", `(${problem.name})`],
  };
}

function wordsForVault(problem, { needsCode, hasCode, usesRecovery }) {
  if (problem.kind === NOT_A_VAULT) {
    return { heading: "This is not a vault", sentences: ["The file does not say that it is one. Pick the file that ends in .vault. If this is it, it was overwritten: ask for it again."] };
  }
  if (problem.kind === TOO_NEW) {
    return { heading: "This vault was made by a newer tuckbox", sentences: ["This page is too old to read it. Ask the school for the page that belongs to it."] };
  }
  if (problem.kind === WRONG_KEY && usesRecovery) {
    return { heading: "This recovery key does not open this vault", sentences: ["The vault was made for another one."] };
  }
  if (problem.kind === WRONG_KEY && needsCode && !hasCode) {
    return { heading: "This vault also needs a code", sentences: ["It opens with a passphrase and a code together. The code begins with tbkey1 and came to you another way, perhaps on paper."] };
  }
  if (problem.kind === WRONG_KEY) {
    const both = hasCode ? "The passphrase, the code or both are not the right ones for this vault." : "Check capitals, spaces and the keyboard’s language; ticking “Show passphrase” helps.";
    return { heading: hasCode ? "That does not open this vault" : "That passphrase does not open this vault", sentences: [both] };
  }
  if (problem.altered) {
    return {
      heading: "This vault was altered",
      sentences: [problem.detail ?? problem.message, "Chance damage does not look like this: somebody changed it, or made it wrongly. Nothing from it is shown. Tell the school, and ask for the vault again."],
    };
  }
  return {
    heading: "This vault is damaged",
    sentences: [problem.message, "Copy it again from where it came from. If there is no other copy, the school can save what is whole: tuckbox unwrap --salvage."],
  };
}

function problemBox(problem, facts) {
  const { heading, sentences } = wordsFor(problem, facts);
  return messageBox("bad", heading, sentences);
}
