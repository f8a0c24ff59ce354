import { OPERATIONS } from '@profiles/contracts';
import { unchanged } from '@profiles/domain';
import { requireImport } from '../../imports/import-response.js';
import { undoBlock } from '../../imports/undo-block.js';
import { mutation } from '../../pipeline/use-case.js';
import type { ImportRecord, UndoProgress } from '../../ports/imports.js';
import { decide } from '../../tenant/decide.js';

const NOTHING = { removed: 0, restored: 0, kept: 0 };

/**
 * [IMPORT-3] Undoes an import block by block, the last rows first. The first part ends the writes of rows. An undo that was
 * interrupted goes on with the next call.
 */
export const undoImport = mutation(
  OPERATIONS.imports.undo,
  async (input, context) => {
    const before = await requireImport(context, input.importId);
    const { undo } = before;
    if (undo?.isDone) return { decision: decide(() => unchanged), respond: () => ({ value: { ...NOTHING } }) };
    if (undo === undefined) {
      const after = changed(before, { ...NOTHING, isDone: before.dryRun });
      return {
        decision: decide(() => unchanged),
        imports: { record: { before, after } },
        continues: !before.dryRun,
        respond: () => ({ value: { ...NOTHING } }),
      };
    }
    const block = await context.store.imports.lastBlock(before);
    if (block === undefined) {
      const { isDone: _isDone, ...value } = undo;
      return {
        decision: decide(() => unchanged),
        imports: { record: { before, after: changed(before, { ...undo, isDone: true }) } },
        respond: () => ({ value }),
      };
    }
    await context.pause();
    const { changes, imports, counts } = await undoBlock(context, before, block);
    const after = changed(before, {
      removed: undo.removed + counts.removed,
      restored: undo.restored + counts.restored,
      kept: undo.kept + counts.kept,
      isDone: false,
    });
    return {
      decision: decide(() => ({ outcome: 'accepted' as const, changes })),
      imports: { ...imports, record: { before, after } },
      continues: true,
      respond: () => ({ value: { ...NOTHING } }),
      // A value that a profile gets back was taken after it was read: it is kept the next time.
      onTaken: () => 'again' as const,
    };
  },
  { isBulk: true },
);

function changed(before: ImportRecord, undo: UndoProgress): ImportRecord {
  return { ...before, state: 'undone', version: before.version + 1, undo };
}
