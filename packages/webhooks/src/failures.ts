import { TargetRefusedError } from './guarded-connector.js';

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection closed',
  EPIPE: 'connection closed',
  UND_ERR_SOCKET: 'connection closed',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name not found',
  EHOSTUNREACH: 'host not reachable',
  ENETUNREACH: 'host not reachable',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'response headers too large',
};

/** Why an attempt got no response, in words for the owner of the webhook. Nothing of the response is in them. */
export function failureOf(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one instanceof TargetRefusedError) return 'address not allowed';
    if (one.name === 'TimeoutError' || one.name === 'AbortError') return 'timeout';
    const code = String((one as { code?: unknown }).code ?? '');
    const reason = REASONS[code];
    if (reason !== undefined) return reason;
    if (/CERT|TLS|SSL/.test(code)) return 'certificate or TLS not accepted';
    if (one.name === 'HTTPParserError') return 'response is not HTTP';
  }
  return 'no response';
}
