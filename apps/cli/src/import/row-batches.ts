import { type ConvertedRecord, type OpenFile, type ReadPlan, readRows } from '@profiles/import-formats';
import { isSent, MAX_PASSES, type Survey } from './survey.js';

/** A row with its number in the import. */
export interface NumberedRow {
  readonly number: number;
  readonly record: ConvertedRecord;
}

/** Rows that one request sends, with numbers that follow each other. */
export interface RowBatch {
  readonly rows: readonly NumberedRow[];
  /** Records that are not sent because they could not be read or converted. They come before the rows of the next batch. */
  readonly faulty: readonly ConvertedRecord[];
  /** Rows of a pass refer to rows of earlier ones: it begins when those are answered. */
  readonly pass: number;
}

/** Contract, section 3, operation 52. */
const MAX_ROWS = 500;
/** The service commits 100 numbers at a time, from 1, 101, 201 …: batches that begin there are the cheapest. */
const BLOCK = 100;
/** The body of a request has at most 1 MiB (contract, section 1). The rest is room for its envelope. */
const MAX_BYTES = 1_000_000;

const CIRCLE = {
  field: 'mergedInto',
  message: 'Merged records lead to each other in a circle: expected one survivor.',
};

/**
 * The rows of a file in the order in which they are sent: pass by pass, so that survivors come before the rows that were
 * merged into them. The same file gives the same numbers each time. Faulty records are told in the first pass.
 */
export async function* rowBatches(
  open: OpenFile,
  plan: ReadPlan,
  found: Pick<Survey, 'passes' | 'passOf'>,
): AsyncGenerator<RowBatch> {
  let number = 0;
  for (let pass = 0; pass < found.passes; pass += 1) {
    const batch = new Batch(pass);
    for await (const record of readRows(open, plan)) {
      const turn = isSent(record) ? found.passOf(record) : 0;
      if (pass === 0 && turn === MAX_PASSES) batch.faulty.push({ ...record, errors: [CIRCLE] });
      if (!isSent(record)) {
        if (pass === 0 && record.skipped === undefined) batch.faulty.push(record);
      } else if (turn === pass) {
        number += 1;
        const size = Buffer.byteLength(JSON.stringify(record.row)) + 1;
        if (batch.isFull(size)) yield* batch.taken();
        batch.add({ number, record }, size);
      }
      if (batch.faulty.length >= MAX_ROWS) yield* batch.taken();
    }
    yield* batch.taken();
  }
}

class Batch {
  rows: NumberedRow[] = [];
  faulty: ConvertedRecord[] = [];
  #bytes = 0;
  readonly #pass: number;

  constructor(pass: number) {
    this.#pass = pass;
  }

  isFull(size: number): boolean {
    const last = this.rows.at(-1)?.number ?? 0;
    const isAligned = last % BLOCK === 0;
    const next = this.#bytes + size;
    return (
      this.rows.length > 0 && (this.rows.length >= MAX_ROWS || next > MAX_BYTES || (isAligned && next > MAX_BYTES / 2))
    );
  }

  add(row: NumberedRow, size: number): void {
    this.rows.push(row);
    this.#bytes += size;
  }

  *taken(): Generator<RowBatch> {
    const { rows, faulty } = this;
    [this.rows, this.faulty, this.#bytes] = [[], [], 0];
    if (rows.length > 0 || faulty.length > 0) yield { rows, faulty, pass: this.#pass };
  }
}
