import { connect } from 'node:net';
import { expect } from 'vitest';

export interface RestAnswer {
  readonly status: number;
  readonly type: string | null;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export type RestAsker = (
  method: string,
  path: string,
  init?: { body?: unknown; headers?: Record<string, string> },
) => Promise<RestAnswer>;

/** Sends requests as a partner would, also those that a generated client would not send. */
export function restAsker(adapterUrl: string, token: string): RestAsker {
  return async (method, path, { body, headers } = {}) => {
    const response = await fetch(`${adapterUrl}/customers/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'et-client-name': 'acme-tests',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      headers: response.headers,
      body: text === '' ? {} : JSON.parse(text),
    };
  };
}

/** The problem that was answered, which has the status, the code and the correlation id of its response. */
export async function expectProblem(answer: Promise<RestAnswer>, status: number, errorCode: number = status) {
  const { type, body, ...rest } = await answer;
  expect({ status: rest.status, type, errorCode: body['errorCode'] }).toEqual({
    status,
    type: 'application/problem+json; charset=utf-8',
    errorCode,
  });
  expect(body).toMatchObject({ correlationId: rest.headers.get('x-correlation-id'), status });
  return body;
}

/** A GET with a URL sent byte for byte as it is given in Latin-1: fetch would percent-encode it. */
export function rawGet(url: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(url);
  const path = url.slice(url.indexOf(port) + port.length);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      const lines = [`GET ${path} HTTP/1.1`, `host: ${hostname}:${port}`, 'connection: close'];
      const sent = [...lines, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', ''];
      socket.write(Buffer.from(sent.join('\r\n'), 'latin1'));
    });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      resolve({ status: Number(text.slice(9, 12)), body: text.slice(text.indexOf('\r\n\r\n') + 4) });
    });
  });
}
