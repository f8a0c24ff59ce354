import type { FastifyReply } from 'fastify';
import type { Body } from './envelope.js';

/** The result of a `responseMeta`. */
export interface ResponseMeta {
  readonly status?: number | undefined;
  readonly headers?: Headers | Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
}

const HEADERS = [
  ['content-type', 'application/json'],
  ['vary', 'trpc-accept, accept'],
] as const;
const PLAIN_NAME = /^[a-zA-Z0-9-]+$/;
const PLAIN_VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Sends an answer. Whatever is out of the ordinary goes through the classes that the official plugin uses. */
export function sendResponse(
  reply: FastifyReply,
  body: Body,
  { status, meta }: { readonly status: number; readonly meta: ResponseMeta },
): FastifyReply {
  const wanted = meta.status ? meta.status : status;
  if (!isPlain(meta) || !isOrdinary(wanted)) return reply.send(responseOf(body, wanted, meta));
  reply.code(wanted);
  for (const [name, value] of HEADERS) reply.header(name, value);
  for (const name in meta.headers) {
    const value = (meta.headers as Record<string, string>)[name];
    if (typeof value === 'string') reply.header(name.toLowerCase(), value);
  }
  // Without a serializer of its own a text would get a charset that the official plugin does not send.
  return reply.serializer(asItIs).send(body);
}

const asItIs = (body: unknown) => body as string;

/** Statuses with which an answer has a body. */
function isOrdinary(status: number): boolean {
  return (
    status >= 200 && status <= 599 && status !== 204 && status !== 205 && status !== 304 && Number.isInteger(status)
  );
}

function isPlain({ headers }: ResponseMeta): boolean {
  if (headers === undefined) return true;
  if (headers instanceof Headers || Object.getPrototypeOf(headers) !== Object.prototype) return false;
  for (const name in headers) {
    const value = (headers as Record<string, unknown>)[name];
    if (!isPlainName(name)) return false;
    if (value !== undefined && !(typeof value === 'string' && PLAIN_VALUE.test(value))) return false;
  }
  return true;
}

const plainNames = new Set<string>();

/** Names come again: they are remembered. */
function isPlainName(name: string): boolean {
  if (plainNames.has(name)) return true;
  if (!PLAIN_NAME.test(name) || /^set-cookie$/i.test(name)) return false;
  if (plainNames.size < 100) plainNames.add(name);
  return true;
}

function responseOf(body: Body, status: number, meta: ResponseMeta): Response {
  const headers = new Headers([['vary', 'trpc-accept, accept']]);
  headers.set('content-type', 'application/json');
  addTo(headers, meta.headers);
  return new Response(body, { status, headers });
}

function addTo(headers: Headers, more: ResponseMeta['headers']): void {
  if (more instanceof Headers) {
    for (const [name, value] of more.entries()) headers.append(name, value);
    return;
  }
  for (const [name, value] of Object.entries(more ?? {})) {
    if (Array.isArray(value)) for (const one of value as readonly string[]) headers.append(name, one);
    else if (typeof value === 'string') headers.set(name, value);
  }
}
