import { type Caller, checkPermission, type Operation, Permission, ProfilesError } from '@profiles/contracts';

/**
 * The one place that decides who may do what: the permission the operation asks for, and the organisation the request
 * names. Looks at the raw input, since who may not ask learns nothing about what is wrong with the question.
 */
export function authorise(caller: Caller, operation: Operation, rawInput: unknown): void {
  checkPermission(caller, operation);
  const named = (rawInput as { organisationId?: unknown } | null | undefined)?.organisationId;
  if (Number.isSafeInteger(named) && !mayActFor(caller, Number(named))) {
    throw new ProfilesError(610, {
      detail: 'organisationId: you may act for your own organisation only.',
      errors: [{ path: 'organisationId', message: 'Not your organisation.' }],
    });
  }
}

/** Whether a caller may act for an organisation. */
export function mayActFor(caller: Caller, organisationId: number): boolean {
  return caller.organisationId === organisationId || caller.permissions.has(Permission.AllOrganisations);
}
