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
  /** Some lookup failed, so that customers may be missing. */
  readonly isPartial: boolean;
  /** The text is a card number of 16 digits whose check digit does not fit. */
  readonly hasWrongCheckDigit: boolean;
}

/** Lookups that go on, each with its cursor. Those of the first page have none. */
export type Continued = readonly { readonly lookup: Lookup; readonly cursor?: string }[];

/** One page of results. */
export interface ResultPage extends SearchResult {
  /** The lookups that have found more customers. */
  readonly next: Continued;
}

/** Customers of one lookup on its first page, and on each of the others. */
const PER_LOOKUP = 20;
const PER_FURTHER_PAGE = 100;

/**
 * Carries out lookups of a text side by side.
 * @throws ProfilesError when all of them failed
 */
export async function runSearch(api: ProfilesApi, lookups: Continued, signal: AbortSignal): Promise<ResultPage> {
  const outcomes = await Promise.allSettled(lookups.map((lookup) => found(api, lookup, signal)));
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  const real = failures.filter((error) => !failedWith(error, 617) && !failedWith(error, 628));
  if (real.length > 0 && real.length === outcomes.length) throw real[0];
  const pages = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const hits = joinedHits(pages.flatMap((page) => page.hits));
  return {
    hits: hits.toSorted((one, other) => other.reasons.length - one.reasons.length),
    next: pages.flatMap(({ next }) => next ?? []),
    isPartial: real.length > 0,
    hasWrongCheckDigit: hits.length === 0 && failures.some((error) => failedWith(error, 628)),
  };
}

/** The results of all pages, in their order: a later page moves no customer of an earlier one. */
export function joinedPages(pages: readonly ResultPage[]): SearchResult {
  return {
    hits: joinedHits(pages.flatMap(({ hits }) => hits)),
    isPartial: pages.some(({ isPartial }) => isPartial),
    hasWrongCheckDigit: pages.every(({ hasWrongCheckDigit }) => hasWrongCheckDigit),
  };
}

/** Each customer once, with every reason. One that was found once is the same object, which a list need not render again. */
function joinedHits(all: readonly Hit[]): Hit[] {
  const hits = new Map<number, Hit>();
  for (const hit of all) {
    const { customerNumber } = hit.customer;
    const known = hits.get(customerNumber);
    hits.set(customerNumber, known === undefined ? hit : withReasons(known, hit.reasons));
  }
  return [...hits.values()];
}

function withReasons(hit: Hit, reasons: readonly Reason[]): Hit {
  const added = reasons.filter(
    ({ kind, value }) => !hit.reasons.some((one) => one.kind === kind && one.value === value),
  );
  return added.length === 0 ? hit : { ...hit, reasons: [...hit.reasons, ...added] };
}

interface Found {
  readonly hits: readonly Hit[];
  readonly next?: Continued[number];
}

async function found(api: ProfilesApi, { lookup, cursor }: Continued[number], signal: AbortSignal): Promise<Found> {
  const { profiles } = api;
  const options = { signal };
  const hit = (customer: CustomerResponse): Hit => ({ customer, reasons: lookup.reasons });
  switch (lookup.by) {
    case 'search': {
      const size = cursor === undefined ? { perPage: PER_LOOKUP } : { perPage: PER_FURTHER_PAGE, cursor };
      const input = { includeTemporary: true, includeTotal: false, ...size, ...lookup.criteria };
      const { items, nextCursor } = await profiles.search(input, options);
      return { hits: items.map(hit), ...(nextCursor !== undefined && { next: { lookup, cursor: nextCursor } }) };
    }
    case 'customerNumber':
      return { hits: (await resolved(api, { customerNumbers: [lookup.number] }, options)).map(hit) };
    case 'customerReference':
      return { hits: (await resolved(api, { customerReferences: [lookup.text] }, options)).map(hit) };
    case 'ecard':
      return { hits: [hit(await profiles.getByEcard({ ecardNumber: lookup.text }, options))] };
    case 'uuid': {
      const { customerNumber } = await profiles.getByUuid({ uuid: lookup.text }, options);
      return { hits: [hit(await profiles.get({ customerNumber, includeDeleted: true }, options))] };
    }
  }
}

/** The customer that a number or reference leads to. Unlike a lookup it does not fail for an unknown one, which is usual here. */
async function resolved(
  { profiles }: ProfilesApi,
  named: ProfilesResolveInput,
  options: { readonly signal: AbortSignal },
): Promise<CustomerResponse[]> {
  const [outcome] = await profiles.resolve(named, options);
  if (outcome?.customerNumber === undefined) return [];
  return [await profiles.get({ customerNumber: outcome.customerNumber, includeDeleted: true }, options)];
}
