import { useRef, useState } from 'react';
import type { CsvReading } from './file-row';
import { bytesOf } from './file-text';
import type { ChosenFile } from './use-import-run';

interface State {
  readonly file?: File;
  readonly chosen?: ChosenFile;
  /** The fields that a column of a CSV file can become. */
  readonly targets: readonly string[];
  readonly error?: unknown;
}

/** The file that is to be imported, and how it is read. JSON is known by its first character; everything else is CSV, where an empty file is an error. */
export function useChosenFile() {
  const [state, setState] = useState<State>({ targets: [] });
  const latest = useRef<File>(undefined);
  const pick = async (file: File) => {
    latest.current = file;
    setState({ file, targets: [] });
    const next = await chosenFrom(file).catch((error: unknown): State => ({ targets: [], error }));
    if (latest.current === file) setState({ file, ...next });
  };
  const setReading = (reading: CsvReading) =>
    setState((current) =>
      current.chosen === undefined ? current : { ...current, chosen: { ...current.chosen, reading } },
    );
  return { ...state, pick: (file: File) => void pick(file), setReading };
}

async function chosenFrom(file: File): Promise<State> {
  if (await isJson(file)) return { chosen: { file, reading: { format: 'ndjson' } }, targets: [] };
  const { readingOfCsv, COLUMN_TARGETS } = await import('./csv');
  return { chosen: { file, reading: await readingOfCsv(file) }, targets: COLUMN_TARGETS };
}

async function isJson(file: File): Promise<boolean> {
  for await (const chunk of bytesOf(file)) {
    const start = new TextDecoder().decode(chunk.slice(0, 1_024)).trimStart();
    if (start !== '') return start.startsWith('{') || start.startsWith('[');
  }
  return false;
}
