import { authorise, badInput, type Caller, type Operation, type ProfilesError } from '@profiles/contracts';
import type { RestInput } from './rest-input.js';

/**
 * The refusal of a request whose path, query, body or headers have errors that the service behind could not see: it names
 * these and all that the schema finds, so that the caller needs no second request to learn what was wrong.
 *
 * @throws {@link ProfilesError} 403 when the caller may not ask this at all: that comes first.
 */
export function badRequest(
  operation: Operation,
  caller: Caller,
  { fields, errors, onlyFrom }: RestInput,
): ProfilesError {
  authorise(caller, operation, fields);
  const reported = new Set(errors.map(({ path }) => path));
  const issues = operation.input.safeParse(fields).error?.issues ?? [];
  const others = issues.filter(({ code, path: [name] }) => {
    // A rule over all fields says nothing while some could not be read: the one it misses may be the one that is misspelt.
    if (name === undefined) return code === 'unrecognized_keys';
    return !reported.has(String(name)) && (onlyFrom === undefined || onlyFrom.has(String(name)));
  });
  return badInput(others, errors);
}
