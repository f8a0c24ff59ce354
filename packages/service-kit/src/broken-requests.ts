import type { Socket } from 'node:net';
import { ProfilesError, problemOf } from '@profiles/contracts';
import { correlationIdFrom } from './correlation-id.js';

const STATUS_OF: Readonly<Record<string, [status: number, reason: string, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'Request Header Fields Too Large',
    'The headers are too large: at most 16 KiB together with the request line.',
  ],
  HPE_INVALID_URL: [400, 'Bad Request', 'The URL is not valid: percent-encode every character that is not ASCII.'],
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    'Request Timeout',
    'The request took too long to arrive. Send its headers within 10 s and all of it within 30 s.',
  ],
};
const MALFORMED = [400, 'Bad Request', 'This is not a valid HTTP/1.1 request.'] as const;

/** Responds with problem details to a request that cannot be parsed, is too slow, or has headers that are too large. */
export function replyToBrokenRequest(error: { readonly code?: string }, socket: Socket, publicUrl: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason, detail] = STATUS_OF[error.code ?? ''] ?? MALFORMED;
  const correlationId = correlationIdFrom(undefined);
  const body = JSON.stringify(problemOf(new ProfilesError(400, { detail, status }), correlationId, publicUrl));
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
