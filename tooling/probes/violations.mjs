// One violation per rule: planted in a scratch copy, it must be reported under the rule's name and at this place.

/** A link in the scratch copy, for an import that the package could otherwise not even resolve. */
const borrowed = (from, to, name) => ({ [`${to}/node_modules/${name}`]: `${from}/node_modules/${name}` });

export const CRUISER = [
  ['no-unresolvable', 'packages/client/src/probe-unresolvable.ts', "import './nowhere.js';"],
  [
    'domain-is-pure',
    'packages/domain/src/probe-pure.ts',
    "import type { Stats } from 'node:fs';\nexport type S = Stats;",
  ],
  ['contracts-stay-light', 'packages/contracts/src/probe-light.ts', "import 'node:fs';"],
  ['application-knows-no-technology', 'packages/application/src/probe-technology.ts', "import 'node:http';"],
  [
    'use-cases-see-one-tenant',
    'packages/application/src/operations/notes/probe-store.ts',
    "import type { ProfileStore } from '../../ports/profile-store.js';\nexport type S = ProfileStore;",
  ],
  [
    'only-the-tenant-store-marks-as-visible',
    'packages/application/src/operations/notes/probe-visible.ts',
    "import { markVisible } from '../../tenant/visible.js';\nexport const m = markVisible;",
  ],
  ['mongodb-only-in-mongo-store', 'packages/client/src/probe-mongodb.ts', "import 'mongodb';"],
  ['nats-only-in-publisher', 'packages/client/src/probe-nats.ts', "import '@nats-io/jetstream';"],
  ['trpc-openapi-only-in-adapter', 'packages/client/src/probe-openapi.ts', "import 'trpc-openapi';"],
  [
    'adapter-never-reaches-the-database',
    'apps/openapi-adapter/src/probe-database.ts',
    "import '../../../packages/mongo-store/src/index.js';",
  ],
  ['publisher-reads-the-outbox-only', 'apps/nats-publisher/src/probe-outbox.ts', "import '@profiles/mongo-store';"],
  [
    'outbox-is-for-the-publisher',
    'apps/profiles-service/src/probe-outbox.ts',
    "import '@profiles/mongo-store/outbox';",
  ],
  ['gateway-reads-webhooks-only', 'apps/events-gateway/src/probe-store.ts', "import '@profiles/mongo-store';"],
  [
    'webhooks-are-for-the-gateway',
    'apps/profiles-service/src/probe-webhooks.ts',
    "import '@profiles/mongo-store/webhooks';",
  ],
  ['no-test-code-in-production', 'packages/mongo-store/src/probe-testkit.ts', "import '@profiles/testkit';"],
  [
    'no-cycles',
    'packages/client/src/probe-cycle-a.ts',
    "import { b } from './probe-cycle-b.js';\nexport const a = () => b;",
  ],
  ['no-own-index', 'packages/client/src/probe-index.ts', "import './index.js';"],
  ['nothing-imports-a-test', 'packages/client/src/probe-test.ts', "import './profiles-client.types.test.js';"],
  ['no-junk-drawers', 'packages/client/src/probe-drawer.ts', "import './utils/probe.js';"],
].map(([rule, file, content]) => ({ rule, file, content }));

/** The code that the planted imports need around them. */
export const EXTRAS = {
  files: {
    'packages/client/src/utils/probe.ts': 'export {};',
    'packages/client/src/probe-cycle-b.ts': "import { a } from './probe-cycle-a.js';\nexport const b = () => a;",
  },
  links: {
    ...borrowed('packages/mongo-store', 'packages/client', 'mongodb'),
    ...borrowed('apps/nats-publisher', 'packages/client', '@nats-io/jetstream'),
    ...borrowed('apps/openapi-adapter', 'packages/client', 'trpc-openapi'),
  },
};

/**
 * For each statement in turbo.json a pair of new, empty packages, one depending on the other. New ones, since a wrong
 * dependency between real packages makes a circle, and turbo would report that instead.
 */
export const BOUNDARIES = [
  { rule: 'pure: dependencies', from: 'pure', to: 'contract' },
  { rule: 'contract: dependencies', from: 'contract', to: 'edge' },
  { rule: 'core: dependencies', from: 'core', to: 'kit' },
  { rule: 'driver: dependencies', from: 'driver', to: 'kit' },
  { rule: 'driver: dependents', from: undefined, to: 'driver', blames: 'dependent' },
  { rule: 'edge: dependencies', from: 'edge', to: 'core' },
  { rule: 'kit: dependencies', from: 'kit', to: 'core' },
  { rule: 'app: dependents', from: undefined, to: 'app', blames: 'dependent' },
  { rule: 'dev: dependents', from: undefined, to: 'dev', blames: 'dependent' },
];

/** A dependency used without being declared. */
export const UNDECLARED = {
  rule: 'declared dependencies only',
  file: 'packages/router/src/probe-undeclared.ts',
  content: "import 'jose';",
};

const LONG_FILE = Array.from({ length: 310 }, (_, index) => `export const line${index} = ${index};`).join('\n');

export const BIOME = [
  ['noProcessEnv', 'packages/client/src/probe-env.ts', "export const home = process.env['HOME'];"],
  ['noConsole', 'packages/client/src/probe-console.ts', "console.log('loud');"],
  ['noNonNullAssertion', 'packages/client/src/probe-bang.ts', 'export const f = (a?: string) => a!.length;'],
  ['noExplicitAny', 'packages/client/src/probe-any.ts', 'export const f = (a: any) => a;'],
  ['noDefaultExport', 'packages/client/src/probe-default.ts', 'export default 1;'],
  ['noReExportAll', 'packages/client/src/probe-all.ts', "export * from './index.js';"],
  [
    'noParameterAssign',
    'packages/client/src/probe-assign.ts',
    'export function f(a: number) {\n  a = 1;\n  return a;\n}',
  ],
  ['useMaxParams', 'packages/client/src/probe-params.ts', 'export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];'],
  ['noExcessiveLinesPerFile', 'packages/client/src/probe-long.ts', LONG_FILE],
  ['noRestrictedGlobals', 'packages/domain/src/probe-global.ts', 'export const wait = () => setTimeout(() => {}, 1);'],
  ['noRestrictedGlobals', 'packages/application/src/probe-global.ts', 'export const id = () => crypto.randomUUID();'],
  ['no-clock-no-chance', 'packages/domain/src/probe-now.ts', 'export const now = () => Date.now();'],
  ['no-clock-no-chance', 'packages/domain/src/probe-date.ts', 'export const today = () => new Date();'],
  ['no-clock-no-chance', 'packages/application/src/probe-chance.ts', 'export const luck = () => Math.random();'],
].map(([rule, file, content]) => ({ rule, file, content }));

export const COMPILER = [
  ['noUncheckedIndexedAccess', 'probe-index.ts', 'export const first = (list: string[]): string => list[0];'],
  ['exactOptionalPropertyTypes', 'probe-optional.ts', 'export const a: { b?: string } = { b: undefined };'],
  [
    'verbatimModuleSyntax',
    'probe-import.ts',
    "import { NamedOperation } from '@profiles/contracts';\nexport type N = NamedOperation;",
  ],
].map(([rule, file, content]) => ({ rule, file: `packages/router/src/${file}`, content }));
