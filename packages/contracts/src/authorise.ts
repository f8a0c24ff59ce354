import type { Caller } from './caller.js';
import type { Operation } from './operation.js';
import { Permission } from './permissions.js';
import { ProfilesError } from './profiles-error.js';

/**
 * The one check of authorisation: the permissions of the operation, and the organisation that the request names. The request
 * pipeline behind every transport applies it. It reads the raw input, so that a caller without permission learns nothing about
 * errors in the input.
 * @throws ProfilesError 610
 */
export function authorise(caller: Caller, operation: Operation, rawInput: unknown): void {
  const input = (typeof rawInput === 'object' && rawInput !== null ? rawInput : {}) as Record<string, unknown>;
  admit(caller, operation, input);
  for (const permission of operation.alsoNeeds?.(input) ?? []) needs(caller, permission);
}

/** The part of that check which needs no body. */
export function admit(
  caller: Caller,
  operation: Pick<Operation, 'permission'>,
  input: Readonly<Record<string, unknown>>,
): void {
  needs(caller, operation.permission);
  const named = input['organisationId'];
  if (Number.isSafeInteger(named) && !mayActFor(caller, Number(named))) {
    throw new ProfilesError(610, {
      detail: 'organisationId: you may act for your own organisation only.',
      errors: [{ path: 'organisationId', message: 'Not your organisation.' }],
    });
  }
}

function needs(caller: Caller, permission: Permission): void {
  if (caller.permissions.has(permission)) return;
  throw new ProfilesError(610, { detail: `The token lacks the permission ${permission}.` });
}

/** Whether a caller may act for an organisation. */
export function mayActFor(caller: Caller, organisationId: number): boolean {
  return caller.organisationId === organisationId || caller.permissions.has(Permission.AllOrganisations);
}
