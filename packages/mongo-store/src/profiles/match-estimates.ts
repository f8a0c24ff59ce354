import type { ProfileCriteria } from '@profiles/application';
import type { SearchCriterion } from '@profiles/domain';
import { LRUCache } from 'lru-cache';
import type { Collection } from 'mongodb';
import type { ProfileDocument } from '../schema/documents.js';
import { CUSTOMER_NUMBERS } from './numbers.js';

/** An estimate of how many customers of an organisation meet criteria. */
export interface MatchEstimate {
  /** How many meet all criteria. */
  readonly matches: number;
  /** How many meet the criterion that narrows most: an index reads as many. */
  readonly candidates: number;
  /** The criterion that narrows most. */
  readonly narrowest: SearchCriterion;
}

export interface MatchEstimates {
  /**
   * Estimates by a sample that is in memory. Undefined while there is none, and for few matches: then an index reads all of
   * them at little cost. Without a sample this begins to take one, and does not wait for it.
   */
  of(criteria: ProfileCriteria): MatchEstimate | undefined;
  /** Resolves when the samples that are being taken are there. For tests. */
  settled(): Promise<void>;
}

export interface MatchEstimatesSettings {
  /** The number after the highest customer number. */
  readonly numbersEnd: () => Promise<number>;
  /** With fewer customer numbers in use no sample is taken. @defaultValue 20 000: below it, reading all matches is cheap. */
  readonly minNumbers?: number;
}

/** A search term that a sampled customer has. */
interface SampledTerm {
  readonly term: string;
  /** The position of the customer in the sample. */
  readonly customer: number;
}

/** The search terms of some customers of an organisation, sorted, and the number of customers that each of them stands for. */
interface Sample {
  readonly terms: readonly SampledTerm[];
  readonly weight: number;
}

const MIN_NUMBERS = 20_000;
/** A sample has at least this many customers, if the organisation has: a share of half a percent is then seen five times. */
const SAMPLE_SIZE = 1_000;
/** The sample is read in this many stretches of numbers, evenly spread, because customers of a time resemble each other. */
const STRETCHES = 20;
/** With fewer hits an estimate could be wrong by more than half. */
const MIN_HITS = 5;
/** A sample holds about 1 MB. */
const MAX_ORGANISATIONS = 20;
/** A sample is removed after this time, in milliseconds, and with it what it holds of an erased customer. */
const SAMPLE_MILLIS = 20 * 60_000;
/** A search takes a new sample when the one in use is older than this, in milliseconds. */
const FRESH_MILLIS = 10 * 60_000;
/** The longest time for one stretch, in milliseconds. */
const STRETCH_MILLIS = 5_000;

const NO_SAMPLE: Sample = { terms: [], weight: 0 };

/** Estimates how many customers meet criteria: no search counts its matches to choose its plan. See ADR 0011. */
export function matchEstimates(
  profiles: Pick<Collection<ProfileDocument>, 'find'>,
  { numbersEnd, minNumbers = MIN_NUMBERS }: MatchEstimatesSettings,
): MatchEstimates {
  const pending = new Set<Promise<unknown>>();
  const samples = new LRUCache<number, Sample>({
    max: MAX_ORGANISATIONS,
    ttl: SAMPLE_MILLIS,
    ttlAutopurge: true,
    // A sample that can't be read is tried again later.
    fetchMethod: (organisationId) => sampleOf(organisationId).catch(() => NO_SAMPLE),
  });

  async function sampleOf(organisationId: number): Promise<Sample> {
    const span = (await numbersEnd()) - CUSTOMER_NUMBERS.first;
    if (span < minNumbers) return NO_SAMPLE;
    for (let width = SAMPLE_SIZE / STRETCHES; ; width *= 4) {
      const customers = await termsWithin(organisationId, { span, width });
      const isWhole = STRETCHES * width >= span;
      if (customers.length >= SAMPLE_SIZE / 2 || isWhole) {
        return { terms: sorted(customers), weight: isWhole ? 1 : span / (STRETCHES * width) };
      }
    }
  }

  /** The terms of each customer in the stretches of a width. */
  async function termsWithin(organisationId: number, { span, width }: { span: number; width: number }) {
    const customers: (readonly string[])[] = [];
    const distance = span / STRETCHES;
    for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
      const from = CUSTOMER_NUMBERS.first + Math.floor(stretch * distance);
      const to = Math.min(from + width, CUSTOMER_NUMBERS.first + Math.floor((stretch + 1) * distance));
      const found = profiles
        .find({ organisationId, _id: { $gte: from, $lt: to } }, { signal: AbortSignal.timeout(STRETCH_MILLIS) })
        .project<Pick<ProfileDocument, 'terms'>>({ _id: 0, terms: 1 });
      customers.push(...(await found.toArray()).map(({ terms = [] }) => terms));
    }
    return customers;
  }

  /** Takes a sample, or shares the one that is being taken. */
  function take(organisationId: number): void {
    const sampling = samples.fetch(organisationId, { forceRefresh: true });
    pending.add(sampling);
    void sampling.finally(() => pending.delete(sampling));
  }

  return {
    of({ organisationId, terms }) {
      if (samples.getRemainingTTL(organisationId) < SAMPLE_MILLIS - FRESH_MILLIS) take(organisationId);
      const sample = samples.get(organisationId) ?? NO_SAMPLE;
      const hits = terms.map((criterion) => hitsOf(criterion, sample.terms));
      const [least = new Set<number>(), ...others] = hits.toSorted((one, other) => one.size - other.size);
      const narrowest = terms[hits.indexOf(least)];
      const matches = [...least].filter((customer) => others.every((hit) => hit.has(customer))).length;
      if (matches < MIN_HITS || narrowest === undefined) return undefined;
      return { matches: matches * sample.weight, candidates: least.size * sample.weight, narrowest };
    },
    async settled() {
      await Promise.all(pending);
    },
  };
}

function sorted(customers: readonly (readonly string[])[]): SampledTerm[] {
  return customers
    .flatMap((terms, customer) => terms.map((term) => ({ term, customer })))
    .sort((one, other) => (one.term < other.term ? -1 : Number(one.term > other.term)));
}

/** The sampled customers that meet a criterion, as far as an index can tell. */
function hitsOf(criterion: SearchCriterion, sample: readonly SampledTerm[]): Set<number> {
  const { kind, text, match } = 'anyOf' in criterion ? criterion.implied : criterion;
  const wanted = `${kind}:${text}`;
  const hits = new Set<number>();
  for (let at = firstFrom(wanted, sample); at < sample.length; at += 1) {
    const { term, customer } = sample[at] as SampledTerm;
    if (!(match === 'exact' ? term === wanted : term.startsWith(wanted))) break;
    hits.add(customer);
  }
  return hits;
}

/** The position of the first term that is not before the wanted one. */
function firstFrom(wanted: string, sample: readonly SampledTerm[]): number {
  let [low, high] = [0, sample.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sample[middle]?.term ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
