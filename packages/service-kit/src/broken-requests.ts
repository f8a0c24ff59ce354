import type { Socket } from 'node:net';
import { ProfilesError, problemOf } from '@profiles/contracts';
import { correlationIdFrom } from './correlation-id.js';

const STATUS_OF: Readonly<Record<string, [status: number, reason: string, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'The headers are too large: at most 16 KiB.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'The request took too long to arrive.'],
};
const OTHERWISE = [400, 'Bad Request', 'This is not a request of HTTP/1.1.'] as const;

/** Answers, as a problem, what is not even a request: broken, too slow, or with headers that are too large. */
export function answerBrokenRequest(error: { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason, detail] = STATUS_OF[error.code ?? ''] ?? OTHERWISE;
  const correlationId = correlationIdFrom(undefined);
  const body = JSON.stringify(problemOf(new ProfilesError(400, { detail, status }), correlationId));
  socket.end(
    [
      `HTTP/1.1 ${status} ${reason}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Correlation-Id: ${correlationId}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
