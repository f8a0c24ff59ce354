/**
 * `npm run bench:isolation`: whether response times tell a customer of another organisation from a number that
 * never existed. Both are requested in turn, 2 000 times each. The result is the chance that a response about the
 * foreign one takes longer than one about the unknown one: 0.50 reveals nothing.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProfilesClient, type ProfilesApi } from '@profiles/client';
import { startMongo, startTokenIssuer } from '@profiles/devstack';
import { startProfilesService } from '@profiles/profiles-service';
import { median } from './median.js';
import { tokenSettingsOf } from './token-settings.js';

const CALLS = 2_000;
const UNLIMITED = { perMinute: 100_000_000, unidentifiedPerMinute: 100_000_000 };
const UNKNOWN = 9_000_000_000_000;

interface Subject {
  readonly customerNumber: number;
  readonly uuid: string;
  readonly customerReference: string;
  readonly ecardNumber: number;
}

type Question = (api: ProfilesApi, subject: Subject) => Promise<unknown>;

const person = { surname: 'x', firstName: 'x', changedBy: 'x', changedByChannel: 'x' };
const card = ({ customerNumber, ecardNumber }: Subject) => ({
  ...{ customerNumber, ecardNumber, ecardOperator: '57803', startOfOwnership: '2026-01-01' },
});

const dataDir = await mkdtemp(join(tmpdir(), 'profiles-isolation-'));
const mongo = await startMongo({ dataDir, env: process.env, log: () => undefined, allowNone: false });
const issuer = await startTokenIssuer({});
const service = await startProfilesService({
  ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', store: { uri: mongo.uri, database: 'isolation' } },
  tokens: tokenSettingsOf(issuer),
  limits: UNLIMITED,
  loginThrottleLimits: { perCustomer: 1_000_000, perAddress: 1_000_000 },
  settings: { deactivatedForMillis: 1, recordedClients: [] },
});

try {
  const apiOf = async (organisationId: number) =>
    createProfilesClient({ url: service.url, token: await issuer.mint({ organisationId }), clientName: 'acme-bench' });
  const [mine, theirs] = [await apiOf(1), await apiOf(2)];
  const own = await customer(mine, 1);
  const foreign = await customer(theirs, 2);
  const unknown = {
    customerNumber: UNKNOWN,
    uuid: '0'.repeat(32),
    customerReference: 'unknown',
    ecardNumber: 9_999_999_998,
  };
  const questions: Record<string, Question> = {
    get: (api, { customerNumber }) => api.profiles.get({ customerNumber }),
    getByUuid: (api, { uuid }) => api.profiles.getByUuid({ uuid }),
    getByCustomerReference: (api, { customerReference }) => api.profiles.getByCustomerReference({ customerReference }),
    getByEcard: (api, { ecardNumber }) => api.profiles.getByEcard({ ecardNumber: String(ecardNumber) }),
    getMany: (api, { customerNumber }) => api.profiles.getMany({ customerNumbers: [customerNumber] }),
    update: (api, { customerNumber }) => api.profiles.update({ customerNumber, ...person }),
    'merge, as source': (api, { customerNumber }) =>
      api.profiles.merge({ customerNumber: own.customerNumber, pticketCustomerNumber: customerNumber }),
    'update a card': (api, subject) => api.ecards.update({ ...card(subject), customerNumber: own.customerNumber }),
  };
  console.log(`On ${mongo.kind}, ${CALLS} calls each, medians in microseconds:\n`);
  console.log(`${'question'.padEnd(24)}  foreign unknown  chance that the foreign one takes longer`);
  for (const [name, question] of Object.entries(questions)) {
    const times = await compared(
      () => question(mine, foreign),
      () => question(mine, unknown),
    );
    const shown = times.map((series) => Math.round(median(series) * 1000));
    console.log(
      `${name.padEnd(24)} ${shown.map((one) => String(one).padStart(7)).join(' ')}  ${chance(times).toFixed(3)}`,
    );
  }
} finally {
  await service.close();
  await issuer.close();
  await mongo.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function customer(api: ProfilesApi, organisationId: number): Promise<Subject> {
  const fields = { surname: 'Nordmann', firstName: 'Kari', createdBy: 'x', createdByChannel: 'x' };
  const { customerNumber, uuid, customerRef = '' } = await api.profiles.create({ organisationId, ...fields });
  const subject = { customerNumber, uuid, customerReference: customerRef, ecardNumber: 7_000_000_000 + organisationId };
  await api.ecards.add(card(subject));
  return subject;
}

/** The times of both calls, made in turn and in an order that changes. */
async function compared(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let call = -200; call < CALLS; call++) {
    const order = call % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    for (const which of order) {
      const startedAt = performance.now();
      await (which === 0 ? one : other)().catch(() => undefined);
      if (call >= 0) times[which].push(performance.now() - startedAt);
    }
  }
  return times;
}

/** How often one of the first series is greater than one of the second, of all pairs. */
function chance([first, second]: readonly [number[], number[]]): number {
  const sorted = [...second].sort((a, b) => a - b);
  const below = (value: number) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return first.reduce((sum, value) => sum + below(value), 0) / (first.length * second.length);
}
