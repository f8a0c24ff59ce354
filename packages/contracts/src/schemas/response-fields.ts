import { z } from 'zod';

/** A moment in an answer. */
export function timestamp() {
  return z.string().meta({ format: 'date-time', examples: ['2026-01-31T08:15:30.000Z'] });
}

/** A customer number or another whole number in an answer. */
export function number() {
  return z.int().meta({ format: 'int64' });
}
