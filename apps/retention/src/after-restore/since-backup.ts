import { z } from 'zod';
import type { SinceBackup } from './after-restore.js';

const numbers = z.array(z.int().min(1));
/** The file that `npm run events -- lost` writes. Without a stream it is written by hand, with no customer but the erased. */
const lostChanges = z.object({
  erased: numbers,
  changed: numbers.default([]),
  imported: z.array(z.object({ organisationId: z.int().min(1), customerNumbers: numbers })).default([]),
});
/** A document of the collection `erasures`, as mongoexport writes it. Proofs of a purge are in it too. */
const proof = z.object({ customerNumbers: numbers, cause: z.string() });

/** A file that is not what it should be. The message names it. */
export class InvalidFileError extends Error {
  override name = 'InvalidFileError';
}

/**
 * Puts together what is known since a backup: the file of `npm run events -- lost` and, where there is a copy of the
 * collection `erasures`, its lines.
 * @throws {InvalidFileError}
 */
export function sinceBackup(files: { readonly lost: string; readonly erasures?: string | undefined }): SinceBackup {
  const { erased, changed, imported } = read('the file of lost changes', files.lost, lostChanges);
  const lines = (files.erasures ?? '').split('\n').filter((line) => line.trim() !== '');
  const proofs = lines.map((line) => read('the copy of the erasures', line, proof));
  const copied = proofs.filter(({ cause }) => cause === 'erase-profile').flatMap((one) => one.customerNumbers);
  return { erased: [...new Set([...erased, ...copied])], changed, imported };
}

function read<T>(what: string, text: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new InvalidFileError(`${what} is not valid. Write it again as docs/operating/runbook.md says.`, { cause });
  }
}
