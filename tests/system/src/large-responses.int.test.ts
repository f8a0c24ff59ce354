import { randomInt } from 'node:crypto';
import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

interface Answer {
  readonly status: number | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly bytes: Buffer;
}

describe.skipIf(MONGODB_URI === undefined)('large answers over REST', () => {
  const organisationId = randomInt(1, 1_000_000);
  let stack: Stack;
  let token: string;
  let customerNumbers: number[];

  beforeAll(async () => {
    stack = await startStack();
    token = await stack.token({ organisationId });
    const fields = { organisationId, surname: 'Nordmann', firstName: 'Kari'.repeat(20), createdBy: 'web' };
    customerNumbers = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const { bytes } = await ask('POST', '/profiles', { body: { ...fields, createdByChannel: 'web' } });
        return JSON.parse(bytes.toString()).customerNumber as number;
      }),
    );
  });
  afterAll(() => stack.close());

  /** With Node's own client, which shows an answer as it came. */
  function ask(method: string, path: string, { body, encoding }: { body?: unknown; encoding?: string } = {}) {
    const headers = {
      ...{ authorization: `Bearer ${token}`, 'et-client-name': 'acme-tests', 'content-type': 'application/json' },
      ...(encoding !== undefined && { 'accept-encoding': encoding }),
    };
    return new Promise<Answer>((resolve, reject) => {
      const sent = request(`${stack.adapterUrl}/customers/v2${path}`, { method, headers }, async (response) => {
        const parts: Buffer[] = [];
        for await (const part of response) parts.push(part as Buffer);
        resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(parts) });
      });
      sent.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  const lookUp = (encoding?: string) =>
    ask('POST', '/profiles/lookup', { body: { customerNumbers }, ...(encoding !== undefined && { encoding }) });

  test.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ] as const)('are compressed for who accepts %s, and say the same', async (encoding, decompress) => {
    const [plain, small] = [await lookUp(), await lookUp(encoding)];
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(small.headers).toMatchObject({
      'content-encoding': encoding,
      vary: expect.stringMatching(/accept-encoding/i),
    });
    expect(small.bytes.length).toBeLessThan(plain.bytes.length / 4);
    expect(decompress(small.bytes).toString()).toBe(plain.bytes.toString());
  });

  test.each(['identity', 'zstd', 'x-unknown', 'gzip;q=0'])('are plain for who accepts %s only', async (encoding) => {
    const { status, headers, bytes } = await lookUp(encoding);
    expect({ status, encoding: headers['content-encoding'] }).toEqual({ status: 200, encoding: undefined });
    expect(JSON.parse(bytes.toString())).toHaveLength(100);
  });

  test('small answers are left as they are, whatever is accepted', async () => {
    const { headers } = await ask('GET', '/profiles?firstName=unknown', { encoding: 'gzip, br' });
    expect(headers['content-encoding']).toBeUndefined();
  });

  test('a profile is never compressed: its ETag is a strong one', async () => {
    const [customerNumber] = customerNumbers;
    for (let n = 0; n < 12; n++) {
      const { status } = await ask('POST', `/profiles/${customerNumber}/notes`, { body: { text: 'x'.repeat(4000) } });
      expect(status).toBe(200);
    }
    const { headers, bytes } = await ask('GET', `/profiles/${customerNumber}?includeNotes=true`, { encoding: 'gzip' });
    expect(bytes.length).toBeGreaterThan(40_000);
    expect(headers).toMatchObject({ etag: '"13"' });
    expect(headers['content-encoding']).toBeUndefined();
  });

  test('a compressed request is refused, not unpacked', async () => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    };
    const response = await fetch(`${stack.adapterUrl}/customers/v2/profiles/lookup`, {
      method: 'POST',
      headers,
      body: Buffer.from('H4sIAAAAAAAAA6tWSi4tLsnPTS3yK81NSi1SsoquVkLhxdYCAE3v0fcdAAAA', 'base64'),
    });
    expect(response.status).toBe(415);
  });
});
