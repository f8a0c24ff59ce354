type Target = (data: Uint8Array) => void | Promise<void>;

/** The targets by name. Each throws when something does not hold for its input. */
export const TARGETS: Readonly<Record<string, () => Promise<{ readonly fuzz: Target }>>> = {
  'import-readers': () => import('./targets/import-readers.js'),
  cursors: () => import('./targets/cursors.js'),
  'stored-profile': () => import('./targets/stored-profile.js'),
  'stored-event': () => import('./targets/stored-event.js'),
  'trpc-plugin': () => import('./targets/trpc-plugin.js'),
  headers: () => import('./targets/headers.js'),
};
