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
  readonly parked: ParkedEvents;
}

const ADMIN = { permission: Permission.Admin };

/**
 * Adds the operations of administrators, each for the events of their own organisation: replays, and the release of
 * parked events. The first free publisher works on a replay.
 */
export function addAdminRoutes(server: HttpServer['server'], { verify, replays, archive, parked }: Parts): void {
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
    return (await answered(parked.list())).filter(({ organisationId }) => mayActFor(caller, organisationId));
  });

  server.post<{ Params: { id: string } }>('/events-set-aside/:id/release', async ({ headers, params }, reply) => {
    const caller = await admin(headers.authorization);
    const event = (await answered(parked.list())).find(({ id }) => id === params.id);
    if (event === undefined || !mayActFor(caller, event.organisationId)) throw notFound();
    await answered(parked.release(params.id));
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

/** The valid request, limited to the caller's organisation unless the caller may act for all. */
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
  return new ProfilesError(404, { detail: 'Nothing has this id.' });
}

async function answered<T>(pending: Promise<T>): Promise<T> {
  try {
    return await pending;
  } catch (error) {
    throw error instanceof StoreUnavailableError ? new ProfilesError(619, {}, { cause: error }) : error;
  }
}
