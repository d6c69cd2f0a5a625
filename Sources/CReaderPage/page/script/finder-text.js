// What somebody reads who finds a vault and opens it in a text viewer: the words that tuckbox writes.

function finderText(label) {
  const text = `TUCKBOX VAULT 0

This file is a vault: a locked box for files. What is inside cannot be read
without its passphrase or its key. It was made with tuckbox.

Label: ${label}

If it is yours: open it with   tuckbox unwrap FILE

If you found it:
please hand in the stick or computer that it is on at the nearest
school office or police station, and say that it holds a vault.
`;
  return ascii(text.padEnd(1024, " "));
}
