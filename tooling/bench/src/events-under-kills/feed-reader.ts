/** Follows the feed of organisations by long polls and notes each page with its cursor. A process of its own, which is killed. */
import { setTimeout } from 'node:timers/promises';
import { request } from 'undici';
import type { NotedChange } from './channel-check.js';
import { openNotes } from './notes.js';
import { PAUSE_MILLIS, type ReceiverSettings, receiverSettings } from './receiver-settings.js';

interface Page {
  readonly items: readonly { readonly data: NotedChange }[];
  readonly nextCursor: string;
}

const { organisations, restUrl } = receiverSettings();
await Promise.all(organisations.map(follow));

async function follow({ notesFile, headers }: ReceiverSettings['organisations'][number]): Promise<void> {
  const notes = openNotes(notesFile);
  for (let cursor = notes.cursor; ; ) {
    const after = cursor === undefined ? '' : `&after=${cursor}`;
    try {
      const { statusCode, body } = await request(`${restUrl}/events?limit=1000&wait=10${after}`, { headers });
      if (statusCode < 500 && statusCode !== 200) {
        // A cursor that is refused: the feed has lost its place.
        notes.fail(`${statusCode}: ${await body.text()}`);
        return;
      }
      if (statusCode !== 200) throw new Error(await body.text());
      const { items, nextCursor } = (await body.json()) as Page;
      cursor = nextCursor;
      if (items.length > 0)
        notes.add(
          items.map(({ data }) => data),
          cursor,
        );
    } catch {
      await setTimeout(PAUSE_MILLIS);
    }
  }
}
