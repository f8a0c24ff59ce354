import { type RestResponse, sendPatiently } from '../rest.js';
import type { TokenIssuer } from '../tokens/token-issuer.js';
import { seedingProgress } from './progress.js';
import { SAMPLE_ORGANISATIONS, type SampleCustomer, sampleCustomers, sampleRef } from './sample-customers.js';

export type SeedOptions = {
  /** Of the REST API. */
  origin: string;
  issuer: TokenIssuer;
  customers: number;
  /** Begins the correlation id of each request. */
  correlationPrefix: string;
  log(line: string): void;
};

/** The written customers; none when the sample was there already. */
export type Seeded = { customers: number; ecards: number };

type Api = Pick<SeedOptions, 'origin' | 'correlationPrefix'> & { tokens: ReadonlyMap<number, string> };

const IN_FLIGHT = 8;

/**
 * Fills in the sample customers over the REST API, as a partner would.
 * The last one is written when all others exist: its presence means that the sample is complete. A sample that was
 * broken off is continued: what is there already is taken as written.
 */
export async function seed(options: SeedOptions): Promise<Seeded> {
  const written = { customers: 0, ecards: 0 };
  const samples = sampleCustomers(options.customers);
  const last = samples.pop();
  if (last === undefined) return written;
  const api: Api = { ...options, tokens: await tokensFor(options.issuer) };
  if ((await find(api, last)) !== undefined) {
    options.log(`Sample customers: ${options.customers} are there (${sampleRef(1)} …).`);
    return written;
  }
  const progress = seedingProgress(options.customers, options.log);
  const one = async (sample: SampleCustomer) => {
    await writeSample(api, sample, written);
    progress.step();
  };
  try {
    await inParallel(samples, one);
    await one(last);
  } finally {
    progress.end();
  }
  return written;
}

async function tokensFor(issuer: TokenIssuer): Promise<ReadonlyMap<number, string>> {
  const mint = async (organisationId: number) =>
    [organisationId, await issuer.mint({ organisationId, clientId: 'sample-data' })] as const;
  return new Map(await Promise.all(SAMPLE_ORGANISATIONS.map(mint)));
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
}

async function writeSample(api: Api, sample: SampleCustomer, written: Seeded): Promise<void> {
  const { profile, ecard } = sample;
  const created = await send(api, sample, { method: 'POST', path: '/profiles', body: profile });
  if (created.status === 200) written.customers += 1;
  // Taken: by this very sample, when an earlier start was broken off.
  const customer = created.status === 409 ? await find(api, sample) : created.body;
  if (customer === undefined || (created.status !== 200 && created.status !== 409)) throw refusal(sample, created);
  if (ecard === undefined) return;
  const path = `/profiles/${customer.customerNumber}/ecard-ownerships`;
  const added = await send(api, sample, { method: 'POST', path, body: ecard });
  if (added.status === 200) written.ecards += 1;
  else if (added.body?.errorCode !== 627) throw refusal(sample, added);
}

async function find(api: Api, sample: SampleCustomer): Promise<{ customerNumber: number } | undefined> {
  const path = `/profiles/customer-references/${sample.profile.customerRef}?includeDeleted=true`;
  const found = await send(api, sample, { path });
  if (found.status === 404) return undefined;
  if (found.status !== 200) throw refusal(sample, found);
  return found.body;
}

function send(
  api: Api,
  { profile }: SampleCustomer,
  request: { method?: 'POST'; path: string; body?: unknown },
): Promise<RestResponse> {
  const headers = { 'x-correlation-id': `${api.correlationPrefix}-${profile.customerRef}` };
  return sendPatiently(api.origin, { ...request, headers, token: api.tokens.get(profile.organisationId) ?? '' });
}

function refusal({ profile }: SampleCustomer, { status, body }: RestResponse): Error {
  const faults = body?.errors === undefined ? '' : ` ${JSON.stringify(body.errors)}`;
  return new Error(`${profile.customerRef} was refused: ${status}, ${body?.errorCode} ${body?.detail}${faults}`);
}
