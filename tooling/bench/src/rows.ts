import type { Dispatcher } from 'undici';
import type { ContenderName } from './contenders/contender.js';

/** Customers and cards that exist, to be asked for. */
export interface Population {
  readonly customers: readonly { readonly customerNumber: number; readonly email: string; readonly surname: string }[];
  /** The cards, each with the two customers it goes to and fro between. */
  readonly cards: readonly { readonly ecardNumber: number; readonly owners: readonly [number, number] }[];
  readonly token: string;
}

export type Request = Pick<Dispatcher.RequestOptions, 'method' | 'path'> & { body?: string };
/** The n-th request of one kind to one contender. */
export type RequestMaker = (n: number) => Request;

type Row = (population: Population) => Record<'ceiling' | 'trpc' | 'rest', RequestMaker>;

const BASE = '/customers/v2';
const trpc = (name: string, input: unknown): Request => ({
  method: 'POST',
  path: `/trpc/${name}`,
  body: JSON.stringify(input),
});
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
const changed = (n: number) => ({
  ...{ surname: 'Hansen', firstName: `Kari${n % 10}`, changedBy: 'bench', changedByChannel: 'bench' },
});

export const ROWS: Readonly<Record<string, Row>> = {
  'get by number': ({ customers }) => {
    const number = (n: number) => customers[(n * 7919) % customers.length]?.customerNumber;
    return {
      ceiling: (n) => get(`/profiles/${number(n)}`),
      trpc: (n) => trpc('profiles.get', { customerNumber: number(n) }),
      rest: (n) => get(`${BASE}/profiles/${number(n)}`),
    };
  },
  'by email': ({ customers }) => {
    const email = (n: number) => customers[(n * 7919) % customers.length]?.email ?? '';
    return {
      ceiling: (n) => get(`/by-email?email=${email(n)}`),
      trpc: (n) => trpc('profiles.getByUsername', { organisationId: 1, username: email(n) }),
      rest: (n) => get(`${BASE}/profiles/organisations/1/usernames/${email(n)}`),
    };
  },
  create: () => ({
    ceiling: () => send('POST', '/profiles', newcomer()),
    trpc: () => trpc('profiles.create', newcomer()),
    rest: () => send('POST', `${BASE}/profiles`, newcomer()),
  }),
  update: ({ customers }) => {
    const number = (n: number) => customers[(n * 7919) % customers.length]?.customerNumber;
    return {
      ceiling: (n) => send('PUT', `/profiles/${number(n)}`, changed(n)),
      trpc: (n) => trpc('profiles.update', { customerNumber: number(n), ...changed(n) }),
      rest: (n) => send('PUT', `${BASE}/profiles/${number(n)}`, changed(n)),
    };
  },
  search: ({ customers }) => {
    const surname = (n: number) => customers[(n * 7919) % customers.length]?.surname ?? '';
    return {
      ceiling: (n) => get(`/search?term=surname:${surname(n).toLowerCase()}`),
      trpc: (n) => trpc('profiles.find', { surname: surname(n), maxResultSet: 20 }),
      rest: (n) => get(`${BASE}/profiles?surname=${surname(n)}&maxResultSet=20`),
    };
  },
  'get many (1000)': ({ customers }) => {
    const customerNumbers = customers.slice(0, 1000).map(({ customerNumber }) => customerNumber);
    return {
      ceiling: () => send('POST', '/lookup', { customerNumbers }),
      trpc: () => trpc('profiles.getMany', { customerNumbers }),
      rest: () => send('POST', `${BASE}/profiles/lookup`, { customerNumbers }),
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

export function makerFor(name: ContenderName, row: string, population: Population): RequestMaker {
  const makers = ROWS[row]?.(population);
  if (makers === undefined) throw new Error(`There is no row ${row}.`);
  return makers[name === 'trpc-official' ? 'trpc' : name];
}
