import { FIRST_EPOCH } from '@profiles/contracts';
import type { StreamEvent } from './recent-events.js';

/** A message of the stream, in the part that both ways of reading have. */
export interface StreamMessage {
  readonly subject: string;
  readonly sequence: number;
  readonly data: Uint8Array;
}

/**
 * The event in a message. The owner comes from the subject, which the permissions of NATS protect, not from the body.
 * Undefined for a message that is no event: only an operator can have put it there.
 */
export function eventIn({ subject, sequence, data }: StreamMessage): StreamEvent | undefined {
  const [customer = '', organisation = ''] = subject.split('.').reverse();
  const [organisationId, customerNumber] = [Number(organisation), Number(customer)];
  if (!Number.isSafeInteger(organisationId) || !Number.isSafeInteger(customerNumber)) return undefined;
  const json = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const parsed = parsedJson(json.toString('utf8'));
  const { type, time, data: { epoch = FIRST_EPOCH } = {} } = parsed ?? {};
  if (typeof type !== 'string' || !Number.isSafeInteger(epoch)) return undefined;
  return { sequence, organisationId, customerNumber, type, time: Date.parse(String(time)), epoch, json };
}

function parsedJson(text: string): { type?: unknown; time?: unknown; data?: { epoch?: number } } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
