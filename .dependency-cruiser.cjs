/**
 * Allowed imports between files. Allowed dependencies between packages are in turbo.json, as tags:
 * apps never depend on apps, stores know the inner rooms only, nothing but apps and tests knows a store.
 * tooling/probes breaks each rule below once and expects to see it reported.
 */

// A test stands beside its subject, what several tests share in a folder testing/.
// Both may use the testkit, the devstack and any driver.
const test = '\\.test\\.ts$';
const testing = [test, '/testing/'];
const npm = (name) => `(^|/)node_modules/${name}(/|$)`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-unresolvable',
      comment: 'Every other rule looks at the resolved file: an import that resolves to nothing would escape them all.',
      severity: 'error',
      from: {},
      // Except what `npm start` has just built: a fresh clone has no dist yet.
      to: { couldNotResolve: true, pathNot: '^\\.\\./(devstack/|\\.\\./packages/(contracts|service-kit)/)?dist/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'The rules must run anywhere and mean the same for ever: no package, no node:, not even for a type.',
      severity: 'error',
      from: { path: '^packages/domain/src/', pathNot: testing },
      to: { pathNot: '^packages/domain/src/' },
    },
    {
      name: 'contracts-stay-light',
      comment:
        'Every client carries the contracts: the domain, zod and the tables that validate a field, nothing more.',
      severity: 'error',
      from: { path: '^packages/contracts/src/', pathNot: testing },
      to: {
        pathNot: [
          '^packages/(contracts|domain)/src/',
          ...['zod', 'libphonenumber-js', 'i18n-iso-countries', 'iso-639-3'].map(npm),
        ],
      },
    },
    {
      name: 'application-knows-no-technology',
      comment: 'Use cases reach the outside through ports/, so that any store, clock or transport can be behind them.',
      severity: 'error',
      from: { path: '^packages/application/src/', pathNot: testing },
      to: { pathNot: '^packages/(application|contracts|domain)/src/' },
    },
    {
      name: 'use-cases-see-one-tenant',
      comment: 'Use cases read through the tenant store alone: the port behind it returns data of every organisation.',
      severity: 'error',
      from: { path: '^packages/application/src/(operations|loading|responses|commands|search)/', pathNot: testing },
      to: { path: '^packages/application/src/ports/(profile-store|commit)\\.ts$' },
    },
    {
      name: 'only-the-tenant-store-marks-as-visible',
      comment: 'The type Visible says that a value passed tenant isolation: only the files that check it make one.',
      severity: 'error',
      from: { path: '^packages/application/src/', pathNot: ['^packages/application/src/tenant/', ...testing] },
      to: { path: '^packages/application/src/tenant/visible\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'mongodb-only-in-mongo-store',
      comment: 'One unit of work: code with the driver could write without the outbox.',
      severity: 'error',
      from: {
        path: '^(packages|apps|tooling|examples)/',
        pathNot: [
          '^packages/mongo-store/',
          '^tooling/bench/src/(contenders/(ceiling|parse)|relay-without-database)',
          ...testing,
        ],
      },
      to: { path: npm('mongodb') },
    },
    {
      name: 'nats-only-in-publisher',
      comment:
        'Only the publisher publishes and the gateway reads; the tools start a server, the examples listen to it.',
      severity: 'error',
      from: {
        path: '^(packages|apps)/',
        pathNot: ['^apps/(nats-publisher|events-gateway)/', '^packages/(events|nats-connection)/', ...testing],
      },
      to: { path: npm('@nats-io/[^/]+') },
    },
    {
      name: 'trpc-openapi-only-in-adapter',
      comment:
        'It changes live zod schemas when it handles requests: kept to the one place that asks it for a document.',
      severity: 'error',
      from: { pathNot: '^apps/openapi-adapter/' },
      to: { path: npm('trpc-(to-)?openapi') },
    },
    {
      name: 'adapter-never-reaches-the-database',
      comment: 'The adapter faces the internet without credentials and rules, transitive imports included.',
      severity: 'error',
      from: { path: '^apps/openapi-adapter/src/', pathNot: testing },
      to: { path: [npm('mongodb'), '^packages/(mongo-store|memory-store|application)/src/'], reachable: true },
    },
    {
      name: 'publisher-reads-the-outbox-only',
      comment: 'The publisher must not see a profile, so it enters the store by /outbox and /leases alone.',
      severity: 'error',
      from: { path: '^apps/nats-publisher/src/', pathNot: testing },
      to: {
        path: '^packages/mongo-store/src/',
        pathNot: '^packages/mongo-store/src/(outbox/outbox|leases/shared-work)\\.ts$',
      },
    },
    {
      name: 'outbox-is-for-the-publisher',
      comment: 'A second reader of the outbox would take events from the first: leases serve one kind of process.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: ['^apps/nats-publisher/', '^packages/mongo-store/', ...testing] },
      to: { path: '^packages/mongo-store/src/outbox/outbox\\.ts$' },
    },
    {
      name: 'gateway-reads-webhooks-only',
      comment:
        'The gateway sends webhooks and must not see a profile: of the store it enters /webhooks and /leases alone.',
      severity: 'error',
      from: { path: '^apps/events-gateway/src/', pathNot: testing },
      to: {
        path: '^packages/mongo-store/src/',
        pathNot: '^packages/mongo-store/src/(webhooks/webhooks|leases/shared-work)\\.ts$',
      },
    },
    {
      name: 'webhooks-are-for-the-gateway',
      comment: 'A second worker without leases would send deliveries twice and out of order.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: ['^apps/events-gateway/', '^packages/mongo-store/', ...testing] },
      to: { path: '^packages/mongo-store/src/webhooks/webhooks\\.ts$' },
    },
    {
      name: 'no-test-code-in-production',
      comment:
        'A deployable holds no fixtures and no second composition. Turbo sees devDependencies, not who uses them.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: ['^packages/testkit/', ...testing] },
      to: {
        path: ['^(packages/testkit|tests|tooling|examples|(packages|apps)/.+/testing)/', npm('(vitest|fast-check)')],
      },
    },
    {
      name: 'no-cycles',
      comment:
        'Files that load each other meet values that are not initialised yet, and can only be understood together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-own-index',
      comment: 'index.ts is the face towards others; inside, a detour through it makes cycles. A test may look at it.',
      severity: 'error',
      from: { path: '^(packages|apps|tooling|tests|examples)/([^/]+)/src/', pathNot: testing },
      to: { path: '^$1/$2/src/index\\.ts$' },
    },
    {
      name: 'nothing-imports-a-test',
      comment: 'Importing a test runs it a second time. What two tests share belongs into a file of its own.',
      severity: 'error',
      from: {},
      to: { path: test },
    },
    {
      name: 'no-junk-drawers',
      comment: 'A file is named after what it is about: these names promise nothing and collect everything.',
      severity: 'error',
      from: {},
      to: { path: '(^|/)(utils?|helpers?|common|managers?|misc)(/|\\.[cm]?[jt]s$)', pathNot: '(^|/)node_modules/' },
    },
  ],
  options: {
    // Read type imports too: a type is knowledge, and knowledge is what the rooms keep apart.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    // Only our own build output: many an npm package lives in a folder named dist and must stay visible. And callers that
    // import the packed packages, which are not there.
    exclude: { path: ['^(packages|apps|tooling|tests|examples)/[^/]+/(dist|\\.data)/', '^tests/packages/fixtures/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // Our sources first: by default a workspace package resolves to its dist, which a fresh clone doesn't have.
      conditionNames: ['@profiles/source', 'import', 'node', 'types', 'default', 'require'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts', '.d.mts'],
    },
  },
};
