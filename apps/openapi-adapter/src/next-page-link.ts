import type { NamedOperation } from '@profiles/contracts';
import { z } from 'zod';

/** The cursor at the end of a page. The contracts write it last, and it has characters of base64url alone. */
const NEXT_CURSOR = /"nextCursor":"([\w.~-]+)"\}$/;
/** No cursor is longer, in characters: the operations refuse a longer one. */
const MAX_CURSOR_LENGTH = 2_000;

/** Whether the response of an operation is a page that can name the next one. */
export function isPaged({ operation }: NamedOperation): boolean {
  const takesCursor = Object.hasOwn(operation.input.shape, 'cursor');
  return takesCursor && operation.output instanceof z.ZodObject && Object.hasOwn(operation.output.shape, 'nextCursor');
}

/**
 * The `Link` header of a page with a next one (RFC 8288): the same request with the cursor of the next page. The page is read
 * from its end, because the adapter does not parse responses.
 * @param url path and query of the request
 */
export function nextPageLink(url: string, page: string | Buffer): string | undefined {
  const end = page.slice(-(MAX_CURSOR_LENGTH + '"nextCursor":""}'.length)).toString();
  const cursor = NEXT_CURSOR.exec(end)?.[1];
  if (cursor === undefined) return undefined;
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  searchParams.delete('page');
  searchParams.set('cursor', cursor);
  return `<${pathname}?${searchParams}>; rel="next"`;
}
