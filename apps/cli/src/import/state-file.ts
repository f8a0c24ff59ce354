import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CommandError, EXIT } from '../exit-codes.js';
import { written } from './written.js';

/** How far an import has come, beside its file. It holds no data of customers. */
export interface ImportState {
  readonly importId: string;
  readonly url: string;
  readonly file: string;
  /** SHA-256 of the file and of everything that decides which rows it gives. */
  readonly fingerprint: string;
  /** The batches whose outcomes are known. The same file gives the same batches each time. */
  readonly batches: number;
  /** The rows in them. */
  readonly rows: number;
  /** The length of the report of refused rows up to there, in bytes. */
  readonly reportLength: number;
  readonly isCompleted: boolean;
  /** The options of the command, for resuming. */
  readonly options: Readonly<Record<string, unknown>>;
}

const SUFFIX = '.json';

/** The name of the state file of an import of a file. */
function stateFileOf(file: string, importId: string): string {
  return `${file}.import-${importId}${SUFFIX}`;
}

/** Writes the state. A file that is there is replaced at once: a kill leaves the old or the new one. */
export async function writeState(state: ImportState): Promise<void> {
  const path = stateFileOf(state.file, state.importId);
  const next = `${path}.tmp`;
  await written(path, async () => {
    await writeFile(next, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
    await rename(next, path);
  });
}

/** The imports of a file that have a state beside it. */
async function statesOf(file: string): Promise<ImportState[]> {
  const prefix = `${basename(file)}.import-`;
  const names = (await readdir(dirname(file))).filter((name) => name.startsWith(prefix) && name.endsWith(SUFFIX));
  return Promise.all(
    names.map(async (name) => ({
      ...(JSON.parse(await readFile(join(dirname(file), name), 'utf8')) as ImportState),
      file,
    })),
  );
}

/** The import of a file that is to be resumed. */
export async function openStateOf(file: string, importId: string | undefined): Promise<ImportState> {
  const states = (await statesOf(file)).filter((state) =>
    importId === undefined ? !state.isCompleted : state.importId === importId,
  );
  const [state, ...others] = states;
  if (state === undefined) throw new CommandError(`There is no import of ${file} to resume.`, EXIT.usage);
  if (others.length > 0) {
    const ids = states.map((one) => one.importId).join(', ');
    throw new CommandError(`There are several imports of ${file}: name one with --import. ${ids}`, EXIT.usage);
  }
  return state;
}
