/** Listens to the events of organisations and notes each with its id. A process of its own, which is killed. */
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { NotedChange } from './channel-check.js';
import { type Notes, openNotes } from './notes.js';
import { PAUSE_MILLIS, type ReceiverSettings, receiverSettings } from './receiver-settings.js';

const { organisations, restUrl } = receiverSettings();
const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
await Promise.all(organisations.map(follow));

async function follow({ notesFile, headers }: ReceiverSettings['organisations'][number]): Promise<void> {
  const notes = openNotes(notesFile);
  for (let id = notes.cursor; ; ) {
    try {
      const resuming = id === undefined ? {} : { 'last-event-id': id };
      const { statusCode, body } = await request(`${restUrl}/events/stream`, {
        ...{ dispatcher, headers: { ...headers, ...resuming } },
      });
      if (statusCode < 500 && statusCode !== 200) {
        // An id that is refused: the stream has lost its place.
        notes.fail(`${statusCode}: ${await body.text()}`);
        return;
      }
      if (statusCode !== 200) throw new Error(await body.text());
      for await (const line of createInterface({ input: body })) id = noted(line, id, notes);
    } catch {
      // The connection has broken: on from the last id.
    }
    await setTimeout(PAUSE_MILLIS);
  }
}

/** Notes a line of the stream. @returns the id that the stream is at */
function noted(line: string, id: string | undefined, notes: Notes): string | undefined {
  if (line.startsWith('id: ')) {
    const next = line.slice(4);
    // The first one is where the stream begins, before any event.
    if (id === undefined) notes.add([], next);
    return next;
  }
  if (line.startsWith('data: ')) notes.add([(JSON.parse(line.slice(6)) as { data: NotedChange }).data], id);
  return id;
}
