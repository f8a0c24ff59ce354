import type { TRPCOptions } from './trpc-options.js';

/** A result or an error as it is sent, before the transformer. */
export type Envelope = { result: { data: unknown } } | { error: unknown };

/** The body of a response: text, or bytes where a result is JSON already. */
export type Body = string | Buffer;

const BEFORE_DATA = Buffer.from('{"result":{"data":');
const AFTER_DATA = Buffer.from('}}');

/** The body of the response to a single call. */
export function envelopeBody(envelope: Envelope, options: TRPCOptions): Body {
  const json = jsonOf(envelope, options);
  if (json === undefined) return JSON.stringify(serialized(envelope, options));
  return Buffer.concat([BEFORE_DATA, json, AFTER_DATA]);
}

/** The body of the response to a batch. */
export function listBody(envelopes: readonly Envelope[], options: TRPCOptions): Body {
  if (envelopes.every((envelope) => jsonOf(envelope, options) === undefined)) {
    return JSON.stringify(envelopes.map((envelope) => serialized(envelope, options)));
  }
  const parts = envelopes.flatMap((envelope, index) => {
    const body = envelopeBody(envelope, options);
    return [Buffer.from(index === 0 ? '[' : ','), typeof body === 'string' ? Buffer.from(body) : body];
  });
  return Buffer.concat([...parts, Buffer.from(']')]);
}

function jsonOf(envelope: Envelope, options: TRPCOptions): Uint8Array | undefined {
  return 'error' in envelope ? undefined : options.jsonOf?.(envelope.result.data);
}

function serialized(envelope: Envelope, { router }: TRPCOptions): Envelope {
  const { serialize } = router._def._config.transformer.output;
  return 'error' in envelope
    ? { error: serialize(envelope.error) }
    : { result: { data: serialize(envelope.result.data) } };
}
