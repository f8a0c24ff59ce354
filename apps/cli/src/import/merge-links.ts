import { type ImportRow, type InputOf, OPERATIONS } from '@profiles/contracts';
import type { ConvertedRecord } from '@profiles/import-formats';
import type { RestService } from '../rest-service.js';
import type { NumberedRow } from './row-batches.js';

/** A row as it is sent, or why it cannot be sent. */
export type LinkedRow = NumberedRow & ({ readonly row: ImportRow } | { readonly reason: string });

/** The most references of one call (contract, section 3, operation 40). */
const MAX_REFERENCES = 1_000;

/** Finds the survivors that records of a file name by the keys of the file. */
export interface MergeLinks {
  /** The rows with the customer numbers of their survivors. */
  linked(rows: readonly NumberedRow[]): Promise<LinkedRow[]>;
  /** Notes that a row was accepted: in a dry run it exists nowhere else. */
  accepted(record: ConvertedRecord): void;
}

/**
 * The survivors are customers of the service, found by their customerRef.
 *
 * @param survivors In a dry run, the keys of the survivors of the file, which do not exist yet. Their rows must have been
 * accepted; the row of the merged record is checked without the merge, and without the unique values that a merge sets free.
 */
export function mergeLinks(service: RestService, survivors: ReadonlySet<string> = new Set()): MergeLinks {
  const found = new Set<string>();
  return {
    accepted({ row }) {
      const reference = String(row?.['customerRef'] ?? '');
      if (survivors.has(reference)) found.add(reference);
    },
    async linked(rows) {
      const unknown = rows.filter(({ record }) => record.link !== undefined && !found.has(record.link.into));
      const numbers = await survivorsOf(service, unknown);
      return rows.map((numbered) => {
        const { record } = numbered;
        if (record.link === undefined) return { ...numbered, row: record.row as ImportRow };
        const mergedInto = numbers.get(record.link.into);
        if (mergedInto !== undefined) return { ...numbered, row: { ...(record.row as ImportRow), mergedInto } };
        if (!found.has(record.link.into)) return { ...numbered, reason: missing(record.link.into) };
        const { email: _email, username: _username, vippsId: _vippsId, ...row } = record.row as ImportRow;
        return { ...numbered, row: { ...row, emailVerifiedAt: null, status: 'P' as const } };
      });
    },
  };
}

function missing(key: string): string {
  return `The record "${key}" into which this one was merged is neither in the file nor in the service, or was refused. The customerRef of a row must be its key in the file.`;
}

async function survivorsOf(service: RestService, rows: readonly NumberedRow[]): Promise<ReadonlyMap<string, number>> {
  const references = [...new Set(rows.flatMap(({ record }) => record.link?.into ?? []))];
  const numbers = new Map<string, number>();
  for (let at = 0; at < references.length; at += MAX_REFERENCES) {
    const input: InputOf<typeof OPERATIONS.profiles.resolve> = {
      customerReferences: references.slice(at, at + MAX_REFERENCES),
    };
    for (const { requested, outcome, customerNumber } of await service.call(OPERATIONS.profiles.resolve, input)) {
      const isThere = outcome === 'found' || outcome === 'merged';
      if (isThere && customerNumber !== undefined) numbers.set(String(requested), customerNumber);
    }
  }
  return numbers;
}
