import { cursorFrom, OPERATIONS, partsOfCursor } from '@profiles/contracts';
import { importResponseOf } from '../../imports/import-response.js';
import { query } from '../../pipeline/use-case.js';
import type { ImportPlace } from '../../ports/imports.js';
import { unknownCursor } from '../../responses/change-pages.js';

export const listImports = query(OPERATIONS.imports.list, async (input, { store }) => {
  const after = input.cursor === undefined ? undefined : placeFrom(input.cursor);
  const found = await store.imports.list({ limit: input.perPage + 1, ...(after && { after }) });
  const page = found.slice(0, input.perPage);
  const items = await Promise.all(
    page.map(async (record) => importResponseOf(record, await store.imports.counts(record))),
  );
  const last = page.at(-1);
  const isMore = found.length > page.length && last !== undefined;
  return { value: { items, ...(isMore && { nextCursor: cursorFrom([last.createdAt, last.id]) }) } };
});

function placeFrom(cursor: string): ImportPlace {
  const [createdAt, id] = partsOfCursor(cursor);
  if (typeof createdAt === 'string' && !Number.isNaN(Date.parse(createdAt)) && typeof id === 'string')
    return { createdAt, id };
  throw unknownCursor('a list of imports');
}
