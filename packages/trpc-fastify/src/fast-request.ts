import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import type { FastifyRequest } from 'fastify';
import { type Caller, callerOf } from './call-procedure.js';
import { isPercentEncodedUtf8, NOT_UTF8 } from './utf8.js';

/** A procedure, and how it is called. */
export interface Target {
  readonly procedure: AnyTRPCProcedure;
  readonly call: Caller;
}

/** The procedures of a router by path: without a prototype, so that no path finds an inherited property. */
export type Targets = Readonly<Record<string, Target | undefined>>;

/** The part of the plugin's options that decides what a request is. */
export interface RequestRules {
  readonly targets: Targets;
  readonly allowBatching: boolean;
  readonly allowMethodOverride: boolean;
  readonly maxBatchSize: number | undefined;
}

/** The procedures that a URL requests: known ones of one type. */
interface Requested {
  readonly isBatch: boolean;
  readonly type: 'query' | 'mutation';
  /** The path as it was requested, and the paths in it. */
  readonly path: string;
  readonly paths: readonly string[];
  readonly targets: readonly Target[];
}

/** A request of the plain kind: known procedures of one type, JSON in, JSON out. */
export interface FastRequest extends Requested {
  /** The JSON text of the input, if there is any. */
  readonly inputText: InputText;
}

/** The text of an input: `null` when the request has none, `NOT_UTF8` when its bytes are not UTF-8. */
export type InputText = string | null | typeof NOT_UTF8;

/** The procedures that a router has now. Those of lazy routers are not among them. */
export function targetsOf(router: AnyTRPCRouter): Targets {
  const targets = Object.create(null) as Record<string, Target>;
  for (const [path, procedure] of Object.entries(router._def.procedures as Record<string, AnyTRPCProcedure>)) {
    targets[path] = { procedure, call: callerOf(procedure) };
  }
  return targets;
}

/** The number of URLs that are remembered, without their input, and the greatest length of one. */
const MAX_REMEMBERED = 1000;
const LONGEST_REMEMBERED = 200;

/**
 * Reads a request as the fast path understands it. Undefined for everything else, which the official plugin answers:
 * streams, subscriptions, forms, files, unknown procedures, wrong methods, and whatever is spelt in an unusual way.
 */
export function fastRequests(rules: RequestRules): (request: FastifyRequest) => FastRequest | undefined {
  // Without its input, a URL is one of few that come again and again.
  const remembered = { GET: new Map<string, Requested>(), POST: new Map<string, Requested>() };

  function askedOf(url: string, path: string, method: 'GET' | 'POST'): Requested | undefined {
    const known = remembered[method].get(url);
    if (known !== undefined) return known;
    const asked = askedBy({ url, path, method }, rules);
    const isWorthIt = url.length <= LONGEST_REMEMBERED && remembered[method].size < MAX_REMEMBERED;
    if (asked !== undefined && isWorthIt) remembered[method].set(url, asked);
    return asked;
  }

  /** The input of a GET is in its URL: the part before it is parsed once, the input each time. */
  function fastGet(url: string, path: string): FastRequest | undefined {
    const { rest, inputText } = partsOf(url);
    const asked = askedOf(rest, path, 'GET');
    return asked && withInput(asked, inputText);
  }

  return (request) => {
    const { method, headers, raw } = request;
    const isPost = method === 'POST';
    if (!isPost && method !== 'GET') return undefined;
    if (!isPlainJson(headers['content-type'], isPost) || headers['trpc-accept'] !== undefined) return undefined;
    if (headers.accept?.includes('jsonl') || !isPlainHost(headers.host)) return undefined;
    const { path = '' } = request.params as { path?: string };
    const url = raw.url ?? '';
    if (!isPost) return fastGet(url, path);
    const body = request.body as unknown;
    // Without a body, and with a byte order mark, the official plugin has ways of its own.
    if (body !== NOT_UTF8 && (typeof body !== 'string' || body.charCodeAt(0) === 0xfeff)) return undefined;
    const asked = askedOf(url, path, 'POST');
    return asked && withInput(asked, body);
  };
}

function withInput({ isBatch, type, path, paths, targets }: Requested, inputText: InputText): FastRequest {
  return { isBatch, type, path, paths, targets, inputText };
}

/**
 * A URL and the input in it, if that comes last, as the official client puts it. An input anywhere else stays in the rest,
 * which is then none for the fast path.
 */
function partsOf(url: string): { readonly rest: string; readonly inputText: InputText } {
  const question = url.indexOf('?');
  const at = question === -1 ? -1 : url.indexOf('input=', question);
  if (at === -1) return { rest: url, inputText: null };
  const text = url.slice(at + 'input='.length);
  const isLast = (url[at - 1] === '?' || url[at - 1] === '&') && PLAIN_VALUE.test(text);
  return isLast ? { rest: url.slice(0, at - 1), inputText: decoded(text) } : { rest: url, inputText: null };
}

/** One value of a query, in characters that every reader of URLs leaves alone. */
const PLAIN_VALUE = /^[\x21\x22\x24\x25\x27-\x5b\x5d-\x7e]*$/;

function decoded(value: string): InputText {
  try {
    return decodeURIComponent(value.includes('+') ? value.replaceAll('+', ' ') : value);
  } catch {
    // A percent sign without two hexadecimal digits stands for itself, as in every reader of forms.
    return isPercentEncodedUtf8(value) ? new URLSearchParams(`input=${value}`).get('input') : NOT_UTF8;
  }
}

interface Address {
  readonly url: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
}

function askedBy({ url, path, method }: Address, rules: RequestRules): Requested | undefined {
  // The official plugin decodes such a path twice, and accepts further forms of a URL: it gets the request.
  if (path === '' || /[%/\\]/.test(path) || !isPlainUrl(url)) return undefined;
  const question = url.indexOf('?');
  const query = new URLSearchParams(question === -1 ? '' : url.slice(question + 1));
  if (query.has('connectionParams') || (method === 'GET' && query.has('input'))) return undefined;
  const isBatch = query.get('batch') === '1';
  const called = callsOf(path, isBatch, rules);
  if (called === undefined || !isMethodOf(called.type, method === 'POST', rules)) return undefined;
  return { ...called, isBatch, path };
}

function callsOf(path: string, isBatch: boolean, { targets: known, allowBatching, maxBatchSize }: RequestRules) {
  const paths = isBatch ? path.split(',') : [path];
  if (isBatch && (!allowBatching || (maxBatchSize !== undefined && paths.length > maxBatchSize))) return undefined;
  const targets: Target[] = [];
  for (const one of paths) {
    const target = known[one];
    if (target === undefined || typeOf(target) !== typeOf(targets[0] ?? target)) return undefined;
    targets.push(target);
  }
  const type = targets[0] && typeOf(targets[0]);
  return type === 'query' || type === 'mutation' ? { type, paths, targets } : undefined;
}

function typeOf({ procedure }: Target): 'query' | 'mutation' | 'subscription' {
  return procedure._def.type;
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
