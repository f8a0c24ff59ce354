import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { RunningServer } from '../running-server.js';
import { PEOPLE } from '../tokens/people.js';
import { LOCAL_PERMISSIONS } from '../tokens/permissions.js';
import { ROOT } from './options.js';
import type { Stack } from './stack.js';

/** The first organisation of the sample customers. */
const ORGANISATION = 1;
const TAIL = 'tooling/devstack/dist/tail.js';

/** Writes a token to <data>/token, for this user only, and answers what a newcomer needs to know. */
export async function summaryOf(stack: Stack, dataDir: string): Promise<string> {
  const token = await stack.issuer.mint({
    organisationId: ORGANISATION,
    clientId: 'newcomer',
    permissions: LOCAL_PERMISSIONS,
  });
  const tokenFile = join(dataDir, 'token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  return ['', table(rows(stack, dataDir)), '', tokenLines(stack, token), '', pasteLines(stack, tokenFile), ''].join(
    '\n',
  );
}

function rows(stack: Stack, dataDir: string): [string, string][] {
  const { adapter, service, publisher, gateway, retention, console } = stack;
  const apps = [adapter, service, publisher, gateway, retention, console].filter((app) => app !== undefined);
  return [
    ['MongoDB', serverText(stack.mongo)],
    ['NATS', serverText(stack.nats)],
    ['Console', `${console.url}  (sign in as ${listed(PEOPLE.map(({ id }) => id))}, without a password)`],
    ['REST', `${adapter.url}/customers/v2`],
    ['Docs page', `${adapter.url}/docs`],
    ['OpenAPI', `${adapter.url}/openapi.json`],
    ['AsyncAPI', `${adapter.url}/asyncapi.json`],
    ['tRPC', `${service.url}/trpc`],
    ['Metrics', apps.map(({ url }) => `${url}/metrics`).join('  ')],
    ['Logs', `${shown(stack.logFolder)}/`],
    ['Data', `${shown(dataDir)}/`],
  ];
}

const KINDS: Readonly<Record<string, string>> = {
  given: 'given by the environment',
  'nats-go': 'nats-server, built with Go',
  'nats-release': 'nats-server, the official release',
  'nats-debian': "nats-server, Debian's package",
  secantusdb: 'SecantusDB',
};

/** `a, b or c`. */
function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
}

function serverText({ kind, uri, note }: RunningServer): string {
  if (kind === 'none') return `NONE. ${note ?? ''}`;
  // A given URI may carry a password.
  const where = kind === 'given' ? uri.replace(/\/\/[^@/]*@/, '//') : uri;
  return `${where}  (${note ?? KINDS[kind] ?? kind})`;
}

function tokenLines({ issuer }: Stack, token: string): string {
  return [
    `Token of organisation ${ORGANISATION} for 8 hours (for the docs page: Authorize):`,
    token,
    `Another: ${issuer.url}/token?organisation=2`,
  ].join('\n');
}

/** Three lines that work as they stand, in the repository's folder: change something, read it, see the event. */
function pasteLines({ adapter, service, nats, gateway }: Stack, tokenFile: string): string {
  const token = `$(cat ${shown(tokenFile)})`;
  const body = `{"firstName":"Kari","surname":"Nordmann","organisationId":${ORGANISATION},"createdBy":"me","createdByChannel":"curl"}`;
  const script = [
    "import { createProfilesClient } from './packages/client/dist/index.js';",
    `const api = createProfilesClient({ url: '${service.url}', token: process.env.TOKEN, clientName: 'example-client' });`,
    "console.log(await api.profiles.find({ surname: 'Nordmann', maxResultSet: 3 }))",
  ].join(' ');
  return [
    'To paste into another terminal, in this folder:',
    '',
    `curl -s -X POST ${adapter.url}/customers/v2/profiles -H "Authorization: Bearer ${token}" -H 'ET-Client-Name: example-curl' -H 'Content-Type: application/json' -d '${body}'`,
    '',
    `TOKEN=${token} node --input-type=module -e "${script}"`,
    '',
    // As a comment it does no harm when it is pasted with the others.
    nats.kind === 'none' ? '# (no NATS server: no events to watch)' : `NATS_URL=${nats.uri} node ${TAIL}`,
    ...(gateway === undefined
      ? []
      : ['', `curl -N ${adapter.url}/customers/v2/events/stream -H "Authorization: Bearer ${token}"`]),
  ].join('\n');
}

function table(lines: [string, string][]): string {
  return lines.map(([name, text]) => `${name.padEnd(10)} ${text}`).join('\n');
}

/** A path as one would write it in the repository's folder. */
function shown(path: string): string {
  const inside = relative(ROOT, path);
  return inside.startsWith('..') ? path : inside;
}
