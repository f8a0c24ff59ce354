import { OPERATIONS } from '@profiles/contracts';
import { unchanged } from '@profiles/domain';
import { importResponseOf, NO_ROWS } from '../../imports/import-response.js';
import { mutation } from '../../pipeline/use-case.js';
import type { ImportRecord } from '../../ports/imports.js';
import { decide } from '../../tenant/decide.js';

export const createImport = mutation(OPERATIONS.imports.create, async (input, { call, ids, now }) => {
  const { name, dryRun, onExisting, events } = input;
  const after: ImportRecord = {
    ...{ id: ids.uuidAt(now), organisationId: call.caller.organisationId, ...(name != null && { name }) },
    ...{ dryRun, onExisting, events, state: 'open', createdAt: now, version: 1 },
  };
  return {
    decision: decide(() => unchanged),
    imports: { record: { after } },
    respond: () => ({ value: importResponseOf(after, NO_ROWS) }),
  };
});
