import { FIRST_EPOCH } from '@profiles/contracts';
import type { StreamEvent } from './recent-events.js';

/** A message of the stream, in the part that both ways of reading have. */
export interface StreamMessage {
  readonly subject: string;
  readonly sequence: number;
  readonly data: Uint8Array;
}

/** The members of an event that are read here. Their types are not checked. */
interface EventContent {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly time?: unknown;
  readonly data?: { readonly epoch?: number } | null;
}

/** An event with its decoded text and the parsed content of it. */
export interface ParsedEvent {
  readonly event: StreamEvent;
  readonly text: string;
  readonly content: EventContent;
}

/** The event in a message, without its text and content: see {@link parsedEventIn}. */
export function eventIn(message: StreamMessage): StreamEvent | undefined {
  return parsedEventIn(message)?.event;
}

/**
 * The event in a message. The owner comes from the subject, which the permissions of NATS protect, not from the body.
 * Undefined for a message that is no event: only an operator can have put it there.
 */
export function parsedEventIn({ subject, sequence, data }: StreamMessage): ParsedEvent | undefined {
  const [customer = '', organisation = ''] = subject.split('.').reverse();
  const [organisationId, customerNumber] = [Number(organisation), Number(customer)];
  if (!Number.isSafeInteger(organisationId) || !Number.isSafeInteger(customerNumber)) return undefined;
  const json = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const text = json.toString('utf8');
  const content = parsedJson(text);
  if (content === undefined) return undefined;
  const { type, time } = content;
  const { epoch = FIRST_EPOCH } = content.data ?? {};
  if (typeof type !== 'string' || !Number.isSafeInteger(epoch)) return undefined;
  const event = { sequence, organisationId, customerNumber, type, time: Date.parse(String(time)), epoch, json };
  return { event, text, content };
}

function parsedJson(text: string): EventContent | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
