import type { z } from 'zod';
import { type ErrorCode, isErrorCode } from './error-catalogue.js';
import { type FieldError, ProfilesError } from './profiles-error.js';

/**
 * The error (400) that names everything wrong with a request: the issues of its schema, and what was found outside of it,
 * such as in a header. A code of its own (603, 605 …) is used only when every issue has that code.
 */
export function badInput(issues: readonly z.core.$ZodIssue[], others: readonly FieldError[] = []): ProfilesError {
  const errors = [...issues.flatMap(fieldErrors), ...others];
  const codes = new Set<ErrorCode>([...issues.map(codeOf), ...others.map(() => 400 as const)]);
  const code = codes.size === 1 ? ([...codes][0] ?? 400) : 400;
  const [first] = errors;
  const detail = first ? `${first.path || 'input'}: ${first.message}` : 'The input is not valid.';
  return new ProfilesError(code, { errors, detail });
}

function codeOf(issue: z.core.$ZodIssue): ErrorCode {
  const code = issue.code === 'custom' ? issue.params?.['errorCode'] : undefined;
  return isErrorCode(code) ? code : 400;
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), message: 'Unknown field.' }));
  }
  if (issue.code === 'invalid_union') {
    return [{ path: pathText(issue.path), message: 'Expected one of the forms that the document allows here.' }];
  }
  return [{ path: pathText(issue.path), message: messageOf(issue) }];
}

/** zod says of a missing field what it received, `undefined`, which JSON does not know. */
function messageOf(issue: z.core.$ZodIssue): string {
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return isMissing ? `Required: expected ${issue.expected}.` : issue.message;
}

/** `postalAddresses.0.town`. Keys come from the caller, so they are cut to a length that is safe to show. */
function pathText(path: readonly PropertyKey[]): string {
  return path.map((part) => String(part).slice(0, 60)).join('.');
}
