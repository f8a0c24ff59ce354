import { setTimeout } from 'node:timers/promises';
import { ChannelCheck } from './channel-check.js';
import { followNotes } from './notes.js';
import type { ReceiverVictim } from './victims.js';

const READ_EVERY_MILLIS = 200;

/** The notes of the receivers, checked as they come. */
export class Progress {
  readonly channels: readonly ChannelCheck[];
  readonly #readers: readonly ReturnType<typeof followNotes>[];
  readonly #stallMillis: number;

  /** @param stallMillis - without a new change for this time, {@link reached} fails */
  constructor(receivers: readonly ReceiverVictim[], stallMillis: number) {
    this.#stallMillis = stallMillis;
    const followed = receivers.map(({ name, notesFiles }) => {
      // [HOOK-1] Webhooks are delivered at least once.
      const channel = new ChannelCheck(name, { mayRepeat: name === 'webhook-receiver' });
      return { channel, readers: notesFiles.map((path) => followNotes(path, channel)) };
    });
    this.channels = followed.map(({ channel }) => channel);
    this.#readers = followed.flatMap(({ readers }) => readers);
  }

  get violations(): readonly string[] {
    return this.channels.flatMap(({ violations }) => violations);
  }

  /** The changes that every channel has at least. */
  get least(): number {
    return Math.min(...this.channels.map(({ distinct }) => distinct));
  }

  read(): void {
    for (const reader of this.#readers) reader.read();
  }

  /** Waits until every channel has as many changes. @throws at a violation, and when nothing comes any more. */
  async reached(count: number): Promise<void> {
    let [sum, since] = [-1, 0];
    for (;;) {
      this.read();
      if (this.violations.length > 0) throw new Error(this.violations.join('\n'));
      if (this.least >= count) return;
      const now = this.channels.reduce((total, { distinct }) => total + distinct, 0);
      if (now !== sum) [sum, since] = [now, performance.now()];
      if (performance.now() - since > this.#stallMillis) throw new Error(`Nothing comes any more: ${this}`);
      await setTimeout(READ_EVERY_MILLIS);
    }
  }

  close(): void {
    for (const reader of this.#readers) reader.close();
  }

  toString(): string {
    return this.channels.map(({ name, distinct, repeats }) => `${name} ${distinct} (${repeats} repeated)`).join(', ');
  }
}
