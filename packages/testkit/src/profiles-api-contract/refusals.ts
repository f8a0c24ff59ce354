import { type ErrorCode, ProfilesError } from '@profiles/contracts';
import { expect } from 'vitest';

/** The ProfilesError that a call was refused with. A call that succeeds or fails otherwise fails the test. */
export async function refusalOf(call: Promise<unknown>): Promise<ProfilesError> {
  const thrown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown, 'refused with a ProfilesError').toBeInstanceOf(ProfilesError);
  if (thrown instanceof ProfilesError) return thrown;
  throw new Error('unreachable: the expectation above has failed');
}

/** Expects a refusal with this code and HTTP status, and gives it back. */
export async function expectRefusal(call: Promise<unknown>, code: ErrorCode, status: number): Promise<ProfilesError> {
  const error = await refusalOf(call);
  expect({ code: error.code, status: error.status }).toEqual({ code, status });
  return error;
}

/** Expects bad input (400) that names exactly these fields. */
export async function expectBadInput(call: Promise<unknown>, paths: readonly string[], code: ErrorCode = 400) {
  const error = await expectRefusal(call, code, 400);
  const named = (error.details.errors ?? []).map(({ path }) => path);
  expect([...new Set(named)].sort()).toEqual([...paths].sort());
}

export const expectUnknown = (call: Promise<unknown>) => expectRefusal(call, 617, 404);

/** All that a caller can tell of a refusal. Two that look alike here can't be told apart. */
export function toldBy(error: ProfilesError) {
  const { errors, survivor, retryAfter } = error.details;
  return { code: error.code, status: error.status, message: error.message, errors, survivor, retryAfter };
}
