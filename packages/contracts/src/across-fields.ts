import type { z } from 'zod';
import { type Refusal, refuse } from './text-field.js';

/** The fields of an input, as a rule across them sees them. */
export interface SentFields<T> {
  /** The values, without those of fields that were refused on their own. */
  readonly values: Readonly<T>;
  /** Whether a field has a value (not `null`), be it a good or a refused one. */
  has(field: keyof T): boolean;
  /** Whether the field was refused on its own: nothing can be said of it together with others. */
  isRefused(field: keyof T): boolean;
  /** Adds an error. */
  refuse(path: PropertyKey | readonly PropertyKey[], refusal: Refusal): void;
}

/**
 * A rule across fields. It runs even if single fields were refused, so that one response names every error: the checks
 * that zod's `superRefine` adds do not run then. A rule may return the fields in the form they are stored in, which
 * counts if nothing was refused.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: most rules return nothing
export function acrossFields<T extends object>(rule: (fields: SentFields<T>) => T | void): z.core.$ZodCheck<T> {
  const check = (payload: z.core.ParsePayload<T>) => {
    if (typeof payload.value !== 'object' || payload.value === null) return;
    const read = rule(sentFields(payload));
    if (read !== undefined && payload.issues.length === 0) payload.value = read;
  };
  const def = { check: 'custom', when: () => true };
  return { _zod: { check, def, onattach: [] } } as unknown as z.core.$ZodCheck<T>;
}

const NONE: ReadonlySet<PropertyKey | undefined> = new Set();

function sentFields<T extends object>(payload: z.core.ParsePayload<T>): SentFields<T> {
  const { value, issues } = payload;
  const refused = issues.length === 0 ? NONE : new Set<PropertyKey | undefined>(issues.map(({ path }) => path?.[0]));
  return {
    values: refused.size === 0 ? value : withoutFields(value, refused),
    has: (field) => value[field] != null,
    isRefused: (field) => refused.has(field),
    refuse: (path, refusal) => refuse(payload, refusal, [path].flat() as PropertyKey[]),
  };
}

function withoutFields<T extends object>(value: T, refused: ReadonlySet<PropertyKey | undefined>): T {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !refused.has(name))) as T;
}
