import { ProfilesError } from '@profiles/contracts';

/** The error of a cursor that does not belong to the page that is requested. */
export function badCursor(message: string): ProfilesError {
  return new ProfilesError(400, { detail: `cursor: ${message}`, errors: [{ path: 'cursor', message }] });
}
