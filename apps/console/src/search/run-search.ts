import type { CustomerResponse, ProfilesApi, ProfilesResolveInput } from '@profiles/client';
import { failedWith } from '../service/failure-text';
import type { Lookup, Reason } from './recognise';

/** A customer who matches, with every reason. */
export interface Hit {
  readonly customer: CustomerResponse;
  readonly reasons: readonly Reason[];
}

/** The results of all lookups of a text. */
export interface SearchResult {
  /** The customers with most reasons first. */
  readonly hits: readonly Hit[];
  /** Some lookup found more customers than are shown. */
  readonly hasMore: boolean;
  /** Some lookup failed, so that customers may be missing. */
  readonly isPartial: boolean;
  /** The text is a card number of 16 digits whose check digit does not fit. */
  readonly hasWrongCheckDigit: boolean;
}

/** Customers of one lookup that are shown. */
const PER_LOOKUP = 20;

/**
 * Carries out the lookups of a text side by side.
 * @throws ProfilesError when all of them failed
 */
export async function runSearch(
  api: ProfilesApi,
  lookups: readonly Lookup[],
  signal: AbortSignal,
): Promise<SearchResult> {
  const outcomes = await Promise.allSettled(lookups.map((lookup) => found(api, lookup, signal)));
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  const real = failures.filter((error) => !failedWith(error, 617) && !failedWith(error, 628));
  if (real.length > 0 && real.length === outcomes.length) throw real[0];
  const hits = new Map<number, Hit>();
  let hasMore = false;
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'rejected') continue;
    hasMore ||= outcome.value.hasMore;
    for (const customer of outcome.value.customers) addHit(hits, customer, lookups[index]?.reasons ?? []);
  }
  return {
    hits: [...hits.values()].toSorted((one, other) => other.reasons.length - one.reasons.length),
    hasMore,
    isPartial: real.length > 0,
    hasWrongCheckDigit: hits.size === 0 && failures.some((error) => failedWith(error, 628)),
  };
}

function addHit(hits: Map<number, Hit>, customer: CustomerResponse, reasons: readonly Reason[]): void {
  const known = hits.get(customer.customerNumber)?.reasons ?? [];
  const added = reasons.filter(({ kind, value }) => !known.some((one) => one.kind === kind && one.value === value));
  hits.set(customer.customerNumber, { customer, reasons: [...known, ...added] });
}

interface Found {
  readonly customers: readonly CustomerResponse[];
  readonly hasMore: boolean;
}

async function found(api: ProfilesApi, lookup: Lookup, signal: AbortSignal): Promise<Found> {
  const { profiles } = api;
  const options = { signal };
  const one = (customer: CustomerResponse) => ({ customers: [customer], hasMore: false });
  switch (lookup.by) {
    case 'search': {
      const wide = { includeTemporary: true, includeTotal: false, perPage: PER_LOOKUP };
      const { items, nextCursor } = await profiles.search({ ...wide, ...lookup.criteria }, options);
      return { customers: items, hasMore: nextCursor !== undefined };
    }
    case 'customerNumber':
      return resolved(api, { customerNumbers: [lookup.number] }, options);
    case 'customerReference':
      return resolved(api, { customerReferences: [lookup.text] }, options);
    case 'ecard':
      return one(await profiles.getByEcard({ ecardNumber: lookup.text }, options));
    case 'uuid': {
      const { customerNumber } = await profiles.getByUuid({ uuid: lookup.text }, options);
      return one(await profiles.get({ customerNumber, includeDeleted: true }, options));
    }
  }
}

/** The customer that a number or reference leads to. Unlike a lookup it does not fail for an unknown one, which is usual here. */
async function resolved(
  { profiles }: ProfilesApi,
  named: ProfilesResolveInput,
  options: { readonly signal: AbortSignal },
): Promise<Found> {
  const [outcome] = await profiles.resolve(named, options);
  if (outcome?.customerNumber === undefined) return { customers: [], hasMore: false };
  const customer = await profiles.get({ customerNumber: outcome.customerNumber, includeDeleted: true }, options);
  return { customers: [customer], hasMore: false };
}
