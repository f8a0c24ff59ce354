import type { CustomerChangedEvent } from '@profiles/client';

/** Events that are shown at most. Older ones give way. */
export const MAX_SHOWN = 10_000;

/** The events with further ones, the latest first. The events of one customer stay in their order. */
export function withEvents(
  shown: readonly CustomerChangedEvent[],
  more: readonly CustomerChangedEvent[],
): CustomerChangedEvent[] {
  return [...more.toReversed(), ...shown].slice(0, MAX_SHOWN);
}
