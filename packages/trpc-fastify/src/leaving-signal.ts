import type { FastifyReply } from 'fastify';

/** A signal that aborts when the client leaves before its response. It is created on first use. */
export function leavingSignal({ raw: response }: FastifyReply): () => AbortSignal {
  let signal: AbortSignal | undefined;
  return () => {
    if (signal === undefined) {
      const controller = new AbortController();
      signal = controller.signal;
      const onLeft = () => {
        if (!response.writableEnded) controller.abort();
      };
      if (response.destroyed) onLeft();
      response.once('close', onLeft);
    }
    return signal;
  };
}
