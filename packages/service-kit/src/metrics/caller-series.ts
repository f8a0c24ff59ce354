import type { Registry } from 'prom-client';
import { METRICS } from './catalogue.js';
import { type Count, countSeries, type Distribution, distributionSeries } from './series.js';

/** Callers with series of their own. With about 10 error codes each, they make less than 1 000 series. */
export const MAX_CALLERS = 50;
/** Callers that are counted in order to find busier ones; further ones are not noticed until the next exchange. */
const MAX_CANDIDATES = 1_000;
/** How much busier a caller must be in order to take the series of another one: otherwise two would alternate. */
const BUSIER = 2;
/** The shortest time between two exchanges, in milliseconds: several Prometheus servers may scrape a process. */
const EXCHANGE_MILLIS = 30_000;
/** A client id is the issuer's text. Longer ones are cut. */
const MAX_CLIENT_CHARACTERS = 64;

/** The caller of a call. Absent when its token is not valid. */
export interface MetricCaller {
  readonly organisationId: number;
  readonly clientId: string;
}

interface Slot {
  readonly caller: MetricCaller;
  readonly labels: { readonly organisation: string; readonly client: string };
  readonly codes: Map<string, Count>;
  readonly took: Distribution;
  /** Calls since the last exchange. */
  recent: number;
}

interface Candidate {
  readonly caller: MetricCaller;
  calls: number;
}

/**
 * Counts calls by caller, with bounded cardinality: the busiest callers have series of their own, and the calls of all
 * others are those of `other`. A caller that has become busier takes the series of one that is not busy any longer.
 */
export function callerSeries(registry: Registry, now: () => number = Date.now) {
  const calls = countSeries(registry, METRICS.callerCalls, exchange);
  const seconds = distributionSeries(registry, METRICS.callerSeconds);
  // By organisation, then by client: a joint key would be a new text for every call.
  const slots = new Map<number, Map<string, Slot>>();
  const candidates = new Map<string, Candidate>();
  let slotCount = 0;
  let exchangedAt = now();

  function newSlot(caller: MetricCaller, organisation = String(caller.organisationId)): Slot {
    const labels = { organisation, client: caller.clientId.slice(0, MAX_CLIENT_CHARACTERS) };
    return { caller, labels, codes: new Map(), took: seconds.add(labels), recent: 0 };
  }
  const other = newSlot({ organisationId: 0, clientId: 'other' }, 'other');
  const unknown = newSlot({ organisationId: 0, clientId: 'unknown' }, 'unknown');

  function addSlot(caller: MetricCaller): Slot {
    const { organisationId, clientId } = caller;
    const slot = newSlot({ organisationId, clientId });
    const ofOrganisation = slots.get(organisationId) ?? new Map<string, Slot>();
    slots.set(organisationId, ofOrganisation.set(clientId, slot));
    slotCount += 1;
    return slot;
  }

  function removeSlot({ caller: { organisationId, clientId }, codes, took }: Slot): void {
    const ofOrganisation = slots.get(organisationId);
    ofOrganisation?.delete(clientId);
    if (ofOrganisation?.size === 0) slots.delete(organisationId);
    for (const count of codes.values()) calls.remove(count);
    seconds.remove(took);
    slotCount -= 1;
  }

  function slotOf(caller: MetricCaller): Slot {
    const known = slots.get(caller.organisationId)?.get(caller.clientId);
    if (known !== undefined) return known;
    if (slotCount < MAX_CALLERS) return addSlot(caller);
    const key = `${caller.organisationId}/${caller.clientId}`;
    const candidate = candidates.get(key);
    if (candidate !== undefined) candidate.calls += 1;
    else if (candidates.size < MAX_CANDIDATES) candidates.set(key, { caller, calls: 1 });
    return other;
  }

  /** Gives the series of callers that are not busy any longer to busier ones. */
  function exchange(): void {
    if (now() - exchangedAt < EXCHANGE_MILLIS) return;
    exchangedAt = now();
    const quietest = [...slots.values()].flatMap((one) => [...one.values()]).sort((a, b) => a.recent - b.recent);
    const busiest = [...candidates.values()].sort((a, b) => b.calls - a.calls);
    for (const [index, { caller, calls: recent }] of busiest.slice(0, MAX_CALLERS).entries()) {
      const slot = quietest[index];
      if (slot === undefined || recent <= slot.recent * BUSIER) break;
      removeSlot(slot);
      addSlot(caller);
    }
    for (const slot of quietest) slot.recent = 0;
    candidates.clear();
  }

  return {
    /** Counts a call. An absent caller is one without a valid token. */
    observe(caller: MetricCaller | undefined, code: string, took: number): void {
      const slot = caller === undefined ? unknown : slotOf(caller);
      let count = slot.codes.get(code);
      if (count === undefined) {
        count = calls.add({ ...slot.labels, code });
        slot.codes.set(code, count);
      }
      count.value += 1;
      slot.recent += 1;
      slot.took.observe(took);
    },
  };
}
