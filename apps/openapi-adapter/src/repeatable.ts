import { setImmediate } from 'node:timers/promises';
import type { CallOptions } from '@profiles/contracts/calls';

/** The other side closed the connection, or had closed it already. */
const CLOSED_CODES = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);
const MAX_CAUSES = 5;

/** Whether a call failed because its connection was closed, as when a service instance stops. */
function isConnectionClosed(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < MAX_CAUSES && current instanceof Error; depth += 1) {
    if (CLOSED_CODES.has((current as NodeJS.ErrnoException).code ?? '')) return true;
    current = current.cause;
  }
  return false;
}

/**
 * Makes a call, and makes it once more when its connection was closed and a second execution has no second effect: for
 * queries, and for mutations with an idempotency key. Other mutations may have been executed, so their error stands.
 */
export async function repeatedOnce<T>(
  {
    operation,
    options,
  }: { readonly operation: { readonly kind: 'query' | 'mutation' }; readonly options: CallOptions },
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const isRepeatable = operation.kind === 'query' || options.idempotencyKey !== undefined;
    if (!isRepeatable || !isConnectionClosed(error)) throw error;
    // Connections of the same instance close together. Those events come first, so that the second attempt uses none of them.
    await setImmediate();
    return call();
  }
}
