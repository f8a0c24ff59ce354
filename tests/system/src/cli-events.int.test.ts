import { randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { createProfilesClient, type ProfilesApi } from '@profiles/client';
import { freePort } from '@profiles/devstack';
import { createWebhookReceiver } from '@profiles/events/webhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from './cli-world.js';
import { MONGODB_URI, NATS_URL, type Stack, startStack } from './stack.js';

const PERMISSIONS = ['les', 'opprett', 'endre', 'slett', 'admin'].map((right) => `customers-profile:${right}`);
const organisationId = randomInt(1, 2 ** 31);
const ACTOR = { organisationId, createdBy: 'web', createdByChannel: 'web' };
const POLL = { timeout: 30_000, interval: 50 };

describe.skipIf(MONGODB_URI === undefined || NATS_URL === undefined)('the command line on a running system', () => {
  let stack: Stack;
  let api: ProfilesApi;
  let cli: ReturnType<typeof commandLine>;
  beforeAll(async () => {
    stack = await startStack({ events: true });
    const token = await stack.token({ organisationId, permissions: PERMISSIONS });
    api = createProfilesClient({ url: stack.serviceUrl, token, clientName: 'acme-tests' });
    cli = commandLine({ url: stack.adapterUrl, token, home: tmpdir() });
  });
  afterAll(() => stack?.close());

  const create = async (surname: string) =>
    (await api.profiles.create({ ...ACTOR, surname, firstName: 'Kari' })).customerNumber;

  test('events replay prints what is kept, of one customer and from a position on, and ends', async () => {
    const [one, other] = [await create('Dahl'), await create('Lie')];
    await api.profiles.patch({ customerNumber: one, surname: 'Berg' });
    const numbers = async (...args: string[]) => {
      const { code, out } = await cli(['events', 'replay', '--json', ...args]);
      expect(code).toBe(0);
      return out === ''
        ? []
        : out.split('\n').map((line) => (JSON.parse(line) as { data: { customerNumber: number } }).data.customerNumber);
    };
    await expect.poll(() => numbers(), POLL).toEqual(expect.arrayContaining([one, other, one]));
    expect(await numbers('--customer', String(one))).toEqual([one, one]);
    expect(await numbers('--customer', String(one), '--type', 'customer.updated.v1')).toEqual([one]);
    const { notes, out } = await cli(['events', 'replay']);
    expect(out).toContain(`UPDATE  ${one}  1/2  patch-profile  surname`);
    expect(out).not.toContain('Berg');
    const end = /The end is (\S+)\.$/.exec(notes)?.[1] ?? '';
    expect(await numbers('--after', end)).toEqual([]);
    const wrong = await cli(['events', 'replay', '--after', 'nonsense']);
    expect([wrong.code, wrong.notes]).toEqual([1, expect.stringContaining('after')]);
  });

  test('events tail prints a change as it comes', async () => {
    const stopped = new AbortController();
    const before = await create('Moe');
    await expect.poll(async () => (await cli(['events', 'replay'])).out, POLL).toContain(String(before));
    const notes: string[] = [];
    const watching = cli(['events', 'tail'], { signal: stopped.signal, onNote: (text) => notes.push(text) });
    await expect.poll(() => notes.join(), POLL).toContain('Waiting for events');
    const after = await create('Ny');
    await expect.poll(async () => (await cli(['events', 'replay'])).out, POLL).toContain(String(after));
    setTimeout(() => stopped.abort(), 1_000);
    const { code, out } = await watching;
    expect(code).toBe(130);
    expect(out).toContain(String(after));
    expect(out).not.toContain(String(before));
  });

  test('webhooks listen forwards changes that a receiver verifies', async () => {
    const handled: number[] = [];
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const receiver = createWebhookReceiver({
      secrets: [secret],
      handle: async ({ data }) => void handled.push(data.customerNumber),
    });
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const { status } = await receiver.receive({
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(parts),
      });
      response.writeHead(status).end();
    });
    const port = await freePort();
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    const stopped = new AbortController();
    const notes: string[] = [];
    const args = ['webhooks', 'listen', '--forward-to', `http://127.0.0.1:${port}/`, '--secret', secret];
    const listening = cli(args, { signal: stopped.signal, onNote: (text) => notes.push(text) });
    await expect.poll(() => notes.join(), POLL).toContain('Forwarding to');
    const customerNumber = await create('Strand');
    await expect.poll(() => handled, POLL).toEqual([customerNumber]);
    await new Promise((done) => server.close(done));
    const unheard = await create('Vik');
    await expect.poll(async () => (await cli(['events', 'replay'])).out, POLL).toContain(String(unheard));
    setTimeout(() => stopped.abort(), 1_000);
    const { code, out } = await listening;
    expect(code).toBe(130);
    expect(out).toContain(`${customerNumber}  customer.created.v1  204`);
    expect(out).toContain(`${unheard}  customer.created.v1  FAILED: ECONNREFUSED`);
  });

  test('doctor finds every part well, and names one that is not there', async () => {
    const well = await cli(['doctor', '--json', '--part', stack.serviceUrl]);
    expect([well.code, well.out]).toEqual([0, expect.stringContaining('is reachable')]);
    const findings = well.json() as { check: string; isWell: boolean }[];
    expect(findings.every(({ isWell }) => isWell)).toBe(true);
    for (const part of ['clock', 'version', 'permission to read']) {
      expect(
        findings.some(({ check }) => check.includes(part)),
        part,
      ).toBe(true);
    }
    const absent = `http://127.0.0.1:${await freePort()}`;
    const broken = await cli(['doctor', '--json', '--part', absent]);
    expect(broken.code).toBe(1);
    expect((broken.json() as typeof findings).filter(({ isWell }) => !isWell)).toMatchObject([
      { check: `${absent} is reachable` },
    ]);
    const reader = await stack.token({ organisationId: 1, permissions: ['customers-profile:les'] });
    const limited = await commandLine({ url: stack.adapterUrl, token: reader, home: tmpdir() })(['doctor', '--json']);
    expect(limited.code).toBe(1);
    expect((limited.json() as typeof findings).filter(({ isWell }) => !isWell).map(({ check }) => check)).toEqual([
      'permission to import and export (customers-profile:admin)',
    ]);
  });
});
