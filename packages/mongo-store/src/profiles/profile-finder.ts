import type { ProfileHead } from '@profiles/domain';
import {
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  type Filter,
  MongoError,
  MongoErrorLabel,
} from 'mongodb';
import { withinDeadline } from '../driver/driver-errors.js';
import { rawReply } from '../driver/raw-reply.js';
import { readAll } from '../driver/read-all.js';
import type { ProfileDocument } from '../schema/documents.js';
import type { View } from './profile-views.js';

/** One more than any lookup requests: a batch that is not full ends the cursor without another command. */
export const MAX_BATCH_SIZE = 1001;

type ProfileFilter = Filter<ProfileDocument>;

/** Where profiles are stored. */
export interface ProfileSource {
  readonly db: Db;
  readonly profiles: Collection<ProfileDocument>;
}

/** Finds profiles by a filter, in the form of a view. The signal is the deadline. */
export function profileFinder<P extends ProfileHead>(source: ProfileSource, view: View<P>) {
  const { projection } = view;
  const { find, aggregate } = profileReads(source, view);
  return {
    one: (filter: ProfileFilter, deadline?: AbortSignal) =>
      withinDeadline(
        async (signal) => (await find({ filter, projection, limit: 1, singleBatch: true }, signal))[0],
        deadline,
      ),
    many: (filter: ProfileFilter, deadline?: AbortSignal) =>
      withinDeadline((signal) => find({ filter, projection, batchSize: MAX_BATCH_SIZE }, signal), deadline),
    /**
     * Finds by two filters; an index must answer the first alone. MongoDB's planner joins the two by itself. Other servers
     * read the whole collection when a list of values is only the first half of an index.
     */
    manyOf: (narrow: ProfileFilter, rest: ProfileFilter, deadline?: AbortSignal) =>
      withinDeadline((signal) => {
        const stages = [{ $match: narrow }, { $match: rest }, { $project: projection }];
        return aggregate(stages, { batchSize: MAX_BATCH_SIZE, signal });
      }, deadline),
  };
}

/** The fields of a `find` command. */
interface FindFields {
  readonly filter: ProfileFilter;
  readonly projection: Document;
  readonly limit?: number;
  readonly batchSize?: number;
  readonly singleBatch?: boolean;
}

/** How a pipeline is run. */
export interface AggregateOptions {
  readonly batchSize: number;
  readonly signal: AbortSignal;
  readonly session?: ClientSession;
}

/** The two commands that find profiles. */
export interface ProfileReads<P> {
  readonly find: (fields: FindFields, signal: AbortSignal) => Promise<P[]>;
  readonly aggregate: (stages: Document[], options: AggregateOptions) => Promise<P[]>;
}

/** Reads profiles in the form of a view. */
export function profileReads<P extends ProfileHead>(source: ProfileSource, view: View<P>): ProfileReads<P> {
  return 'at' in view ? storedReads(source, view.at) : objectReads(source, view.from);
}

/** Reads profiles as objects. */
function objectReads<P>({ profiles }: ProfileSource, from: (document: ProfileDocument) => P): ProfileReads<P> {
  return {
    find: ({ filter, ...options }, signal) => readAll(profiles.find(filter, { ...options, signal }), from),
    aggregate: (stages, options) => readAll(profiles.aggregate<ProfileDocument>(stages, options), from),
  };
}

/** Reads profiles in stored form. What a single command does not return, a cursor of the driver does. */
function storedReads<P>({ db, profiles }: ProfileSource, at: (bytes: Uint8Array, start: number) => P): ProfileReads<P> {
  const from = (document: unknown) => at(document as Uint8Array, 0);
  const { collectionName } = profiles;

  async function read(
    command: Document,
    options: Pick<AggregateOptions, 'signal' | 'session'>,
  ): Promise<P[] | undefined> {
    try {
      const reply = await rawReply({ db, collection: profiles, command, ...options });
      return reply?.starts.map((start) => at(reply.bytes, start));
    } catch (error) {
      // A cursor repeats a read that failed by chance, but not on a server that is overloaded.
      const mayRepeat = error instanceof MongoError && !error.hasErrorLabel(MongoErrorLabel.SystemOverloadedError);
      if (mayRepeat && !options.signal.aborted) return undefined;
      throw error;
    }
  }

  return {
    async find({ filter, ...options }, signal) {
      const found = await read({ find: collectionName, filter, ...options }, { signal });
      return found ?? readAll(profiles.find(filter, { ...options, signal, raw: true }), from);
    },
    async aggregate(pipeline, { batchSize, ...options }) {
      const found = await read({ aggregate: collectionName, pipeline, cursor: { batchSize } }, options);
      return found ?? readAll(profiles.aggregate(pipeline, { batchSize, ...options, raw: true }), from);
    },
  };
}

/** The part of a filter that excludes other organisations. */
export function of(organisationId: number | undefined): { organisationId?: number } {
  return organisationId === undefined ? {} : { organisationId };
}
