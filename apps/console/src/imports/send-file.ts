import type { CallOptions, ImportsCreateInput, ProfilesApi } from '@profiles/client';
import type { Reading } from './file-row';
import { fileBatches } from './file-rows';
import { noneSent, type SentFile, sharedRefusals, withBatch } from './sent-file';

interface SendFileParts {
  readonly api: ProfilesApi;
  readonly options: CallOptions;
  readonly file: File;
  readonly reading: Reading;
  readonly settings: Pick<ImportsCreateInput, 'dryRun' | 'onExisting' | 'events'>;
  onProgress(sent: SentFile): void;
}

/** Makes an import of a file, sends its rows one batch after the other, and completes it. */
export async function sendFile({
  api,
  options,
  file,
  reading,
  settings,
  onProgress,
}: SendFileParts): Promise<SentFile> {
  const { id: importId } = await api.imports.create({ ...settings, name: file.name.slice(0, 100) }, options);
  let sent = noneSent(importId);
  let firstRow = 1;
  const sentRow = sharedRefusals();
  for await (const batch of fileBatches(file, reading)) {
    const rows = batch.rows.map(({ row }) => row);
    const outcomes = rows.length === 0 ? [] : await api.imports.rows({ importId, firstRow, rows }, options);
    firstRow += rows.length;
    sent = withBatch(sent, batch, outcomes.map(sentRow));
    onProgress(sent);
  }
  await api.imports.complete({ importId }, options);
  return { ...sent, progress: 1 };
}
