import type { Import } from '@profiles/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useActor, useService } from '../service/service-context';
import type { Reading } from './file-row';
import { sendFile } from './send-file';
import type { SentFile } from './sent-file';
import { IMPORTS_KEY } from './use-imports';

/** The actions on the rows of a file. */
export type ImportSettings = Pick<Import, 'onExisting' | 'events'>;

/** A file and how it is read. */
export interface ChosenFile {
  readonly file: File;
  readonly reading: Reading;
}

/** A dry run or an import of a file, while it runs and when it is over. */
export interface ImportRun {
  readonly dryRun: boolean;
  /** Absent until the first rows have been sent. */
  readonly sent?: SentFile;
  readonly isRunning: boolean;
  readonly error?: unknown;
}

/** Runs imports of one file: a dry run, then the import itself. Leaving the page ends a run between two calls. */
export function useImportRun() {
  const api = useService();
  const actor = useActor();
  const queries = useQueryClient();
  const [run, setRun] = useState<ImportRun>();
  const ending = useRef<AbortController>(undefined);
  useEffect(() => () => ending.current?.abort(), []);

  const stop = () => ending.current?.abort();
  const start = async ({ file, reading }: ChosenFile, settings: ImportSettings, dryRun: boolean) => {
    stop();
    const current = new AbortController();
    ending.current = current;
    const options = { ...actor, signal: current.signal };
    let last: ImportRun = { dryRun, isRunning: true };
    const show = (next: ImportRun) => {
      last = next;
      if (ending.current === current) setRun(next);
    };
    show(last);
    try {
      const onProgress = (sent: SentFile) => show({ dryRun, sent, isRunning: true });
      show({
        dryRun,
        sent: await sendFile({ api, options, file, reading, settings: { ...settings, dryRun }, onProgress }),
        isRunning: false,
      });
    } catch (error) {
      show({ ...last, isRunning: false, ...(!current.signal.aborted && { error }) });
    } finally {
      await queries.invalidateQueries({ queryKey: IMPORTS_KEY });
    }
  };
  const reset = () => {
    stop();
    ending.current = undefined;
    setRun(undefined);
  };
  return { run, start, stop, reset };
}
