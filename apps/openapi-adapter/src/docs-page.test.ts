import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DocsPageSettings } from './docs-page.js';
import { configFrom } from './env.js';
import { createServer } from './server.js';

const serverWith = (docs: DocsPageSettings) =>
  createServer({
    execute: () => Promise.reject(new Error('not called in this test')),
    verify: () => Promise.reject(new Error('not called in this test')),
    logLevel: 'silent',
    limits: { perMinute: 10, unidentifiedPerMinute: 10 },
    readiness: {},
    docs,
  });

describe('the docs page', () => {
  let server: Awaited<ReturnType<typeof serverWith>>;
  beforeAll(async () => {
    server = await serverWith({ tryIt: false, keepToken: false });
  });
  afterAll(() => server.close());

  test('is where / and the address of the events lead to', async () => {
    expect((await server.inject('/')).headers.location).toBe('/docs');
    expect((await server.inject('/docs/events')).headers.location).toBe('/docs?api=events');
    for (const url of ['/docs', '/docs/', '/docs?api=events', '/docs/?api=events']) {
      expect((await server.inject(url)).statusCode).toBe(200);
    }
  });

  test('names the documents in its Link header, and the documents name the page', async () => {
    for (const url of ['/', '/docs', '/openapi.json', '/asyncapi.json']) {
      const { link } = (await server.inject(url)).headers;
      for (const [, target = ''] of String(link).matchAll(/<([^>]+)>/g)) {
        expect((await server.inject(target)).statusCode).toBe(200);
      }
      expect(link).toMatch(/<\/openapi\.json>; rel="service-desc".*<\/docs>; rel="service-doc"/);
    }
  });

  test('loads from its own server alone, and its policy allows no inline script', async () => {
    const { headers, body } = await server.inject('/docs');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; ");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    const scripts = [...body.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
    expect(scripts.map(([, attributes, text]) => [attributes, text])).toEqual([
      [' src="/docs/scalar.js"', ''],
      [' src="/docs/page.js"', ''],
    ]);
    for (const [, src = ''] of body.matchAll(/ src="([^"]+)"/g)) {
      const script = await server.inject(src);
      expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    }
  });

  test('shows both documents, which are where it looks for them', async () => {
    const { body } = await server.inject('/docs/page.js');
    const urls = [...body.matchAll(/"url":"([^"]+)"/g)].map(([, url = '']) => url);
    // The path of the operations is not a document.
    expect(urls).toEqual(['/openapi.json', '/customers/v2', '/asyncapi.json']);
    for (const url of urls.filter((one) => one.endsWith('.json')))
      expect((await server.inject(url)).statusCode).toBe(200);
  });

  test('its renderer is sent compressed, and not again to a reader who has it', async () => {
    const accepting = (encoding: string) =>
      server.inject({ url: '/docs/scalar.js', headers: { 'accept-encoding': encoding } });
    const plain = await accepting('identity');
    expect(plain.body).toContain('createApiReference');
    for (const [encoding, decompressed] of [['br', brotliDecompressSync] as const, ['gzip', gunzipSync] as const]) {
      const { headers, rawPayload } = await accepting(`x, ${encoding};q=1`.replace(';q=1', ''));
      expect(headers).toMatchObject({
        'content-encoding': encoding,
        vary: 'accept-encoding',
        etag: plain.headers.etag,
      });
      expect(decompressed(rawPayload).equals(plain.rawPayload)).toBe(true);
      expect(rawPayload.length).toBeLessThan(plain.rawPayload.length / 3);
    }
    const again = await server.inject({
      url: '/docs/scalar.js',
      headers: { 'if-none-match': String(plain.headers.etag) },
    });
    expect({ status: again.statusCode, body: again.body }).toEqual({ status: 304, body: '' });
  });
});

test.each([
  [{}, { tryIt: true, keepToken: true }],
  [{ DOCS_TRY_IT: 'false' }, { tryIt: false, keepToken: false }],
  [{ NODE_ENV: 'production' }, { tryIt: false, keepToken: false }],
  [
    { NODE_ENV: 'production', DOCS_TRY_IT: 'true' },
    { tryIt: true, keepToken: false },
  ],
])('with %j the page can send requests, and the browser keeps the token, as %j', async (env, expected) => {
  const { docs } = configFrom({
    ...{ AUTH_JWKS_URL: 'https://issuer.test/jwks', AUTH_ISSUER: 'https://issuer.test/', AUTH_AUDIENCE: 'profiles' },
    ...{ PROFILES_SERVICE_URL: 'https://service.test', TLS_ELSEWHERE: 'true' },
    ...env,
  });
  expect(docs).toEqual(expected);
  const server = await serverWith(expected);
  const { body } = await server.inject('/docs/page.js');
  expect(body).toContain(`"hideTestRequestButton":${!expected.tryIt},"persistAuth":${expected.keepToken}`);
  await server.close();
});
