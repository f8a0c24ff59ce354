import { type Caller, type ErrorCode, OPERATION_LIST, ProfilesError } from '@profiles/contracts';
import { type CallMetrics, noteError, noteOperation } from '@profiles/service-kit';
import type { FastifyRequest } from 'fastify';

/** A call of a request, as its metrics and its log line see it. */
interface Observation {
  readonly calls: CallMetrics;
  readonly request?: FastifyRequest;
  readonly operation: string;
  /** Absent when the token is not valid. */
  readonly caller?: Caller;
}

/** Counts a call, and notes it for the log line of its request. */
export async function observed<T>(
  { calls, request, operation, caller }: Observation,
  run: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  let errorCode: ErrorCode | undefined;
  if (request !== undefined) noteOperation(request, operation);
  try {
    return await run();
  } catch (error) {
    errorCode = error instanceof ProfilesError ? error.code : 500;
    if (request !== undefined) noteError(request, errorCode);
    throw error;
  } finally {
    calls.observe({ operation, caller, errorCode, seconds: (performance.now() - startedAt) / 1000 });
  }
}

const NAME_OF = new Map(OPERATION_LIST.map(({ name, operation }) => [operation.slug as string, name as string]));

/** The tRPC name of an operation, which the metrics use, by its slug. */
export function nameOf(slug: string): string {
  return NAME_OF.get(slug) ?? slug;
}
