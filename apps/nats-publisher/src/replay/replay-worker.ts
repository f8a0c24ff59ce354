import type { OutboxArchive, ReplayRecord, ReplayRecords } from '@profiles/mongo-store/outbox';
import { waited } from '@profiles/nats-connection';
import type { JetStreamPublisher } from '../jetstream-publisher.js';
import { untilReady } from './replay-publisher.js';
import { ALL_DROPPED, isAllDropped } from './replay-request.js';
import { REPLAY_LEASE_MILLIS, runReplay } from './run-replay.js';

export interface WorkerSettings {
  readonly records: ReplayRecords;
  readonly archive: OutboxArchive;
  readonly owner: string;
  readonly publisherFor: (record: ReplayRecord) => JetStreamPublisher;
  readonly log: {
    info(fields: object, text: string): void;
    warn(fields: object, text: string): void;
  };
}

const LOOK_EVERY_MILLIS = 2_000;

/** Works on the requested replays, one at a time. Each publisher takes another one. */
export class ReplayWorker {
  readonly #settings: WorkerSettings;
  readonly #stopped = new AbortController();
  #running: Promise<void> | undefined;

  constructor(settings: WorkerSettings) {
    this.#settings = settings;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Leaves its replay to another publisher. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { records, owner, log } = this.#settings;
    while (!this.#stopped.signal.aborted) {
      try {
        const record = await records.take({ owner, ttlMillis: REPLAY_LEASE_MILLIS });
        if (record !== undefined) await this.#work(record);
      } catch (err) {
        log.warn({ err }, 'a replay was interrupted and continues later');
      }
      await waited(LOOK_EVERY_MILLIS, this.#stopped.signal);
    }
  }

  async #work(record: ReplayRecord): Promise<void> {
    const { records, archive, owner, publisherFor, log } = this.#settings;
    const publisher = publisherFor(record);
    const about = { replay: record.id, total: record.total };
    log.info(about, 'a replay begins or continues');
    publisher.start();
    try {
      await untilReady(publisher, this.#stopped.signal);
      const outcome = await runReplay(record, {
        ...{ archive, records, publisher, owner },
        signal: this.#stopped.signal,
        onFailed: (event, err) => log.warn({ err, eventId: event.id, ...about }, 'an event was not replayed'),
      });
      await records.release(record.id, owner, outcome === 'done' ? 'done' : 'open');
      log.info(about, `the replay is ${outcome}`);
      const ended = await records.get(record.id);
      if (ended !== undefined && isAllDropped(ended)) log.warn(about, ALL_DROPPED);
    } finally {
      await publisher.close();
    }
  }
}
