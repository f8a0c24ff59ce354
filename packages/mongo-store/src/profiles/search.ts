import type { ProfileCriteria, ProfileSearch, SearchOrder, SearchPlace } from '@profiles/application';
import type { ProfileHead, SearchCriterion, SearchTerm } from '@profiles/domain';
import type { Document, MongoClient } from 'mongodb';
import { readCausally } from '../driver/causal-reads.js';
import type { MatchEstimate, MatchEstimates } from './match-estimates.js';
import { CUSTOMER_NUMBERS } from './numbers.js';
import { type AggregateOptions, type ProfileSource, profileReads } from './profile-finder.js';
import type { View } from './profile-views.js';

const BY_NUMBER: SearchOrder = { by: 'customerNumber', direction: 'asc' };

/** The facts by which the plan of a search is chosen. */
export interface SearchPlans {
  /** The number after the highest customer number: a walk by numbers ends there. */
  readonly numbersEnd: () => Promise<number>;
  readonly estimates: Pick<MatchEstimates, 'of'>;
}

export interface ProfileSearches {
  find<P extends ProfileHead>(search: ProfileSearch, view: View<P>, signal: AbortSignal): Promise<P[]>;
  count(criteria: ProfileCriteria, options: { signal: AbortSignal }): Promise<number>;
}

/**
 * Searches for profiles. A write is visible to the next search (contract, "search-profiles"), also across a fail-over: the
 * reads are causal.
 */
export function profileSearch(
  { client, ...source }: ProfileSource & { readonly client: MongoClient },
  plans: SearchPlans,
): ProfileSearches {
  function run<P extends ProfileHead>(view: View<P>, stages: Document[], options: Omit<AggregateOptions, 'session'>) {
    const { aggregate } = profileReads(source, view);
    return readCausally(client, (session) => aggregate(stages, { ...options, session }));
  }

  /**
   * Walks through the organisation's customers by number, in growing strides, until enough of them match. The cost of a page
   * depends on how rare the matches are, not on where the page is.
   */
  async function walked<P extends ProfileHead>(
    search: ProfileSearch,
    { width, end }: Stride,
    { view, signal }: { readonly view: View<P>; readonly signal: AbortSignal },
  ): Promise<P[]> {
    const { limit, order = BY_NUMBER, after } = search;
    const up = order.direction === 'asc';
    const found: P[] = [];
    let walkedNumbers = 0;
    let from = after?.customerNumber ?? (up ? CUSTOMER_NUMBERS.first - 1 : end);
    for (let stride = width; found.length < limit && (up ? from < end : from >= CUSTOMER_NUMBERS.first); stride *= 2) {
      if (walkedNumbers >= width * MAX_OVERRUN) {
        const rest = { ...search, after: { customerNumber: from }, limit: limit - found.length };
        return [...found, ...(await indexed(rest, { view, signal }))];
      }
      walkedNumbers += stride;
      const to = up ? from + stride : from - stride;
      const stretch = up ? { $gt: from, $lte: to } : { $lt: from, $gte: to };
      const stages = [
        { $match: { organisationId: search.organisationId, _id: stretch } },
        { $match: meetingAll(search) },
        ...endOfPipeline({ ...search, limit: limit - found.length }),
        { $project: view.projection },
      ];
      found.push(...(await run(view, stages, { batchSize: limit + 1, signal })));
      from = to;
    }
    return found;
  }

  /** Reads every match. */
  function indexed<P extends ProfileHead>(
    search: ProfileSearch,
    { view, signal }: { readonly view: View<P>; readonly signal: AbortSignal },
    narrowest?: SearchCriterion,
  ): Promise<P[]> {
    // One more than can be found: a batch that is not full ends the cursor without another command.
    const options = { batchSize: search.limit + 1, signal };
    return run(view, [...searchPipeline(search, narrowest), { $project: view.projection }], options);
  }

  return {
    async find(search, view, signal) {
      const estimate = plans.estimates.of(search);
      const stride = await strideOf(search, plans.numbersEnd, estimate);
      if (stride !== undefined) return walked(search, stride, { view, signal });
      return indexed(search, { view, signal }, estimate?.narrowest);
    },
    async count(criteria, { signal }) {
      const stages = [...matchStages(criteria, plans.estimates.of(criteria)?.narrowest), { $count: 'n' }];
      const [counted] = await readCausally(client, (session) =>
        source.profiles.aggregate<{ n: number }>(stages, { signal, session }).toArray(),
      );
      return counted?.n ?? 0;
    },
  };
}

/** The width of the first stride of a walk, and the number before which the walk ends. */
interface Stride {
  readonly width: number;
  readonly end: number;
}

/** With fewer matches than this, it is cheap to sort all of them. */
const FEW_MATCHES = 1000;

/** A walk that has read this many times its first stride without success is given up: the estimate was wrong. */
const MAX_OVERRUN = 16;

/**
 * The first stride, when a walk by number is cheaper than reading every match. It is when a page's worth of matches is
 * found within fewer customers than an index would read.
 */
async function strideOf(
  search: ProfileSearch,
  numbersEnd: () => Promise<number>,
  estimate?: MatchEstimate,
): Promise<Stride | undefined> {
  const { order = BY_NUMBER, skip = 0, limit } = search;
  const matches = search.matches ?? estimate?.matches ?? 0;
  const candidates = Math.max(matches, estimate?.candidates ?? 0);
  if (order.by !== 'customerNumber' || skip > 0 || candidates <= FEW_MATCHES) return undefined;
  const end = await numbersEnd();
  const width = Math.ceil((limit * (end - CUSTOMER_NUMBERS.first)) / matches);
  return width < candidates ? { width, end } : undefined;
}

/** The stages of a search that reads every match. */
export function searchPipeline(search: ProfileSearch, narrowest?: SearchCriterion): Document[] {
  const { order = BY_NUMBER, after } = search;
  const behind = after === undefined ? [] : [{ $match: comesBehind(after, order) }];
  return [...matchStages(search, narrowest), ...behind, ...endOfPipeline(search)];
}

/**
 * The first stage is the criterion that narrows most (by default a guess by its form), in a form that an index answers alone. The second stage checks the
 * rest on its results. MongoDB's planner joins the two stages by itself; the development stand-in does not.
 */
function matchStages(criteria: ProfileCriteria, narrowest?: SearchCriterion): Document[] {
  const candidates = narrowest === undefined ? criteria.terms : [narrowest];
  const [first] = candidates.map(indexedPart).sort((a, b) => selectivity(b) - selectivity(a));
  return [
    { $match: { organisationId: criteria.organisationId, ...(first && { terms: narrowly(first) }) } },
    { $match: meetingAll(criteria) },
  ];
}

/** The part of a criterion that an index answers. */
function indexedPart(criterion: SearchCriterion): SearchTerm {
  return 'anyOf' in criterion ? criterion.implied : criterion;
}

function meetingAll({ terms, includeTemporary }: ProfileCriteria): Document {
  return {
    ...(!includeTemporary && { profileType: { $ne: 'T' } }),
    ...(terms.length > 0 && { $and: terms.map(meeting) }),
  };
}

function endOfPipeline({ order = BY_NUMBER, skip = 0, limit }: ProfileSearch): Document[] {
  const sign = order.direction === 'asc' ? 1 : -1;
  const key = keyOf(order);
  return [
    { $sort: key === undefined ? { _id: order.by === 'customerNumber' ? sign : 1 } : { [key]: sign, _id: 1 } },
    ...(skip > 0 ? [{ $skip: skip }] : []),
    { $limit: limit },
  ];
}

/** The field of a sort order. Absent when it is the customer number alone. */
function keyOf({ by }: SearchOrder): string | undefined {
  return by === 'customerNumber' || by === 'organisationId' ? undefined : `sortKeys.${by}`;
}

function comesBehind({ customerNumber, key: value }: SearchPlace, order: SearchOrder): Document {
  const beyond = order.direction === 'asc' ? '$gt' : '$lt';
  const key = keyOf(order);
  if (key === undefined) return { _id: { [order.by === 'customerNumber' ? beyond : '$gt']: customerNumber } };
  return { $or: [{ [key]: { [beyond]: value } }, { [key]: value, _id: { $gt: customerNumber } }] };
}

/** Estimates how much a criterion narrows: an exact term more than the longest prefix, an email more than a name. */
function selectivity({ kind, text, match }: SearchTerm): number {
  const rarity = kind === 'born' || kind === 'postCode' ? 20 : 40;
  return match === 'exact' ? 100 + rarity : Math.min(text.length, 20);
}

function narrowly({ kind, text, match }: SearchTerm) {
  const term = `${kind}:${text}`;
  return match === 'exact' ? term : rangeOf(term);
}

/** The filter of the documents that meet a criterion. */
function meeting(criterion: SearchCriterion): Document {
  if (!('anyOf' in criterion)) return { terms: exactly(criterion) };
  return { $or: criterion.anyOf.map((list) => ({ $and: list.map(meeting) })) };
}

/**
 * Matches one term of the list within the range. Without `$elemMatch` two terms could match together, one at each end; with
 * it alone not every server would use the index. So the first stage has a prefix without it, the second stage with it.
 */
function exactly({ kind, text, match, ending }: SearchTerm) {
  const term = `${kind}:${text}`;
  if (match === 'exact') return term;
  // [FIND-1] A word is letters and digits only, so nothing in it is special in a regular expression.
  return { $elemMatch: { ...rangeOf(term), ...(ending !== undefined && { $regex: `^${term}${ending}` }) } };
}

function rangeOf(prefix: string) {
  return { $gte: prefix, $lt: successor(prefix) };
}

/** The smallest text that is greater than every text with this prefix. */
function successor(text: string): string {
  const characters = [...text];
  const last = characters.pop()?.codePointAt(0) ?? 0;
  // Surrogates are no characters, and there is no character after U+10FFFF.
  const next = last === 0xd7ff ? 0xe000 : Math.min(last + 1, 0x10ffff);
  return characters.join('') + String.fromCodePoint(next);
}
