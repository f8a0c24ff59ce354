import { ProfilesError } from '@profiles/contracts';
import type { Rejected } from '@profiles/domain';

/** A rule's no, as callers get it. */
export function errorOf({ code, details }: Rejected): ProfilesError {
  const { path, message, survivor, errors } = details;
  return new ProfilesError(code, {
    ...(message !== undefined && { detail: message }),
    ...(survivor !== undefined && { survivor }),
    ...(path !== undefined && { errors: [{ path, message: message ?? 'Not accepted.' }] }),
    ...(errors !== undefined && { errors }),
  });
}
