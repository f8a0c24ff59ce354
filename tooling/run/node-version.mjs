// Syntax that old versions of Node can read, or they would fail before they can be told.
const LOWEST = [20, 19];

/** Throws when this Node is too old, saying so in a sentence. */
export function checkNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > LOWEST[0] || (major === LOWEST[0] && minor >= LOWEST[1])) return;
  throw new Error(`Node ${LOWEST.join('.')} or newer is needed; this is Node ${version}.`);
}
