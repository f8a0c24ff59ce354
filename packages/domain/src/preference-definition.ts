import { isCalendarDay } from './calendar-day.js';
import { accept, type Decision } from './decision.js';
import type { Instant } from './instant.js';
import { type Patch, patched } from './patch.js';
import type { PreferenceDefinition, PreferenceType } from './preference-types.js';

/** The fields of a definition that callers give. */
export type DefinitionFields = Pick<
  PreferenceDefinition,
  'preferenceCode' | 'preferenceType' | 'preferenceDescription' | 'isActive'
>;

/** A new definition for an organisation's customers. */
export function decideCreateDefinition(
  fields: DefinitionFields,
  birth: Pick<PreferenceDefinition, 'id' | 'organisationId'> & { readonly at: Instant },
): Decision {
  const { at, ...identity } = birth;
  const after: PreferenceDefinition = { ...identity, ...fields, createdAt: at, changedAt: at, version: 1 };
  return accept({ profiles: [], definitions: [{ after }] });
}

/** Changes a definition. Values that customers have already are not judged again. */
export function decideUpdateDefinition(
  before: PreferenceDefinition,
  patch: Patch<DefinitionFields>,
  now: Instant,
): Decision {
  const after = { ...patched<PreferenceDefinition>(before, patch), changedAt: now, version: before.version + 1 };
  return accept({ profiles: [], definitions: [{ before, after }] });
}

const FITS: Readonly<Record<PreferenceType, (value: string) => boolean>> = {
  TEXT: () => true,
  BOOLEAN: (value) => value === 'true' || value === 'false',
  NUMBER: (value) => /^-?\d+(\.\d+)?$/.test(value),
  DATE: (value) => /^\d{4}-\d\d-\d\d$/.test(value) && isCalendarDay(value),
};

const FORMS: Readonly<Record<PreferenceType, string>> = {
  TEXT: 'any text',
  BOOLEAN: 'true or false',
  NUMBER: 'a decimal number, such as 12.5',
  DATE: 'a calendar day, YYYY-MM-DD',
};

/** What is wrong with a value for this type, if anything. */
export function misfitOf(type: PreferenceType, value: string): string | undefined {
  return FITS[type](value) ? undefined : `A preference of type ${type} takes ${FORMS[type]}.`;
}
