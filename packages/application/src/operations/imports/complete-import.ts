import { OPERATIONS, ProfilesError } from '@profiles/contracts';
import { unchanged } from '@profiles/domain';
import { importResponseOf, requireImport } from '../../imports/import-response.js';
import { mutation } from '../../pipeline/use-case.js';
import { decide } from '../../tenant/decide.js';

export const completeImport = mutation(OPERATIONS.imports.complete, async (input, context) => {
  const before = await requireImport(context, input.importId);
  if (before.state === 'undone') throw new ProfilesError(409, { detail: 'The import is undone. Create a new one.' });
  const counts = await context.store.imports.counts(before);
  const decision = decide(() => unchanged);
  if (before.state === 'completed') return { decision, respond: () => ({ value: importResponseOf(before, counts) }) };
  const after = { ...before, state: 'completed' as const, version: before.version + 1 };
  return {
    decision,
    imports: { record: { before, after } },
    respond: () => ({ value: importResponseOf(after, counts) }),
  };
});
