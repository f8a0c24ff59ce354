import type { CustomerChangedEvent } from '@profiles/client';

/** The kind of change that an event reports. */
export type EventKind = CustomerChangedEvent['data']['eventType'];

/** The type of the events of each kind. */
export const TYPE_OF = {
  CREATE: 'customer.created.v1',
  UPDATE: 'customer.updated.v1',
  DELETE: 'customer.deleted.v1',
} as const satisfies Record<EventKind, CustomerChangedEvent['type']>;

export const KINDS = ['CREATE', 'UPDATE', 'DELETE'] as const satisfies readonly EventKind[];

/** The customer number that was typed, with or without spaces. `undefined` for anything else. */
export function customerNumberIn(text: string): number | undefined {
  const digits = text.replace(/\s/g, '');
  const number = Number(digits);
  return /^\d+$/.test(digits) && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
