import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';

/** A REST API that keyed writers call. */
export interface KeyedTarget {
  readonly restUrl: string;
  token(organisationId: number): Promise<string>;
}

interface Options {
  readonly writers: number;
  /** Writers stop when it returns false. */
  readonly goOn: () => boolean;
  /** The organisations of the writers are this one and those after it. */
  readonly firstOrganisation: number;
  /** Counts the acknowledged writes while they come. */
  readonly progress?: { acknowledged: number };
}

/** A response as its caller sees it. */
interface Seen {
  readonly status: number;
  readonly body: string;
}

/** One keyed call, and the response that was acknowledged. */
interface Acknowledged {
  readonly repeat: () => Promise<Seen & { readonly replayed: boolean }>;
  readonly response: Seen;
}

/** A customer and the texts of its acknowledged notes. */
interface WrittenCustomer {
  readonly organisationId: number;
  readonly customerNumber: number;
  readonly texts: readonly string[];
}

/** The acknowledged writes of all writers. */
export interface KeyedWrites {
  readonly customers: readonly WrittenCustomer[];
  readonly calls: readonly Acknowledged[];
  /** How many attempts failed and were repeated with the same key. */
  readonly repeated: number;
}

const NOTES_PER_CUSTOMER = 5;
const PERSON = { surname: 'Nordmann', firstName: 'Kari', createdBy: 'w', createdByChannel: 'w' };

/**
 * Several writers create customers and add notes, each call with an Idempotency-Key and repeated with it until there is a
 * response that is final.
 */
export async function writeWithKeys(target: KeyedTarget, options: Options): Promise<KeyedWrites> {
  const customers: WrittenCustomer[] = [];
  const calls: Acknowledged[] = [];
  let repeated = 0;

  async function acknowledged(call: (key: string) => Promise<Seen & { replayed: boolean }>): Promise<Seen> {
    const key = randomUUID();
    for (;;) {
      const response = await call(key).catch(() => undefined);
      // 409 is the answer beside a call whose claim has not lapsed yet; 5xx says to repeat.
      if (response !== undefined && response.status < 500 && response.status !== 409) {
        calls.push({ repeat: () => call(key), response });
        if (options.progress !== undefined) options.progress.acknowledged += 1;
        return response;
      }
      repeated += 1;
      await setTimeout(50);
    }
  }

  async function writer(organisationId: number): Promise<void> {
    const token = await target.token(organisationId);
    const post = (path: string, body: object) => (key: string) => send({ target, token, path, body, key });
    while (options.goOn()) {
      const created = await acknowledged(post('/profiles', { ...PERSON, organisationId }));
      const { customerNumber } = JSON.parse(created.body) as { customerNumber: number };
      const texts: string[] = [];
      for (let note = 0; note < NOTES_PER_CUSTOMER; note++) {
        const text = randomUUID();
        await acknowledged(post(`/profiles/${customerNumber}/notes`, { text }));
        texts.push(text);
      }
      customers.push({ organisationId, customerNumber, texts });
    }
  }

  const organisations = Array.from({ length: options.writers }, (_, index) => options.firstOrganisation + index);
  await Promise.all(organisations.map(writer));
  return { customers, calls, repeated };
}

interface Request {
  readonly target: KeyedTarget;
  readonly token: string;
  readonly path: string;
  readonly body: object;
  readonly key: string;
}

async function send({ target, token, path, body, key }: Request): Promise<Seen & { replayed: boolean }> {
  const headers = {
    ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json', 'et-client-name': 'acme-keyed' },
    'idempotency-key': key,
  };
  const response = await fetch(`${target.restUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const replayed = response.headers.get('idempotency-replayed') === 'true';
  return { status: response.status, body: await response.text(), replayed };
}

/** A profile as the database holds it. */
interface StoredProfile {
  readonly customerNumber: number;
  readonly organisationId: number;
  readonly revision: number;
  readonly texts: readonly string[];
}

/**
 * Checks exactly once: each acknowledged customer exists once and no other one does, its revision is one more than its
 * acknowledged notes, each text stands in it once, and each repeated call gets the same response.
 */
export async function expectExactlyOnce(writes: KeyedWrites, stored: readonly StoredProfile[]): Promise<void> {
  const numbers = (list: readonly { readonly customerNumber: number }[]) =>
    list.map(({ customerNumber }) => customerNumber).sort((a, b) => a - b);
  expect(numbers(stored), 'customers').toEqual(numbers(writes.customers));
  const byNumber = new Map(stored.map((profile) => [profile.customerNumber, profile]));
  for (const { customerNumber, texts } of writes.customers) {
    const profile = byNumber.get(customerNumber);
    expect(profile?.texts, `notes of ${customerNumber}`).toEqual(texts);
    expect(profile?.revision, `revision of ${customerNumber}`).toBe(1 + texts.length);
  }
  for (const { repeat, response } of writes.calls) {
    expect(await repeat()).toEqual({ ...response, replayed: true });
  }
}

/** The documents of the collection `profiles`, in the form that {@link expectExactlyOnce} compares. */
export function storedProfiles(documents: readonly Record<string, unknown>[]): StoredProfile[] {
  return documents.map((document) => ({
    customerNumber: Number(document['_id']),
    organisationId: Number(document['organisationId']),
    revision: Number(document['revision']),
    texts: ((document['notes'] ?? []) as { text: string }[]).map(({ text }) => text),
  }));
}
