/** A UUID of version 7 (RFC 9562) begins with the milliseconds since 1970, in 48 bits. */
const VERSION_7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-/i;

/**
 * The time of an event in ISO 8601, which its id begins with (docs/events.md). `undefined` for an id that is no UUID of
 * version 7.
 */
export function timeOfEvent(eventId: string): string | undefined {
  const [, high, low] = VERSION_7.exec(eventId) ?? [];
  if (high === undefined || low === undefined) return undefined;
  return new Date(Number.parseInt(high + low, 16)).toISOString();
}
