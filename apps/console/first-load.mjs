// The script that a browser loads before the search can be used: the entry, the page of the search, and what these import.

/** The most that the first load may be, in bytes as gzip compresses them. Browsers get Brotli, which is smaller. */
export const FIRST_LOAD_LIMIT = 250_000;

/**
 * The files of the first load.
 *
 * @param {readonly { fileName: string, isEntry: boolean, facadeModuleId?: string | null, imports: readonly string[] }[]} chunks
 *   the chunks of a build
 * @param {string} page the end of the path of the module that is the first page
 * @throws Error when the build has no chunk of its own for the page: the limit would be compared with too little
 */
export function firstLoadOf(chunks, page) {
  const first = chunks.filter(({ isEntry, facadeModuleId }) => isEntry || facadeModuleId?.endsWith(page));
  if (!first.some(({ isEntry }) => !isEntry)) throw new Error(`${page} is no chunk of its own.`);
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
