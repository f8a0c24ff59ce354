import {
  type CustomerResponse,
  customerResponse,
  ecardOwnershipResponse,
  preferenceResponse,
} from '@profiles/contracts';
import type { Result, UseCaseContext } from '../pipeline/use-case.js';
import type { ShownParts, StoredProfile } from '../ports/lookups.js';
import { asObject } from '../tenant/as-object.js';
import type { Includes, ShownProfile } from '../tenant/tenant-store.js';
import type { Found } from '../tenant/visible.js';
import { customerOf, type Definitions, definitionsOf, ecardResponseOf, type ReadProfile } from './customer-response.js';
import { type JsonText, JsonWriter } from './json-text.js';

/** The response of a lookup: the survivor, with the parts that the caller asked for. */
export async function toLookupResponse(
  context: UseCaseContext,
  found: Found<ShownProfile>,
  includes: Includes,
): Promise<Result<CustomerResponse>> {
  const about = { revision: found.survivor.revision, isRedirected: isRedirected(found) };
  if (!isStored(found)) return { value: await customerValue(context, found as Found<ReadProfile>, includes), ...about };
  return { value: textOf(found, await partsOf(context, found, includes)), ...about };
}

/** The same as a value. */
export async function customerValue(
  context: UseCaseContext,
  found: Found<ReadProfile>,
  includes: Includes,
): Promise<CustomerResponse> {
  return responseValue(found, await partsOf(context, found, includes));
}

/** The responses of a lookup of many, in their order. What they include is read with one query. */
export async function customersOf(
  context: UseCaseContext,
  found: readonly Found<ShownProfile>[],
  includes: Includes,
): Promise<CustomerResponse[] | JsonText> {
  const definitions = await definitionsShown(context, found, includes);
  if (found.length > 0 && found.every(isStored)) return listText(found, { includes, definitions });
  return found.map((one) => responseValue(one as Found<ReadProfile>, { includes, definitions }));
}

/**
 * One page of customers, and what else its response has.
 * @param rest - the other members
 */
export function pageOf<R extends object>(items: CustomerResponse[] | JsonText, rest: R) {
  if (Array.isArray(items)) return { items, ...rest };
  WRITER.json('{"items":');
  WRITER.raw(items.bytes);
  const others = JSON.stringify(rest).slice(1);
  WRITER.json(others === '}' ? others : `,${others}`);
  return WRITER.take();
}

/** Used by one response at a time: from the first byte to the last one there is no wait. */
const WRITER = new JsonWriter();

interface Parts {
  readonly includes: Includes;
  readonly definitions: Definitions;
  readonly ecards?: ReturnType<typeof ecardResponseOf>[] | undefined;
}

async function partsOf(context: UseCaseContext, found: Found<ShownProfile>, includes: Includes): Promise<Parts> {
  const ecards = includes.includeECards
    ? (await context.store.ecardsOf(found.survivor)).map(ecardResponseOf)
    : undefined;
  return { includes, definitions: await definitionsShown(context, [found], includes), ecards };
}

function responseValue(found: Found<ReadProfile>, { includes, definitions, ecards }: Parts): CustomerResponse {
  const customer = customerOf(found, includes, definitions);
  return ecards === undefined ? customer : { ...customer, ecardOwnerships: ecards };
}

function textOf(found: Found<StoredProfile>, parts: Parts): JsonText {
  append(found, parts, shownParts(parts));
  return WRITER.take();
}

function listText(found: readonly Found<StoredProfile>[], parts: Parts): JsonText {
  const shown = shownParts(parts);
  try {
    for (const [index, one] of found.entries()) {
      WRITER.json(index === 0 ? '[' : ',');
      append(one, parts, shown);
    }
    WRITER.json(']');
    return WRITER.take();
  } finally {
    // After an error, the next text must not begin with the start of this one.
    WRITER.rewind(0);
  }
}

/** Appends the response of one profile. One that is stored in an unusual form goes through the schema. */
function append({ requested, survivor }: Found<StoredProfile>, parts: Parts, shown: ShownParts): void {
  const isOther = isRedirected({ requested, survivor });
  if (survivor.appendResponse(WRITER, isOther ? { ...shown, redirectedFrom: requested.customerNumber } : shown)) return;
  const value = responseValue({ requested: asObject(requested), survivor: asObject(survivor) }, parts);
  WRITER.json(JSON.stringify(customerResponse.parse(value)));
}

function shownParts({ includes, definitions, ecards }: Parts): ShownParts {
  return {
    personnelTickets: includes.includePersonnelTicket === true,
    notes: includes.includeNotes === true,
    preferences: includes.includePreferences
      ? new Map([...definitions].map(([id, one]) => [id, JSON.stringify(preferenceResponse.parse(one))]))
      : undefined,
    ecardOwnerships: ecards && JSON.stringify(ecards.map((one) => ecardOwnershipResponse.parse(one))),
  };
}

function isRedirected({ requested, survivor }: Found<ShownProfile>): boolean {
  return requested.customerNumber !== survivor.customerNumber;
}

function isStored(found: Found<ShownProfile>): found is Found<StoredProfile> {
  return 'appendResponse' in found.survivor;
}

async function definitionsShown(
  context: UseCaseContext,
  found: readonly Found<ShownProfile>[],
  { includePreferences }: Includes,
): Promise<Definitions> {
  const ids = includePreferences ? found.flatMap(({ survivor }) => preferenceIdsOf(survivor)) : [];
  return definitionsOf(
    context,
    ids.map((preferenceId) => ({ preferenceId })),
  );
}

function preferenceIdsOf(profile: ShownProfile): readonly number[] {
  if ('preferenceIds' in profile) return profile.preferenceIds();
  if (profile.preferences === undefined) throw new Error('A response shows preferences that were not read.');
  return profile.preferences.map(({ preferenceId }) => preferenceId);
}
