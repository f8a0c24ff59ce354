/** The package of an import (`zod` of `zod/v4/core`), or undefined for a file. */
export function packageNameOf(id) {
  return /^(?:node:)?((?:@[a-z0-9~][^/]*\/)?[a-z0-9~][^/:]*)(?:\/|$)/.exec(id)?.[1];
}

/** The folder of the package that a file of `node_modules` belongs to, or undefined for one of our own. */
export function packageFolderOf(file) {
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}
