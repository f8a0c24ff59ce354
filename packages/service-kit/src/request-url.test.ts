import { expect, test } from 'vitest';
import { createHttpServer } from './http-server.js';
import { routedUrl } from './request-url.js';

test.each([
  ['GET', '/docs/', '/docs'],
  ['HEAD', '/docs/?page=1', '/docs?page=1'],
  ['GET', '/', '/'],
  ['GET', '/?next=/docs/', '/?next=/docs/'],
  ['GET', '/docs?next=/a/', '/docs?next=/a/'],
  ['GET', '/docs//', '/docs//'],
  ['GET', '/%2F/', '/%2F'],
  ['PUT', '/profiles/1000001/preferences/', '/profiles/1000001/preferences/'],
  ['DELETE', '/profiles/1000001/', '/profiles/1000001/'],
  ['GET', '/k\u00c3\u00a5re/', '/k%c3%a5re'],
])('%s %s is routed as %s', (method, url, routed) => {
  expect(routedUrl({ method, url })).toBe(routed);
});

test('a read may end in a slash, a write may not', async () => {
  const { server } = createHttpServer({ name: 'slashes', logLevel: 'silent', readiness: {} });
  server.get('/profiles/:id', async () => 'read');
  server.delete('/profiles/:id', async () => 'erased');
  expect((await server.inject('/profiles/7/')).body).toBe('read');
  expect((await server.inject({ method: 'DELETE', url: '/profiles/7/' })).statusCode).toBe(404);
  expect((await server.inject({ method: 'DELETE', url: '/profiles/7' })).body).toBe('erased');
  await server.close();
});
