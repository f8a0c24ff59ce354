import { OPERATIONS } from '@profiles/contracts';
import { importResponseOf, requireImport } from '../../imports/import-response.js';
import { query } from '../../pipeline/use-case.js';

export const getImport = query(OPERATIONS.imports.get, async (input, context) => {
  const record = await requireImport(context, input.importId);
  return { value: importResponseOf(record, await context.store.imports.counts(record)) };
});
