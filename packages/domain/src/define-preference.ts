import { accept } from './accept.js';
import { type Decision, type Rejected, Rejection, reject } from './decision.js';
import type { Instant } from './instant.js';
import { type Patch, patched } from './patch.js';
import type { PreferenceDefinition } from './preference-types.js';

/** The fields of a definition that callers give. */
export type DefinitionFields = Pick<
  PreferenceDefinition,
  'preferenceCode' | 'preferenceType' | 'preferenceDescription' | 'isActive'
>;

export interface CreateDefinition {
  readonly fields: DefinitionFields;
  readonly id: number;
  readonly organisationId: number;
  /** All definitions of the organisation. */
  readonly others: readonly PreferenceDefinition[];
  readonly now: Instant;
}

export interface UpdateDefinition {
  readonly definition: PreferenceDefinition;
  readonly patch: Patch<DefinitionFields>;
  /** All definitions of the organisation. */
  readonly others: readonly PreferenceDefinition[];
  /** Whether any customer holds a value of it. Needed if the patch changes the type. */
  readonly isHeld: boolean;
  readonly now: Instant;
}

/** Creates a definition for the customers of an organisation. [PREF-1] Its code is unique within the organisation. */
export function decideCreateDefinition({ fields, id, organisationId, others, now }: CreateDefinition): Decision {
  const after: PreferenceDefinition = {
    ...{ id, organisationId },
    ...fields,
    ...{ createdAt: now, changedAt: now, version: 1 },
  };
  return refusalOfCode(after, others) ?? accept({ profiles: [], definitions: [{ after }] });
}

/**
 * Changes a definition. [PREF-1] Its type stays while a customer holds a value of it, and its code is unique within the
 * organisation.
 */
export function decideUpdateDefinition({ definition, patch, others, isHeld, now }: UpdateDefinition): Decision {
  const edited = patched<PreferenceDefinition>(definition, patch);
  if (edited.preferenceType !== definition.preferenceType && isHeld) {
    return reject(Rejection.Conflict, {
      message:
        'Customers hold values of this preference, so its preferenceType cannot change. Create another definition instead.',
    });
  }
  // A code that was shared before this rule does not stand in the way of other changes.
  const refusal = edited.preferenceCode === definition.preferenceCode ? undefined : refusalOfCode(edited, others);
  const after = { ...edited, changedAt: now, version: definition.version + 1 };
  return refusal ?? accept({ profiles: [], definitions: [{ before: definition, after }] });
}

function refusalOfCode(
  { id, preferenceCode }: PreferenceDefinition,
  others: readonly PreferenceDefinition[],
): Rejected | undefined {
  const holder = others.find((other) => other.id !== id && other.preferenceCode === preferenceCode);
  if (holder === undefined) return undefined;
  const message = `Preference ${holder.id} of the organisation has this preferenceCode. Use another code, or update that one.`;
  return reject(Rejection.Conflict, { message });
}
