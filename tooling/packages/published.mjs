// The packages that are published, and what a publication takes along of the other packages.

/**
 * @typedef {object} Published
 * @property {string} name Its folder below `packages`.
 * @property {Record<string, string>} [alsoEntries] Entries that another package of the repository holds, by its folder.
 * @property {RegExp} [inlined] Third-party packages whose code becomes part of the publication.
 * @property {readonly string[]} [optionalPeers] Packages of the repository that only some entries need.
 */

/** @type {readonly Published[]} */
export const PUBLISHED = [
  {
    name: 'client',
    // The service in memory depends on the use cases, from which turbo.json keeps the client apart.
    alsoEntries: { './testing': 'client-testing' },
    // tRPC as a dependency costs 30 ms at each start, and its peer dependency installs a TypeScript compiler.
    inlined: /^(@trpc\/(client|server)|uuid|eventsource-parser)$/,
    // The schemas validate the input of calls in tests: with zod and the tables of telephone numbers.
    optionalPeers: ['@profiles/contracts'],
  },
  { name: 'contracts' },
  { name: 'events' },
  { name: 'trpc-fastify' },
];
