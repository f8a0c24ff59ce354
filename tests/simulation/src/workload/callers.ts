import { runOperation } from '@profiles/application';
import {
  acceptsIdempotencyKey,
  type ExampleSubject,
  type NamedOperation,
  Permission,
  ProfilesError,
  problemOf,
  type ResponseMeta,
} from '@profiles/contracts';
import { Random } from '../runtime/random.js';
import type { Process } from '../runtime/scheduler.js';
import type { Call, Caller, Outcome } from '../world/calls.js';
import type { Installation } from '../world/installation.js';
import type { World } from '../world/world.js';
import { SUBJECT_OF } from './groups.js';
import { type Action, operationOf } from './plan.js';
import { subjectOf } from './subjects.js';
import { INSTEAD, VARIATIONS } from './variations.js';

const WITHIN_ORGANISATION = Object.values(Permission).filter((one) => one !== Permission.AllOrganisations);
/** After this time without a response a caller gives up. In milliseconds. */
const PATIENCE_MILLIS = 6_000;
const MAX_REPEATS = 3;

type CallAction = Action & { readonly kind: 'call' };

/** A caller makes its calls one after the other. One with an Idempotency-Key is repeated until its outcome is known. */
export async function callOnce(installation: Installation, caller: Caller, action: CallAction): Promise<void> {
  const { world } = installation;
  const random = Random.of(action.seed, 'call');
  await world.scheduler.pause(random.below(installation.paceMillis));
  const request = requestOf(world, { caller, action, random });
  const isCurious = random.chance(0.25);
  const isDoubled = request.idempotencyKey !== undefined && random.chance(0.15);
  for (let attempt = 0; attempt <= MAX_REPEATS; attempt += 1) {
    const service = random.pick(installation.services.filter(({ process }) => process.isAlive));
    if (service === undefined) await world.scheduler.pause(1_000);
    else {
      const id = `${request.id}${attempt === 0 ? '' : `-${attempt}`}`;
      const sent = completed(installation, { ...request, id }, service.process);
      // A client that sends its request twice, as after a change of the network.
      const other = isDoubled && attempt === 0 ? random.pick(installation.services) : undefined;
      if (other?.process.isAlive) await completed(installation, { ...request, id: `${id}-double` }, other.process);
      const outcome = await sent;
      const isRepeated =
        request.idempotencyKey !== undefined && (isRepeatable(outcome) || (isCurious && attempt === 0));
      if (!isRepeated) return;
    }
    await world.scheduler.pause(random.below(2_000));
  }
}

/** Sends a call, and checks what its caller gets. */
async function completed(installation: Installation, request: Request, process: Process): Promise<Outcome> {
  const { world } = installation;
  const call = recorded(world, request);
  const outcome = await performed(installation, { call, process });
  call.outcome = outcome;
  world.scheduler.note(`${call.id} ${call.name} ${summaryOf(outcome)}`);
  world.check((invariant) => invariant.onCall?.(world, call));
  return outcome;
}

type Request = Omit<Call, 'commitsBefore' | 'outcome'>;

function requestOf(
  world: World,
  { caller, action, random }: { caller: Caller; action: CallAction; random: Random },
): Request {
  const { group } = action;
  const named = group ? action.operation : suited(world, action.operation, caller.organisationId);
  const { operation } = named;
  const other = caller.organisationId === 1 ? 2 : 1;
  // Data of another organisation, which has to be as unknown.
  const about = random.chance(0.08) ? other : caller.organisationId;
  const subject = {
    ...subjectOf(world, about, random),
    ...(caller.isForAll && random.chance(0.3) && partsOf(world, { about, other, random })),
    organisationId: random.chance(0.03) ? other : caller.organisationId,
    ...(group && SUBJECT_OF[group](world.model.of(caller.organisationId), operation)),
  };
  const example = { ...(operation.example(subject) as Record<string, unknown>) };
  const varied = VARIATIONS[operation.slug]?.(example, random) ?? example;
  const input = marked(random.chance(0.9) ? withoutTelephones(varied) : varied, random);
  const profile = world.model.profiles.get(Number(input['customerNumber']));
  const ifMatch = profile !== undefined && random.chance(0.1) ? profile.revision - random.below(2) : undefined;
  const isKeyed = acceptsIdempotencyKey(operation) && random.chance(0.5);
  return {
    id: `c${world.calls.length + 1}`,
    caller,
    name: named.name,
    slug: operation.slug,
    kind: operation.kind,
    input,
    ...(isKeyed && { idempotencyKey: random.chance(0.2) ? `order-${random.below(2)}` : random.hex(16) }),
    ...(ifMatch !== undefined && ifMatch > 0 && { ifMatch }),
  };
}

interface Parties {
  readonly about: number;
  readonly other: number;
  readonly random: Random;
}

/** The second party of an operation from the other organisation: a customer, or a card that the customer does not own. */
function partsOf(world: World, { about, other, random }: Parties): Partial<ExampleSubject> {
  const { otherCustomer, ticketCustomer, cardOwner } = subjectOf(world, other, random);
  const { customerNumber } = random.chance(0.5) ? subjectOf(world, about, random).customer : cardOwner;
  return { otherCustomer, ticketCustomer, cardOwner: { ...cardOwner, customerNumber } };
}

/** The operation, or the one that makes the data which it needs. */
function suited(world: World, named: NamedOperation, organisationId: number): NamedOperation {
  const instead = INSTEAD[named.operation.slug];
  if (instead === undefined || world.model.of(organisationId).some(instead.needs)) return named;
  return operationOf(instead.slug);
}

const TELEPHONES = [
  ...['telephoneNumber', 'countryCode', 'telephoneNumberNoCountryCode', 'telephoneNumberVerifiedAt', 'landlineNumber'],
];

/** Most requests have no telephone number: to check one takes longer than everything else in a simulation. */
function withoutTelephones(input: Record<string, unknown>): Record<string, unknown> {
  const isForgone = (name: string) => TELEPHONES.includes(name) && 'surname' in input;
  return Object.fromEntries(Object.entries(input).filter(([name]) => !isForgone(name)));
}

/** Names that no other request has: an erasure has to leave none of them. */
function marked(input: Record<string, unknown>, random: Random): Record<string, unknown> {
  const mark = () => `Mark${random.hex(12).replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '')}`;
  return {
    ...input,
    ...('surname' in input && 'firstName' in input && { surname: mark() }),
    ...('text' in input && { text: mark() }),
  };
}

function recorded(world: World, request: Request): Call {
  const { customerNumber } = request.input;
  const revisionBefore = world.model.profiles.get(Number(customerNumber))?.revision;
  const call: Call = {
    ...request,
    commitsBefore: world.model.commits.length,
    ...(revisionBefore !== undefined && { revisionBefore }),
  };
  world.calls.push(call);
  world.callsById.set(call.id, call);
  return call;
}

/** Sends a call to a service. The caller and the service are different processes: either may go on without the other. */
async function performed(
  installation: Installation,
  { call, process }: { call: Call; process: Process },
): Promise<Outcome> {
  const { world } = installation;
  const { scheduler } = world;
  const own = scheduler.current;
  const timedOut = scheduler.pause(PATIENCE_MILLIS).then((): Outcome => ({ kind: 'unknown' }));
  const responded = (async (): Promise<Outcome> => {
    await scheduler.step(`request ${call.name}`, process);
    const outcome = await outcomeOf(installation, call, process);
    // The service may have died since.
    await scheduler.step(`response ${call.name}`, process);
    await scheduler.step(`received ${call.name}`, own);
    return outcome;
  })();
  const outcome = await Promise.race([responded, timedOut]);
  await scheduler.step('caller goes on', own);
  return outcome;
}

async function outcomeOf({ world, dependencies }: Installation, call: Call, process: Process): Promise<Outcome> {
  const { caller, name, input, idempotencyKey, ifMatch } = call;
  const named = world.operations.get(name);
  const deps = dependencies.get(process);
  if (named === undefined || deps === undefined) throw new Error(`There is no ${name}.`);
  const permissions = new Set<string>(caller.isForAll ? Object.values(Permission) : WITHIN_ORGANISATION);
  let meta: ResponseMeta = {};
  const context = {
    caller: { organisationId: caller.organisationId, clientId: caller.clientId, permissions },
    correlationId: call.id,
    clientName: 'acme-simulation',
    changedBy: caller.name,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(ifMatch !== undefined && { ifMatch: [ifMatch] }),
    onResponseMeta: (told: ResponseMeta) => {
      meta = told;
    },
  };
  try {
    const value = await runOperation(named.operation, input, { call: context, deps });
    return { kind: 'ok', value, meta };
  } catch (error) {
    if (!(error instanceof ProfilesError)) throw error;
    if (error.status === 500)
      world.scheduler.note(`internal error: ${String(error.cause)} ${(error.cause as Error)?.stack}`);
    return { kind: 'refused', code: error.code, status: error.status, told: problemOf(error) };
  }
}

/** Whether a caller with an Idempotency-Key repeats the call: the outcome is unknown, or the service asks for it. */
function isRepeatable(outcome: Outcome): boolean {
  if (outcome.kind === 'unknown') return true;
  return outcome.kind === 'refused' && (outcome.status >= 500 || outcome.code === 409);
}

function summaryOf(outcome: Outcome): string {
  if (outcome.kind === 'unknown') return 'unknown';
  if (outcome.kind === 'refused') return `refused ${outcome.code}`;
  return `ok ${outcome.meta.replayed ? 'replayed ' : ''}${outcome.meta.revision ?? ''} ${JSON.stringify(outcome.value) ?? ''}`;
}
