import type { z } from 'zod';
import type { ErrorCode } from './error-catalogue.js';
import type { ExampleSubject } from './operation-example.js';
import type { Permission } from './permissions.js';
import type { FieldError } from './profiles-error.js';

/** The HTTP methods that an operation can have over REST. */
export type RestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** How an operation looks over REST. Input keys named in the path come from there. */
export interface RestMeta {
  readonly method: RestMethod;
  /** Below `/customers/v2`, with `{name}` for what comes from the path. */
  readonly path: string;
  /**
   * The input keys in the query string of a POST, PUT or PATCH. In a GET or DELETE, all keys outside the path are in the
   * query string.
   */
  readonly query?: readonly string[];
  /** Path parameters that the body may repeat, as long as they agree. */
  readonly alsoInBody?: readonly string[];
  /** The input key for the request body of an operation whose body is a list. */
  readonly bodyUnder?: string;
  readonly success?: 200 | 204;
  /**
   * The response over REST is a stream of NDJSON: this member of each page, one page after the other. The input key `after`
   * and the member `nextAfter` lead from page to page.
   */
  readonly streamedLines?: 'lines';
}

/** One of several kinds of body that an operation takes, for the OpenAPI document. */
export interface InputVariant {
  /** The name of its schema. */
  readonly name: string;
  /** The fields that are required besides those that every kind requires; they are not null. */
  readonly required: readonly string[];
  /** Fields whose values tell the kinds apart. */
  readonly oneOf: Readonly<Record<string, readonly string[]>>;
}

/** One operation, for the router, the REST routes, the client, the document and the request pipeline. */
export interface Operation<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> {
  /** The name of its files, and the `cause` in its events. */
  readonly slug: string;
  /** `query` only reads. */
  readonly kind: 'query' | 'mutation';
  readonly rest: RestMeta;
  readonly permission: Permission;
  /** The permissions that some inputs ask for besides. */
  readonly alsoNeeds?: (rawInput: Readonly<Record<string, unknown>>) => readonly Permission[];
  /** The error codes of this operation, in addition to those that every operation can respond with. */
  readonly errors: readonly ErrorCode[];
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  /** A valid input. The document shows it, and the tests of every operation call it with real and with unknown names. */
  readonly example: (subject: ExampleSubject) => z.input<NoInfer<I>>;
  /** One flat object: path, query and body together. */
  readonly input: I;
  /** The kinds of body that the document tells apart, where which fields are required depends on the value of another. */
  readonly variants?: readonly InputVariant[];
  readonly output: O;
  /** The revision of the profile it answers is sent as ETag. */
  readonly returnsProfile?: boolean;
  /**
   * `If-None-Match` has no effect: the revision does not identify the response. It holds data that changes without a new
   * revision, or its profile is looked up by a key that can pass to another profile of the same revision.
   */
  readonly neverNotModified?: boolean;
  /** Inputs that are kept nowhere but as a slow hash; `rows.password` names a member of the items of a list. */
  readonly secrets?: readonly string[];
  /**
   * The cost of a call, charged to the rate limit's quota.
   * @defaultValue 1
   */
  readonly cost?: number;
  /** Ignores the Idempotency-Key, because a stored response could be out of date. */
  readonly neverReplayed?: boolean;
}

export function defineOperation<K extends 'query' | 'mutation', I extends z.ZodObject, O extends z.ZodType>(
  operation: Operation<I, O> & { readonly kind: K },
): Operation<I, O> & { readonly kind: K } {
  return operation;
}

/** Whether requests of this operation can have a body: those of POST, PUT and PATCH. */
export function takesBody({ method }: Pick<RestMeta, 'method'>): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH';
}

const JSON_TYPES = ['application/json'] as const;
const PATCH_TYPES = ['application/merge-patch+json', 'application/json'] as const;

/**
 * The media types that a request body of this method can have, the preferred one first. A PATCH is a JSON merge patch
 * (RFC 7396).
 */
export function bodyTypesOf({ method }: Pick<RestMeta, 'method'>): readonly string[] {
  return method === 'PATCH' ? PATCH_TYPES : JSON_TYPES;
}

/** Whether a repetition under the same Idempotency-Key is answered with the first answer. */
export function acceptsIdempotencyKey({ kind, rest, neverReplayed }: Operation): boolean {
  return kind === 'mutation' && rest.method !== 'DELETE' && !neverReplayed;
}

/** The errors of the Idempotency-Key of a call. An operation that accepts none ignores it. */
export function idempotencyKeyErrors(operation: Operation, key: string | undefined): readonly FieldError[] {
  if (key === undefined || !acceptsIdempotencyKey(operation) || /^[\x21-\x7e]{1,255}$/.test(key)) return [];
  const message = 'Expected 1 to 255 visible ASCII characters, bare or in double quotes.';
  return [{ path: 'Idempotency-Key', message }];
}

/** The errors that any operation can answer with. */
export const COMMON_ERRORS: readonly ErrorCode[] = [400, 429, 500, 503, 610, 611, 619];
/** The errors that any operation that writes can answer with besides. */
export const WRITE_ERRORS: readonly ErrorCode[] = [412, 413, 415, 618];
/** Those of writes that take an Idempotency-Key. */
export const IDEMPOTENCY_ERRORS: readonly ErrorCode[] = [409, 422];
