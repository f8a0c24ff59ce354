import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import type { FastifyRequest } from 'fastify';

/** What the procedures of a router are looked up in: without a prototype, so that no path finds what nobody wrote. */
export type Procedures = Readonly<Record<string, AnyTRPCProcedure | undefined>>;

/** The part of the plugin's options that decides what a request is. */
export interface RequestRules {
  readonly procedures: Procedures;
  readonly allowBatching: boolean;
  readonly allowMethodOverride: boolean;
  readonly maxBatchSize: number | undefined;
}

/** A request of the plain kind: known procedures of one type, JSON in, JSON out. */
export interface FastRequest {
  readonly isBatch: boolean;
  readonly type: 'query' | 'mutation';
  readonly paths: readonly string[];
  readonly procedures: readonly AnyTRPCProcedure[];
  /** The JSON text of the input, if there is any. */
  readonly inputText: string | null;
  readonly search: URLSearchParams | undefined;
}

/** The procedures that a router has now. Those of lazy routers are not among them. */
export function proceduresOf(router: AnyTRPCRouter): Procedures {
  return Object.assign(Object.create(null) as object, router._def.procedures) as Procedures;
}

/**
 * The request as the fast path understands it. Undefined for everything else, which the official plugin answers: streams,
 * subscriptions, forms, files, unknown procedures, wrong methods, and whatever is spelt in an unusual way.
 */
export function fastRequestOf(request: FastifyRequest, rules: RequestRules): FastRequest | undefined {
  const { method, headers, raw } = request;
  const isPost = method === 'POST';
  if (!isPost && method !== 'GET') return undefined;
  if (!isPlainJson(headers['content-type'], isPost) || headers['trpc-accept'] !== undefined) return undefined;
  if (headers.accept?.includes('jsonl') || !isPlainHost(headers.host)) return undefined;
  const body = request.body as unknown;
  // Without a body, and with a byte order mark, the official plugin has ways of its own.
  if (isPost && (typeof body !== 'string' || body.charCodeAt(0) === 0xfeff)) return undefined;

  const path = (request.params as { path?: string }).path ?? '';
  const url = raw.url ?? '';
  // It decodes a path once more than the router, and reads other forms of a URL than this one.
  if (path === '' || /[%/\\]/.test(path) || !isPlainUrl(url)) return undefined;
  const question = url.indexOf('?');
  const query = question === -1 ? '' : url.slice(question + 1);
  const search = isPost && (query === '' || query === 'batch=1') ? undefined : new URLSearchParams(query);
  if (search?.has('connectionParams')) return undefined;
  const isBatch = search === undefined ? query !== '' : search.get('batch') === '1';
  const called = callsOf(path, isBatch, rules);
  if (called === undefined || !isMethodOf(called.type, isPost, rules)) return undefined;
  return { ...called, isBatch, search, inputText: isPost ? (body as string) : (search?.get('input') ?? null) };
}

function callsOf(path: string, isBatch: boolean, { procedures: known, allowBatching, maxBatchSize }: RequestRules) {
  const paths = isBatch ? path.split(',') : [path];
  if (isBatch && (!allowBatching || (maxBatchSize !== undefined && paths.length > maxBatchSize))) return undefined;
  const procedures: AnyTRPCProcedure[] = [];
  for (const one of paths) {
    const procedure = known[one];
    if (procedure === undefined || procedure._def.type !== (procedures[0] ?? procedure)._def.type) return undefined;
    procedures.push(procedure);
  }
  const type = procedures[0]?._def.type;
  return type === 'query' || type === 'mutation' ? { type, paths, procedures } : undefined;
}

function isMethodOf(type: 'query' | 'mutation', isPost: boolean, { allowMethodOverride }: RequestRules): boolean {
  return type === 'mutation' ? isPost : !isPost || allowMethodOverride;
}

function isPlainJson(contentType: string | undefined, isPost: boolean): boolean {
  if (contentType === undefined) return !isPost;
  if (contentType === 'application/json') return true;
  return contentType.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
}

/** A path and a query, in characters that every reader of URLs leaves alone. */
function isPlainUrl(url: string): boolean {
  return url.charCodeAt(0) === 0x2f && url.charCodeAt(1) !== 0x2f && !/[^\x21-\x7e]|[#\\]/.test(url);
}

const plainHosts = new Set<string>();

/** The official plugin makes a URL of the host, and refuses one that makes none. Hosts come again: they are remembered. */
function isPlainHost(host: string | undefined): boolean {
  if (host === undefined || plainHosts.has(host)) return true;
  if (!/^[\w.-]+(:\d{1,5})?$/.test(host) || !URL.canParse(`http://${host}`)) return false;
  if (plainHosts.size < 100) plainHosts.add(host);
  return true;
}
