import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** A condition of readiness. It rejects, or throws, while it is not met. */
export type ReadinessCheck = () => Promise<void> | void;
/** Conditions of readiness by name. The names are shown by `/readyz`. */
export type ReadinessChecks = Readonly<Record<string, ReadinessCheck>>;

/** A check that takes longer counts as failed, in milliseconds. `/readyz` responds within three seconds (ARCHITECTURE.md). */
const CHECK_TIMEOUT_MILLIS = 2_500;

/** Adds `/healthz`, which responds while the process lives, and `/readyz`, which responds 503 unless all checks pass. */
export function addHealthRoutes(
  server: FastifyInstance,
  { readiness, closing }: { readonly readiness: ReadinessChecks; readonly closing: AbortSignal },
): void {
  const checks = Object.entries(readiness).map(([name, check]) => ({ name, outcome: outcomeOf(check) }));
  server.get('/healthz', { logLevel: 'silent' }, async () => ({ status: 'alive' }));
  server.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const outcomes = await Promise.all(checks.map(async ({ name, outcome }) => [name, await outcome()] as const));
    const ready = !closing.aborted && outcomes.every(([, outcome]) => outcome === 'ok');
    return reply
      .code(ready ? 200 : 503)
      .send({ ready, closing: closing.aborted, checks: Object.fromEntries(outcomes) });
  });
}

/**
 * Runs a check and tells `ok`, `TimeoutError` or the class of its error. One that still runs is not started again:
 * otherwise checks of a hanging database would pile up with each poll.
 */
function outcomeOf(check: ReadinessCheck): () => Promise<string> {
  let running: Promise<string> | undefined;
  const start = async () => {
    try {
      await check();
      return 'ok';
    } catch (error) {
      // The class is enough: a driver's message may name hosts and users.
      return error instanceof Error ? error.name : 'failed';
    }
  };
  return async () => {
    running ??= start().finally(() => {
      running = undefined;
    });
    const timeout = new AbortController();
    try {
      const late = setTimeout(CHECK_TIMEOUT_MILLIS, 'TimeoutError', { signal: timeout.signal });
      return await Promise.race([running, late]);
    } finally {
      timeout.abort();
    }
  };
}
