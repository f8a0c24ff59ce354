import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createProfilesClient, type ProfilesClientOptions } from '../index.js';

export type Respond = (request: IncomingMessage, response: ServerResponse, count: number) => void;

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A result as tRPC sends it. */
export const value = (data: unknown) => ({ result: { data } });

/** An error of the service as tRPC sends it. */
export const problem = (errorCode: number, members: object = {}) => ({
  error: { message: 'refused', code: -32603, data: { errorCode, detail: 'Refused.', ...members } },
});

/** A service with the given behaviour, and a client of it. */
export async function serviceThat(respond: Respond, options: Partial<ProfilesClientOptions> = {}) {
  const requests: { url: string; key: string | undefined; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const { 'idempotency-key': key, authorization } = request.headers;
    requests.push({ url: request.url ?? '', key: key as string | undefined, authorization });
    request.resume().on('end', () => respond(request, response, requests.length));
  }).listen(0, '127.0.0.1');
  const close = () => server.close().closeAllConnections();
  onTestFinished(() => void close());
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api = createProfilesClient({ url, token: 't', clientName: 'acme-tests', ...options });
  return { api, requests, url, close };
}

/** The error that a call rejects with. */
export const errorOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );
