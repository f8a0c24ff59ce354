import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createProfilesClient, type ProfilesApi } from '@profiles/client';
import { openMongo } from '@profiles/mongo-store';
import { purgeOnce } from '@profiles/retention';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

const MAIN = fileURLToPath(new URL('../../../apps/retention/dist/main.js', import.meta.url));
const ORGANISATION = 81;
const BEFORE = '2020-01-01T00:00:00.000Z';
const AFTER = '2099-12-31T00:00:00.000Z';
/** A clock by which everything that can expire has expired. */
const FAR_AHEAD = {
  now: () => new Date(Date.now() + 100 * 60 * 60 * 1000).toISOString(),
  pause: async () => undefined,
};
const PERSON = { organisationId: ORGANISATION, createdBy: 'web', createdByChannel: 'web' };

describe.skipIf(MONGODB_URI === undefined || !existsSync(MAIN))('the purge', () => {
  let stack: Stack;
  let api: ProfilesApi;
  const database = `purge_${randomUUID().slice(0, 8)}`;
  const mongo = openMongo({ uri: MONGODB_URI ?? '', database, appName: 'purge-test' });

  beforeAll(async () => {
    stack = await startStack({ database });
    const token = await stack.token({ organisationId: ORGANISATION });
    api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
  });
  afterAll(async () => {
    await mongo.close();
    await stack.close();
  });

  const expired = async (count: number) => {
    const created = Array.from({ length: count }, () =>
      api.profiles.create({ ...PERSON, profileType: 'T', expirationDate: AFTER }),
    );
    const numbers = (await Promise.all(created)).map(({ customerNumber }) => customerNumber);
    // The API accepts no date in the past: the time passes in the database.
    const passed = { expirationDate: BEFORE, purgeableFrom: BEFORE };
    await mongo.db.collection<{ _id: number }>('profiles').updateMany({ _id: { $in: numbers } }, { $set: passed });
    return numbers;
  };
  const standard = () => api.profiles.create({ ...PERSON, surname: 'Nordmann', firstName: 'Kari' });
  const codeOf = (customerNumber: number) =>
    api.profiles.get({ customerNumber, includeDeleted: true }).then(
      () => 200,
      (error: { code: number }) => error.code,
    );
  const run = (...args: string[]): { child: ChildProcess; output: () => string; ended: Promise<number | null> } => {
    const env = { PATH: process.env['PATH'], MONGODB_URI, MONGODB_DATABASE: database, PURGE_BATCH_SIZE: '5' };
    const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
    }
    const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
    return { child, output: () => text, ended };
  };

  test('a dry run tells what would go, and nothing goes', { timeout: 60_000 }, async () => {
    const numbers = await expired(3);
    const { output, ended } = run('--dry-run');
    expect(await ended, output()).toBe(0);
    expect(output()).toContain('3 profiles would be purged');
    for (const number of numbers) expect(await codeOf(number)).toBe(200);
    await purgeOnce(mongo, { batchSize: 100 });
    for (const number of numbers) expect(await codeOf(number)).toBe(617);
  });

  test('[PURGE-1] merged ones go with their survivor, each with an event; the rest stays', async () => {
    const [target, other] = [await standard(), await standard()];
    const [guest] = await expired(1);
    const gone = [target.customerNumber, guest ?? 0];
    await api.profiles.connect({
      customerNumber: gone[0] ?? 0,
      customerNumberToConnect: gone[1],
      changedByChannel: 'x',
    });
    expect(await purgeOnce(mongo, { batchSize: 100 })).toEqual({ purged: 0, skipped: 0 });
    await api.profiles.deactivate({ customerNumber: target.customerNumber });
    expect(await purgeOnce(mongo, { batchSize: 100, clock: FAR_AHEAD })).toEqual({ purged: 2, skipped: 0 });
    for (const number of gone) {
      expect(await codeOf(number)).toBe(617);
      const events = await stack.events(number);
      expect(events.at(-1)).toMatchObject({ eventType: 'DELETE', cause: 'purge', revision: events.length });
    }
    expect(await codeOf(other.customerNumber)).toBe(200);
    const proofs = await stack.documents('erasures');
    expect(proofs.at(-1)).toMatchObject({ cause: 'purge', customerNumbers: gone, organisationId: ORGANISATION });
  });

  test('killed in the middle it leaves whole people only, and the next run ends the work', {
    timeout: 120_000,
  }, async () => {
    const numbers = await expired(150);
    const first = run();
    while (!first.output().includes('10 purged')) await setTimeout(5);
    first.child.kill('SIGKILL');
    await first.ended;
    const left = (await Promise.all(numbers.map(codeOf))).filter((code) => code === 200).length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(numbers.length);
    const second = run();
    expect(await second.ended, second.output()).toBe(0);
    expect(second.output()).toContain(`${left} profiles purged, 0 left`);
    for (const number of numbers) {
      const events = await stack.events(number);
      expect(events.map(({ eventType }) => eventType)).toEqual(['CREATE', 'DELETE']);
    }
  });

  test('two runs at once, and restores beside them: each customer is purged once, or restored', {
    timeout: 60_000,
  }, async () => {
    const people = await Promise.all(Array.from({ length: 60 }, standard));
    await Promise.all(people.map(({ customerNumber }) => api.profiles.deactivate({ customerNumber })));
    const restored = async () => {
      const codes: number[] = [];
      for (const { customerNumber } of [...people].reverse()) {
        codes.push(
          await api.profiles.restore({ customerNumber }).then(
            () => 200,
            (error: { code: number }) => error.code,
          ),
        );
      }
      return codes.reverse();
    };
    const [one, two, codes] = await Promise.all([
      purgeOnce(mongo, { batchSize: 7, clock: FAR_AHEAD }),
      purgeOnce(mongo, { batchSize: 5, clock: FAR_AHEAD }),
      restored(),
    ]);
    expect(new Set(codes)).toEqual(new Set([200, 617]));
    expect(one.purged + two.purged).toBe(codes.filter((code) => code === 617).length);
    for (const [index, { customerNumber }] of people.entries()) {
      expect(await codeOf(customerNumber)).toBe(codes[index]);
      const types = (await stack.events(customerNumber)).map(({ eventType }) => eventType);
      expect(types).toEqual(['CREATE', 'UPDATE', codes[index] === 200 ? 'UPDATE' : 'DELETE']);
    }
  });
});
