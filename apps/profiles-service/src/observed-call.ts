import { type CallContext, type Dependencies, runOperation } from '@profiles/application';
import { type Caller, type ErrorCode, type NamedOperation, OPERATION_LIST, ProfilesError } from '@profiles/contracts';
import { type CallMetrics, inSpan, noteError, noteOperation, tracing } from '@profiles/service-kit';
import type { FastifyRequest } from 'fastify';
import { tracedStore } from './traced-store.js';

/** A call of a request, as its metrics and its log line see it. */
interface Observation {
  readonly calls: CallMetrics;
  readonly request?: Pick<FastifyRequest, 'id'>;
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

/** One call, to be carried out by the request pipeline. */
interface TracedCall {
  readonly named: NamedOperation;
  readonly input: unknown;
  readonly call: CallContext;
  readonly deps: Dependencies;
}

/**
 * Carries a call out. With tracing it has a span of its own, which is the parent of its work in the database and of its events:
 * they carry its `traceparent`.
 */
export function performed({ named: { name, operation }, input, call, deps }: TracedCall): Promise<unknown> {
  if (tracing() === undefined) return runOperation(operation, input, { call, deps });
  const span = { scope: 'profiles-service', name, kind: 'internal', parent: call.traceparent } as const;
  return inSpan(span, (traceparent = '') =>
    runOperation(operation, input, {
      call: { ...call, traceparent },
      deps: { ...deps, store: tracedStore(deps.store, traceparent) },
    }),
  );
}

const NAME_OF = new Map(OPERATION_LIST.map(({ name, operation }) => [operation.slug as string, name as string]));

/** The tRPC name of an operation, which the metrics use, by its slug. */
export function nameOf(slug: string): string {
  return NAME_OF.get(slug) ?? slug;
}
