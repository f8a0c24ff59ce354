// The script that a browser loads before the search can be used: the entry, the page of the search, the texts of a language, and
// what these import.

/**
 * The most that the first load may be, in bytes as gzip compresses them. Browsers get Brotli, which is smaller. With the list of
 * results, which is loaded while the first text is typed, it stays below 250 kB.
 */
export const FIRST_LOAD_LIMIT = 225_000;

/**
 * The files of the first load.
 *
 * @param {readonly { fileName: string, isEntry: boolean, facadeModuleId?: string | null, imports: readonly string[] }[]} chunks
 *   the chunks of a build
 * @param {readonly string[]} started the ends of the paths of the modules that the entry loads at once
 * @throws Error when the build has no chunk of its own for one of them: the limit would be compared with too little
 */
export function firstLoadOf(chunks, started) {
  const first = chunks.filter(({ isEntry }) => isEntry);
  for (const path of started) {
    const chunk = chunks.find(({ isEntry, facadeModuleId }) => !isEntry && facadeModuleId?.endsWith(path));
    if (chunk === undefined) throw new Error(`${path} is no chunk of its own.`);
    first.push(chunk);
  }
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const files = new Set();
  const add = ({ fileName, imports }) => {
    if (files.has(fileName)) return;
    files.add(fileName);
    for (const name of imports) add(byName.get(name) ?? { fileName: name, imports: [] });
  };
  first.forEach(add);
  return [...files];
}
