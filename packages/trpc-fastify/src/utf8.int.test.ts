import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oddRouter } from './testing/odd-router.js';
import { type RawRequest, type Twins, twinsOf } from './testing/twin-servers.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const LATIN1 = Buffer.from('{"n":"\xe5"}', 'latin1');
const CUT = Buffer.from('{"n":"å"}').subarray(0, 7);

const REQUESTS: Record<string, RawRequest> = {
  'a body in Latin-1': { method: 'POST', path: '/trpc/change', headers: JSON_TYPE, body: LATIN1 },
  'a body cut inside a character': { method: 'POST', path: '/trpc/change', headers: JSON_TYPE, body: CUT },
  'a body in UTF-16': {
    method: 'POST',
    path: '/trpc/change',
    headers: JSON_TYPE,
    body: Buffer.from('{"n":1}', 'utf16le').fill(0xff, 0, 1),
  },
  'a surrogate encoded as if it were a character': {
    ...{ method: 'POST', path: '/trpc/change', headers: JSON_TYPE },
    body: Buffer.from('{"n":"\xed\xa0\x80"}', 'latin1'),
  },
  'a batch': { method: 'POST', path: '/trpc/change,change?batch=1', headers: JSON_TYPE, body: LATIN1 },
  'the input of a GET': { method: 'GET', path: '/trpc/echo?input=%22%E5%22' },
  'the inputs of a batch by GET': { method: 'GET', path: '/trpc/echo,echo?batch=1&input=%7B%220%22:%22%E5%22%7D' },
  'an input in an unusual place': { method: 'GET', path: '/trpc/echo?input=%22%E5%22&x=1' },
  'a body that the official plugin reads': { method: 'POST', path: '/trpc/unknown', headers: JSON_TYPE, body: LATIN1 },
};

describe('bytes that are not UTF-8', () => {
  let twins: Twins;
  beforeAll(async () => {
    twins = await twinsOf(oddRouter({}), {});
  });
  afterAll(() => twins.close());

  test.each(Object.entries(REQUESTS))(
    'in %s are refused (400), and nothing is put in their place',
    async (_name, request) => {
      const { ours } = await twins.ask(request);
      expect({ status: ours.status, replaced: ours.body.includes('\ufffd') }).toEqual({ status: 400, replaced: false });
      expect(ours.body).toContain('The input is not valid UTF-8.');
    },
  );

  // The reason for the refusal; should the official plugin refuse by itself one day, ours can be removed.
  test('the official plugin reads U+FFFD in their place', async () => {
    const { official } = await twins.ask(REQUESTS['the input of a GET'] as RawRequest);
    expect(official.body).toContain('\ufffd');
  });

  test('U+FFFD that was sent as a character is one like any other', async () => {
    const { ours } = await twins.ask({ method: 'GET', path: '/trpc/echo?input=%22%EF%BF%BD%22' });
    expect(ours.body).toContain('\ufffd');
  });

  test('a percent sign that stands for itself does', async () => {
    const { ours, official } = await twins.ask({ method: 'GET', path: '/trpc/echo?input=%22100%zz%22' });
    expect(ours.body).toBe(official.body);
    expect(ours.body).toContain('100%zz');
  });
});
