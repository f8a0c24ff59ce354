import { deepStrictEqual, match, ok } from 'node:assert';
import { correlationIdFrom, requestMetadataFrom } from '@profiles/service-kit';
import { FuzzInput } from '../input.js';

const NAMES = [
  ...['et-client-name', 'x-changed-by', 'x-changed-by-channel', 'traceparent', 'if-match', 'if-none-match'],
  ...['idempotency-key', 'x-correlation-id'],
] as unknown as readonly [string, ...string[]];

/** Headers of any bytes are read, and what is not valid is named. Node decodes header bytes as Latin-1. */
export function fuzz(data: Uint8Array): void {
  const input = new FuzzInput(data);
  const headers: Record<string, string | string[]> = {};
  while (!input.isEmpty) {
    const name = input.pick(NAMES);
    const value = Buffer.from(input.block()).toString('latin1');
    headers[name] = input.byte() === 255 ? [value, value] : value;
  }
  const read = requestMetadataFrom(headers);
  const { ifMatch, ifNoneMatch, metadataErrors = [], ...texts } = read;
  const revisions = [...(ifMatch ?? []), ...(Array.isArray(ifNoneMatch) ? ifNoneMatch : [])];
  for (const revision of revisions) ok(Number.isSafeInteger(revision) && revision >= 0, `The revision is ${revision}.`);
  if (texts.traceparent !== undefined) match(texts.traceparent, /^[0-9a-f-]{55}$/);
  const refused = new Set(metadataErrors.map(({ path }) => path.toLowerCase()));
  for (const [name, text] of [
    ['et-client-name', texts.clientName],
    ['x-changed-by', texts.changedBy],
    ['x-changed-by-channel', texts.changedByChannel],
  ] as const) {
    if (text === undefined || refused.has(name)) continue;
    ok([...text].length <= 100 && !/\p{Cc}/u.test(text) && text === text.trim(), `${name} is ${JSON.stringify(text)}.`);
  }
  for (const name of refused) ok(name in headers, `${name} was not sent.`);
  match(correlationIdFrom(headers['x-correlation-id']), /^[A-Za-z0-9._:-]{1,128}$/);
  deepStrictEqual(requestMetadataFrom(headers), read);
}
