import type { Dispatcher } from 'undici';
import type { ContenderProcess } from './contender-process.js';
import type { CONTENDERS } from './contenders/contender.js';
import { type Population, personOf } from './population.js';

export type Request = Pick<Dispatcher.RequestOptions, 'method' | 'path'> & {
  body?: string;
  /** How many calls it carries. */
  calls?: number;
};
/** The n-th request of one kind to one contender. */
export type RequestMaker = (n: number) => Request;

/** These get the same requests as another. */
const ASKED_LIKE = { 'trpc-official': 'trpc', 'all-in-one': 'rest' } as const;

type ContenderName = (typeof CONTENDERS)[number];

/** The requests of a row, for those contenders that have it. */
type Row = (
  population: Population,
  ids: readonly string[],
) => { readonly [C in Exclude<ContenderName, keyof typeof ASKED_LIKE>]?: RequestMaker };

const BASE = '/customers/v2';
/** A call of one procedure. */
export const trpc = (name: string, input: unknown): Request => ({
  method: 'POST',
  path: `/trpc/${name}`,
  body: JSON.stringify(input),
});
const CALLS_IN_BATCH = 10;
/** Ten calls in one request. */
const trpcBatch = (name: string, inputOf: (n: number) => unknown): RequestMaker => {
  const paths = Array.from({ length: CALLS_IN_BATCH }, () => name).join(',');
  return (n) => ({
    ...{ method: 'POST', path: `/trpc/${paths}?batch=1`, calls: CALLS_IN_BATCH },
    body: JSON.stringify(
      Object.fromEntries(Array.from({ length: CALLS_IN_BATCH }, (_, i) => [i, inputOf(n * CALLS_IN_BATCH + i)])),
    ),
  });
};
const PARSE = '/parse/classes/Profile';
const where = (condition: object, limit: number) =>
  `${PARSE}?where=${encodeURIComponent(JSON.stringify(condition))}&limit=${limit}`;
const get = (path: string): Request => ({ method: 'GET', path });
const send = (method: 'POST' | 'PUT', path: string, body: unknown): Request => ({
  method,
  path,
  body: JSON.stringify(body),
});

let created = 0;
const newcomer = () => ({
  ...{ surname: 'Nordmann', firstName: 'Kari', organisationId: 1, email: `new${process.pid}.${created++}@example.no` },
  ...{ createdBy: 'bench', createdByChannel: 'bench', dateOfBirth: '1985-04-12' },
});
let updates = 0;
/** A new value each time: a write that changes nothing is not committed [NOOP-1]. */
const changed = () => ({
  ...{ surname: 'Hansen', firstName: `Kari ${updates++}`, changedBy: 'bench', changedByChannel: 'bench' },
});

const traitsOf = ({ email, surname, firstName, dateOfBirth }: Readonly<Record<string, unknown>>) => ({
  ...{ email, surname, firstName, dateOfBirth },
});

export const ROWS: Readonly<Record<string, Row>> = {
  'get by number': ({ customers }, ids) => {
    const index = (n: number) => (n * 7919) % customers.length;
    const number = (n: number) => customers[index(n)]?.customerNumber;
    return {
      ceiling: (n) => get(`/profiles/${number(n)}`),
      trpc: (n) => trpc('profiles.get', { customerNumber: number(n) }),
      'trpc-batch': trpcBatch('profiles.get', (n) => ({ customerNumber: number(n) })),
      rest: (n) => get(`${BASE}/profiles/${number(n)}`),
      parse: (n) => get(`${PARSE}/c${index(n)}`),
      kratos: (n) => get(`/admin/identities/${ids[index(n)]}`),
    };
  },
  'by email': ({ customers }) => {
    const email = (n: number) => customers[(n * 7919) % customers.length]?.email ?? '';
    return {
      ceiling: (n) => get(`/by-email?email=${email(n)}`),
      trpc: (n) => trpc('profiles.getByUsername', { organisationId: 1, username: email(n) }),
      'trpc-batch': trpcBatch('profiles.getByUsername', (n) => ({ organisationId: 1, username: email(n) })),
      rest: (n) => get(`${BASE}/profiles/organisations/1/usernames/${email(n)}`),
      parse: (n) => get(where({ email: email(n) }, 1)),
      kratos: (n) => get(`/admin/identities?credentials_identifier=${email(n)}`),
    };
  },
  create: () => ({
    ceiling: () => send('POST', '/profiles', newcomer()),
    trpc: () => trpc('profiles.create', newcomer()),
    rest: () => send('POST', `${BASE}/profiles`, newcomer()),
    parse: () => send('POST', PARSE, newcomer()),
    kratos: () => send('POST', '/admin/identities', { schema_id: 'customer', traits: traitsOf(newcomer()) }),
  }),
  update: ({ customers }, ids) => {
    const index = (n: number) => (n * 7919) % customers.length;
    const number = (n: number) => customers[index(n)]?.customerNumber;
    return {
      ceiling: (n) => send('PUT', `/profiles/${number(n)}`, changed()),
      trpc: (n) => trpc('profiles.update', { customerNumber: number(n), ...changed() }),
      rest: (n) => send('PUT', `${BASE}/profiles/${number(n)}`, changed()),
      parse: (n) => send('PUT', `${PARSE}/c${index(n)}`, changed()),
      kratos: (n) =>
        send('PUT', `/admin/identities/${ids[index(n)]}`, {
          ...{ schema_id: 'customer', state: 'active' },
          traits: traitsOf({ ...changed(), ...{ email: personOf(index(n)).email, dateOfBirth: '1985-04-12' } }),
        }),
    };
  },
  search: ({ customers }) => {
    const surname = (n: number) => customers[(n * 7919) % customers.length]?.surname ?? '';
    return {
      ceiling: (n) => get(`/search?term=surname:${surname(n).toLowerCase()}`),
      trpc: (n) => trpc('profiles.find', { surname: surname(n), maxResultSet: 20 }),
      'trpc-batch': trpcBatch('profiles.find', (n) => ({ surname: surname(n), maxResultSet: 20 })),
      parse: (n) => get(where({ surname: surname(n) }, 20)),
      rest: (n) => get(`${BASE}/profiles?surname=${surname(n)}&maxResultSet=20`),
    };
  },
  'get many (1000)': ({ customers }) => {
    const customerNumbers = customers.slice(0, 1000).map(({ customerNumber }) => customerNumber);
    const objectIds = customerNumbers.map((_, n) => `c${n}`);
    return {
      ceiling: () => send('POST', '/lookup', { customerNumbers }),
      trpc: () => trpc('profiles.getMany', { customerNumbers }),
      rest: () => send('POST', `${BASE}/profiles/lookup`, { customerNumbers }),
      parse: () => send('POST', PARSE, { _method: 'GET', where: { objectId: { $in: objectIds } }, limit: 1000 }),
    };
  },
  'move a card': ({ cards }) => {
    const move = (n: number) => {
      const card = cards[n % cards.length];
      const [one, other] = card?.owners ?? [0, 0];
      const turn = Math.floor(n / cards.length) % 2 === 0;
      return { ecardNumber: card?.ecardNumber ?? 0, from: turn ? one : other, to: turn ? other : one };
    };
    const fields = { ecardOperator: '57803', startOfOwnership: '2026-01-01' };
    return {
      ceiling: (n) => send('PUT', '/card', move(n)),
      trpc: (n) => trpc('ecards.update', { customerNumber: move(n).to, ecardNumber: move(n).ecardNumber, ...fields }),
      rest: (n) => {
        const { to, ecardNumber } = move(n);
        return send('PUT', `${BASE}/profiles/${to}/ecard-ownerships/57803/${ecardNumber}`, {
          ...{ ecardNumber, ...fields },
        });
      },
    };
  },
};

/** The requests of a row for a contender; undefined when it has no such thing. */
export function makerFor(
  { name, ids }: ContenderProcess,
  row: string,
  population: Population,
): RequestMaker | undefined {
  const makers = ROWS[row]?.(population, ids);
  if (makers === undefined) throw new Error(`There is no row ${row}.`);
  return makers[
    name in ASKED_LIKE
      ? ASKED_LIKE[name as keyof typeof ASKED_LIKE]
      : (name as Exclude<ContenderName, keyof typeof ASKED_LIKE>)
  ];
}
