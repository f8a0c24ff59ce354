import type { GivenNames, UnavailableNames } from '@profiles/application';
import { MongoBulkWriteError } from 'mongodb';
import { CUSTOMER_NUMBERS, endOf } from '../profiles/numbers.js';
import type { Collections } from '../schema/collections.js';

type Sources = Pick<Collections, 'givenNames' | 'profiles' | 'counters'>;

/** A request about names that rows give. */
interface Request {
  readonly organisationId: number;
  readonly names: GivenNames;
  readonly claim: boolean;
}

/**
 * [IMPORT-1] Those of the names that the organisation can't give, and with `claim` a reservation of the others.
 *
 * A reservation is made before the counter is read for the last time, and a block of the counter is reserved before the
 * given numbers in it are read: so of the two, at least one sees the other, and no number is used twice.
 */
export async function unavailableNames(
  sources: Sources,
  { organisationId, names, claim }: Request,
  signal: AbortSignal,
): Promise<UnavailableNames> {
  const { givenNames } = sources;
  const all = [...names.customerNumbers, ...names.uuids];
  const [used, claims, end] = await Promise.all([
    usedAmong(sources, names, signal),
    givenNames.find({ _id: { $in: all } }, { signal }).toArray(),
    endOf(sources.counters, CUSTOMER_NUMBERS),
  ]);
  const known = new Map(claims.map((document) => [document._id, document]));
  const isAssigned = (name: number | string, next: number) =>
    typeof name === 'number' && name >= CUSTOMER_NUMBERS.first && name < next;
  const refused = new Set<number | string>(used);
  const free: (number | string)[] = [];
  for (const name of all) {
    const document = known.get(name);
    if (document === undefined ? isAssigned(name, end) : document.organisationId !== organisationId || document.isSpent)
      refused.add(name);
    if (document === undefined && !refused.has(name)) free.push(name);
  }
  if (claim && free.length > 0) {
    await insertGivenNames(
      givenNames,
      free.map((_id) => ({ _id, organisationId })),
    );
    const next = await endOf(sources.counters, CUSTOMER_NUMBERS);
    const lost = free.filter((name) => isAssigned(name, next));
    if (lost.length > 0) await givenNames.updateMany({ _id: { $in: lost } }, { $set: { isSpent: true } });
    const owners = await givenNames.find({ _id: { $in: free } }, { signal }).toArray();
    const others = owners.filter((owner) => owner.organisationId !== organisationId);
    for (const name of [...lost, ...others.map(({ _id }) => _id)]) refused.add(name);
  }
  return {
    customerNumbers: names.customerNumbers.filter((name) => refused.has(name)),
    uuids: names.uuids.filter((name) => refused.has(name)),
    lastRevisions: new Map(
      claims.flatMap(({ _id, lastRevision }) =>
        typeof _id === 'number' && lastRevision !== undefined ? [[_id, lastRevision] as const] : [],
      ),
    ),
  };
}

/** The names that a profile has, of whichever organisation. */
async function usedAmong({ profiles }: Sources, names: GivenNames, signal: AbortSignal): Promise<(number | string)[]> {
  const { customerNumbers, uuids } = names;
  const [numbered, identified] = await Promise.all([
    customerNumbers.length === 0
      ? []
      : profiles.find({ _id: { $in: [...customerNumbers] } }, { signal, projection: { _id: 1 } }).toArray(),
    uuids.length === 0
      ? []
      : profiles.find({ uuid: { $in: [...uuids] } }, { signal, projection: { uuid: 1 } }).toArray(),
  ]);
  return [...numbered.map(({ _id }) => _id), ...identified.map(({ uuid }) => uuid)];
}

const DUPLICATE_KEY = 11000;

/** Registers names that rows gave. One that is registered stays as it is. */
export async function insertGivenNames(
  givenNames: Collections['givenNames'],
  documents: readonly { readonly _id: number | string; readonly organisationId: number }[],
): Promise<void> {
  if (documents.length === 0) return;
  try {
    await givenNames.insertMany([...documents], { ordered: false, writeConcern: { w: 'majority' } });
  } catch (error) {
    const isOnlyDuplicates =
      error instanceof MongoBulkWriteError && [error.writeErrors].flat().every(({ code }) => code === DUPLICATE_KEY);
    if (!isOnlyDuplicates) throw error;
  }
}
