import { OPERATIONS, ProfilesError } from '@profiles/contracts';
import { unchanged } from '@profiles/domain';
import { blockOf, decidePart, type PartRows } from '../../imports/decide-part.js';
import { requireImport, rowOutcomeOf } from '../../imports/import-response.js';
import { mutation } from '../../pipeline/use-case.js';
import { type ImportBlock, ROWS_OF_BLOCK, type RowRecord } from '../../ports/imports.js';
import { decide } from '../../tenant/decide.js';

/** Rows of one commit while other calls are in flight: they wait for less at a time. */
const ROWS_BESIDE_OTHERS = 25;

/** A call is decided and committed in parts, one for each block of rows at least. [IMPORT-1] */
export const importRows = mutation(
  OPERATIONS.imports.rows,
  async (input, context) => {
    const { firstRow, rows } = input;
    const lastRow = firstRow + rows.length - 1;
    const numbers = Array.from(
      { length: blockOf(lastRow) - blockOf(firstRow) + 1 },
      (_, index) => blockOf(firstRow) + index,
    );
    const [record, blocks] = await Promise.all([
      requireImport(context, input.importId),
      context.store.imports.blocks({ id: input.importId }, numbers),
    ]);
    if (record.state !== 'open') {
      const detail = `The import is ${record.state}: it accepts no further rows. Create a new one.`;
      throw new ProfilesError(409, { detail });
    }
    const known = new Map(blocks.flatMap((block) => block.rows.map((row) => [row.row, row] as const)));
    const unknown = rows.flatMap((sent, index) =>
      known.has(firstRow + index) ? [] : [{ row: firstRow + index, sent }],
    );
    const respondWith = (records: ReadonlyMap<number, RowRecord>) => () => ({
      value: rows.map((_, index) => rowOutcomeOf(records.get(firstRow + index) as RowRecord, context)),
    });
    const part = firstPart(unknown, blocks, context.isShared() ? ROWS_BESIDE_OTHERS : ROWS_OF_BLOCK);
    if (part === undefined) return { decision: decide(() => unchanged), respond: respondWith(known) };
    const { changes, credentials, imports, records } = await decidePart(context, record, part);
    const isMore = records.length < unknown.length;
    for (const one of records) known.set(one.row, one);
    return {
      decision: decide(() => ({ outcome: 'accepted' as const, changes })),
      ...{ credentials, imports, withoutEvents: record.events === 'none' },
      continues: isMore,
      respond: isMore ? () => ({ value: [] }) : respondWith(known),
      // Another call took a value after it was read: the rows are decided again and the one that has it now is refused.
      onTaken: () => 'again' as const,
    };
  },
  { isBulk: true },
);

/** The unknown rows of the first block that has any, at most `size` of them. */
function firstPart(
  unknown: readonly PartRows['rows'][number][],
  blocks: readonly ImportBlock[],
  size: number,
): PartRows | undefined {
  const [first] = unknown;
  if (first === undefined) return undefined;
  const number = blockOf(first.row);
  return {
    number,
    block: blocks.find(({ block }) => block === number),
    rows: unknown.slice(0, size).filter(({ row }) => blockOf(row) === number),
  };
}
