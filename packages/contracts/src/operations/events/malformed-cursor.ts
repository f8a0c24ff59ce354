import { ProfilesError } from '../../profiles-error.js';

/** The refusal (400) of a cursor of events that was cut, mistyped, or never was one. `path` is the input that it came in. */
export function malformedCursor(path: string): ProfilesError {
  const message =
    'Not a cursor: pass a nextCursor, or what the stream sent in a line "id:", as it was received. The id of an event is none.';
  return new ProfilesError(400, { errors: [{ path, message }] });
}
