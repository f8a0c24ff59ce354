import { z } from 'zod';

/** A moment in a response: ISO 8601 in UTC with milliseconds. */
export function timestamp() {
  return z.string().meta({ format: 'date-time', examples: ['2026-01-31T08:15:30.000Z'] });
}

/** A customer number or another whole number in a response. */
export function number() {
  return z.int().meta({ format: 'int64' });
}
