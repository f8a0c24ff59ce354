import { randomUUID } from 'node:crypto';
import { admit, badInput, type Caller, mayActFor, Permission, ProfilesError } from '@profiles/contracts';
import {
  type OutboxArchive,
  type ParkedEvents,
  type ReplayRecord,
  type ReplayRecords,
  StoreUnavailableError,
} from '@profiles/mongo-store/outbox';
import type { HttpServer, TokenVerifier } from '@profiles/service-kit';
import {
  ALL_DROPPED,
  isAllDropped,
  newReplay,
  type ReplayRequest,
  replayRequest,
  selectionOf,
} from './replay/replay-request.js';

interface Parts {
  readonly verify: TokenVerifier;
  readonly replays: ReplayRecords;
  readonly archive: Pick<OutboxArchive, 'count'>;
  readonly aside: ParkedEvents;
}

const ADMIN = { permission: Permission.Admin };

/**
 * What administrators may ask of a publisher, each for the events of their own organisation: replays, and the release
 * of events that were set aside. A replay is worked on by whichever publisher comes first.
 */
export function addAdminRoutes(server: HttpServer['server'], { verify, replays, archive, aside }: Parts): void {
  const admin = async (authorization: string | undefined, input: object = {}): Promise<Caller> => {
    const caller = await verify(authorization);
    admit(caller, ADMIN, input as Record<string, unknown>);
    return caller;
  };

  server.post('/replays', async ({ headers, body }, reply) => {
    const caller = await admin(headers.authorization, isObject(body) ? body : {});
    const request = requestFrom(body, caller);
    const total = await answered(archive.count(selectionOf(request)));
    if (request.dryRun) return { total };
    const replay = newReplay(request, { id: randomUUID(), total, runBy: 'publisher' });
    await answered(replays.add(replay));
    return reply.code(202).header('location', `/replays/${replay.id}`).send(shown(replay));
  });

  server.get('/replays', async ({ headers }) => {
    const caller = await admin(headers.authorization);
    const everywhere = caller.permissions.has(Permission.AllOrganisations);
    return (await answered(replays.list(everywhere ? undefined : caller.organisationId))).map(shown);
  });

  server.get<{ Params: { id: string } }>('/replays/:id', async ({ headers, params }) =>
    shown(await ownReplay(params.id, await admin(headers.authorization))),
  );

  server.delete<{ Params: { id: string } }>('/replays/:id', async ({ headers, params }, reply) => {
    await ownReplay(params.id, await admin(headers.authorization));
    const isCancelled = await answered(replays.cancel(params.id));
    if (!isCancelled) throw new ProfilesError(409, { detail: 'The replay has ended already.' });
    return reply.code(204).send();
  });

  server.get('/events-set-aside', async ({ headers }) => {
    const caller = await admin(headers.authorization);
    return (await answered(aside.list())).filter(({ organisationId }) => mayActFor(caller, organisationId));
  });

  server.post<{ Params: { id: string } }>('/events-set-aside/:id/release', async ({ headers, params }, reply) => {
    const caller = await admin(headers.authorization);
    const event = (await answered(aside.list())).find(({ id }) => id === params.id);
    if (event === undefined || !mayActFor(caller, event.organisationId)) throw notFound();
    await answered(aside.release(params.id));
    return reply.code(204).send();
  });

  async function ownReplay(id: string, caller: Caller): Promise<ReplayRecord> {
    const replay = await answered(replays.get(id));
    const own = replay?.selection.organisationId;
    const isAllowed = caller.permissions.has(Permission.AllOrganisations) || own === caller.organisationId;
    if (replay === undefined || !isAllowed) throw notFound();
    return replay;
  }
}

/** The request as it may be: of one's own organisation, unless one may act for all. */
function requestFrom(body: unknown, caller: Caller): ReplayRequest {
  const parsed = replayRequest.safeParse(body ?? {});
  if (!parsed.success) throw badInput(parsed.error.issues);
  if (caller.permissions.has(Permission.AllOrganisations)) return parsed.data;
  return { ...parsed.data, organisationId: caller.organisationId };
}

function isObject(body: unknown): body is object {
  return typeof body === 'object' && body !== null;
}

/** Leaves out the process that works on it and its exact position: they are of use to publishers only. */
function shown(record: ReplayRecord) {
  const { owner: _, ownedUntil: __, position: ___, ...replay } = record;
  return { ...replay, ...(isAllDropped(record) && { warning: ALL_DROPPED }) };
}

function notFound(): ProfilesError {
  return new ProfilesError(404, { detail: 'There is none of that id.' });
}

async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof StoreUnavailableError ? new ProfilesError(619, {}, { cause: error }) : error;
  }
}
