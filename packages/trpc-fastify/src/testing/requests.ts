import fc from 'fast-check';
import {
  ACCEPTS,
  BATCHES,
  BODIES,
  CONTENT_TYPES,
  MODES,
  MUTATIONS,
  ODD_INPUTS,
  ODD_PATHS,
  ODD_QUERIES,
  QUERIES,
} from './odd-parts.js';
import type { RawRequest } from './twin-servers.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const get = (path: string, headers: Record<string, string> = {}): RawRequest => ({ method: 'GET', path, headers });
const post = (path: string, body?: string | Buffer, headers: Record<string, string> = JSON_TYPE): RawRequest => ({
  ...{ method: 'POST', path, headers },
  ...(body !== undefined && { body }),
});
const input = (value: unknown) => encodeURIComponent(JSON.stringify(value));

/** Every request that is sent to both, with a name. */
export function requests(): [string, RawRequest][] {
  const all: RawRequest[] = [
    ...QUERIES.flatMap((name) => [
      get(`/trpc/${name}`),
      get(`/trpc/${name}?input=${input({ name: 'abc', a: 'a' })}`, { 'x-user': 'kari' }),
      post(`/trpc/${name}`, '{"name":"abc"}'),
      get(`/trpc/${name}?batch=1&input=${input({ 0: { name: 'abc' } })}`),
    ]),
    ...MUTATIONS.flatMap((name) => [
      ...[get(`/trpc/${name}`), post(`/trpc/${name}`, '{"n":1}'), post(`/trpc/${name}?batch=1`, '{"0":{"n":1}}')],
      post(`/trpc/${name}`, '{', JSON_TYPE),
    ]),
    ...ODD_PATHS.flatMap((path) => [get(`/trpc/${path}`), post(`/trpc/${path}`, '{}'), get(`/trpc/${path}?batch=1`)]),
    ...ODD_INPUTS.flatMap((text) => [
      ...['echo', 'strict', 'twice', 'rawInput', 'plain'].map((name) =>
        get(`/trpc/${name}?input=${encodeURIComponent(text.toWellFormed())}`),
      ),
      post('/trpc/change', text),
      post('/trpc/change,changeStrict?batch=1', text),
      get(`/trpc/echo,strict?batch=1&input=${encodeURIComponent(text.toWellFormed())}`),
    ]),
    ...ODD_QUERIES.flatMap((query) => [
      get(`/trpc/echo${query}`),
      post(`/trpc/change${query}`, '{"0":1}'),
      get(`/trpc/echo,plain${query}`),
    ]),
    ...CONTENT_TYPES.flatMap((type) => [
      ...[post('/trpc/change', '{"n":1}', { 'content-type': type }), get('/trpc/plain', { 'content-type': type })],
    ]),
    ...BODIES.flatMap((body) => [
      ...[
        post('/trpc/change', body),
        post('/trpc/changeStrict', body),
        post('/trpc/unread', body),
        post('/trpc/change', body, {}),
      ],
      post('/trpc/change,changeStrict?batch=1', body),
    ]),
    ...BATCHES.flatMap((paths) => [
      ...[
        get(`/trpc/${paths}?batch=1`),
        get(`/trpc/${paths}?batch=1&input=${input({ 0: { name: 'abc' }, 1: { name: 'a' } })}`),
      ],
      ...[post(`/trpc/${paths}?batch=1`, '{"0":{"name":"abc"}}'), get(`/trpc/${paths}`)],
    ]),
    ...MODES.flatMap((mode) => [
      ...[get('/trpc/plain', { 'x-mode': mode }), get('/trpc/plain,user?batch=1', { 'x-mode': mode })],
      ...[post('/trpc/change', '{}', { ...JSON_TYPE, 'x-mode': mode }), get('/trpc/unknown', { 'x-mode': mode })],
    ]),
    ...ACCEPTS.flatMap((accept) => [
      ...[get('/trpc/plain', { accept }), get('/trpc/plain,slow?batch=1', { accept })],
      ...[get('/trpc/plain', { 'trpc-accept': accept }), get('/trpc/plain,slow?batch=1', { 'trpc-accept': accept })],
    ]),
    ...['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE'].flatMap((method) => [
      ...[
        { method, path: '/trpc/plain' },
        { method, path: '/trpc/change', headers: JSON_TYPE },
        { method, path: '/trpc/plain?batch=1' },
      ],
    ]),
    ...[
      'a b',
      '127.0.0.1:99999',
      'user:pass@example.test',
      '[::1]',
      '[::1',
      'exa mple',
      '1.2.3.256',
      'EXAMPLE.test:80',
      'x_y',
      '',
    ].map((host) => get('/trpc/plain', { host })),
    ...['/trpc', '/trpc/', '/trpc//plain', '/trpc/plain#x', '/TRPC/plain', '/trpc/plain?input=1#x', '/trpc/a/b'].map(
      (path) => get(path),
    ),
  ];
  return all.map((request) => [JSON.stringify(request).slice(0, 150), request]);
}

/** Any request, most of them of the kind that can be answered. */
export function anyRequest(): fc.Arbitrary<RawRequest> {
  const name = fc.constantFrom(...QUERIES, ...MUTATIONS, ...ODD_PATHS, 'ticks');
  const text = fc.oneof(fc.constantFrom(...ODD_INPUTS), fc.json(), fc.string());
  const path = fc.oneof(
    name,
    fc.array(name, { minLength: 1, maxLength: 6 }).map((names) => names.join(',')),
  );
  const query = fc.oneof(
    fc.constant(''),
    fc.constantFrom(...ODD_QUERIES),
    text.map((value) => `?input=${encodeURIComponent(value.toWellFormed())}`),
    text.map((value) => `?batch=1&input=${encodeURIComponent(value.toWellFormed())}`),
  );
  const header = fc.record(
    {
      'content-type': fc.constantFrom(...CONTENT_TYPES),
      accept: fc.constantFrom(...ACCEPTS),
      'trpc-accept': fc.constantFrom(...ACCEPTS),
      'x-mode': fc.constantFrom('', ...MODES),
    },
    { requiredKeys: [] },
  );
  return fc.record(
    {
      method: fc.constantFrom('GET', 'GET', 'POST', 'POST', 'PUT', 'DELETE'),
      path: fc.tuple(path, query).map(([names, rest]) => `/trpc/${names.replaceAll(' ', '%20')}${rest}`),
      headers: fc.oneof(fc.constant(JSON_TYPE), header),
      body: text,
    },
    { requiredKeys: ['method', 'path', 'headers'] },
  ) as fc.Arbitrary<RawRequest>;
}
