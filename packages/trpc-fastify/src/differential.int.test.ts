import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oddRouter } from './testing/odd-router.js';
import { anyRequest, requests } from './testing/requests.js';
import { type RawRequest, type Twins, twinsOf } from './testing/twin-servers.js';
import { isPercentEncodedUtf8, NOT_UTF8, textOf } from './utf8.js';

/** Input that is not UTF-8 gets another response on purpose: see utf8.int.test.ts. */
const isUtf8Request = ({ path, body = '' }: RawRequest) =>
  isPercentEncodedUtf8(path) && textOf(Buffer.from(body)) !== NOT_UTF8;

const HOSTILE_META: Record<string, object> = {
  '/trpc/nil': { status: 201, headers: { 'x-one': 'a', 'X-Two': 'b', 'cache-control': 'no-store' } },
  '/trpc/user': { headers: { 'x-list': ['a', 'b'], 'x-none': undefined } },
  '/trpc/path': { headers: new Headers({ 'x-headers': '1', vary: 'x' }) },
  '/trpc/date': { status: 204 },
  '/trpc/added': { status: 700 },
  '/trpc/narrow': { headers: { 'set-cookie': ['a=1', 'b=2'] } },
  '/trpc/observing': { headers: { 'bad name': 'x' } },
  '/trpc/signal': { headers: { 'x-æ': 'æ' } },
  '/trpc/replacing': { headers: { 'content-type': 'text/html', vary: 'cookie' } },
  '/trpc/throwsTrpc': { status: 299, headers: { 'x-trimmed': ' y ' } },
  '/trpc/throwsError': { status: 0 },
};

const KINDS: [string, Parameters<typeof oddRouter>[0], Parameters<typeof twinsOf>[1]][] = [
  ['as it comes', {}, {}],
  [
    'in development, with method override and a batch limit',
    { isDev: true },
    { allowMethodOverride: true, maxBatchSize: 4 },
  ],
  ['with a transformer', { transformed: true }, { allowMethodOverride: true }],
  ['without batches', {}, { allowBatching: false }],
  ['with another path separator', { pathSeparator: '_' }, {}],
  [
    'with a responseMeta',
    {},
    { responseMeta: ({ paths }) => HOSTILE_META[`/trpc/${(paths as string[] | undefined)?.join(',')}`] ?? {} },
  ],
  [
    'with a responseMeta that breaks',
    {},
    {
      responseMeta: () => {
        throw new Error('meta broke');
      },
    },
  ],
];

describe.each(KINDS)('%s, the official plugin and this one', (_kind, routerOptions, pluginOptions) => {
  let twins: Twins;
  beforeAll(async () => {
    twins = await twinsOf(oddRouter(routerOptions), pluginOptions);
  });
  afterAll(() => twins.close());

  test.each(requests().filter(([, request]) => isUtf8Request(request)))('answer alike: %s', async (_name, request) => {
    const { official, ours } = await twins.ask(request);
    expect(ours).toEqual(official);
  });

  test('answer alike whatever is asked', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest().filter(isUtf8Request), async (one) => {
        const { official, ours } = await twins.ask(one);
        expect(ours).toEqual(official);
      }),
      { numRuns: Number(process.env['DIFFERENTIAL_RUNS'] ?? 300) },
    );
  });
});
