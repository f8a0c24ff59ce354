import type { Caller } from './caller.js';
import type { Operation } from './operation.js';
import { ProfilesError } from './profiles-error.js';

/** What a token can be allowed to do; the strings of its `permissions` claim. */
export const Permission = {
  Read: 'customers-profile:les',
  Create: 'customers-profile:opprett',
  Change: 'customers-profile:endre',
  /** Deactivate and restore. */
  Delete: 'customers-profile:slett',
  Admin: 'customers-profile:admin',
  /** May act for every organisation, not only the token's own. */
  AllOrganisations: 'customers-profile:alle-organisasjoner',
} as const;

export type Permission = (typeof Permission)[keyof typeof Permission];

/** Refuses (610) a caller whose token lacks the permission that the operation asks for. */
export function checkPermission(caller: Caller, { permission }: Pick<Operation, 'permission'>): void {
  if (caller.permissions.has(permission)) return;
  throw new ProfilesError(610, { detail: `The token lacks the permission ${permission}.` });
}
