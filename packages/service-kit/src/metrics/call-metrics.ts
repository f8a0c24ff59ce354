import { type ErrorCode, ProfilesError } from '@profiles/contracts';
import type { Registry } from 'prom-client';
import { callerSeries, type MetricCaller } from './caller-series.js';
import { METRICS } from './catalogue.js';
import { type Count, counterOf, countSeries, type Distribution, distributionSeries } from './series.js';

/** One finished call of an operation. */
export interface ObservedCall {
  /** The tRPC name of the operation, such as `profiles.get`. */
  readonly operation: string;
  /** Absent when the token is not valid. */
  readonly caller: MetricCaller | undefined;
  /** Absent when the call succeeded. */
  readonly errorCode: ErrorCode | undefined;
  readonly seconds: number;
}

/** The counters of the calls of an app. */
export interface CallMetrics {
  observe(call: ObservedCall): void;
  /** Counts a call that got the stored response of an earlier one. */
  replayed(operation: string): void;
}

/** Reasons of a refusal, by status. Other errors are failures of the system. */
const REASON_OF: Readonly<Record<number, string>> = {
  ...{ 400: 'input', 401: 'token', 403: 'permission', 404: 'not_found', 405: 'input', 409: 'rule', 410: 'input' },
  ...{
    412: 'version',
    413: 'input',
    414: 'input',
    415: 'input',
    422: 'idempotency_key',
    429: 'quota',
    503: 'overload',
  },
};
/** Failures, although their status is 503. */
const FAILURES: readonly number[] = [618, 619];

/** The check that refused a call; undefined when the call failed for another reason. */
function refusalReasonOf(code: ErrorCode): string | undefined {
  return FAILURES.includes(code) ? undefined : REASON_OF[new ProfilesError(code).status];
}

interface OperationSeries {
  readonly codes: Map<ErrorCode | undefined, Count>;
  readonly took: Distribution;
}

/**
 * Counts calls by operation, caller and error code. One call costs less than a microsecond: its series are held here, and
 * prom-client reads them at a scrape.
 */
export function callMetrics(registry: Registry, now: () => number = Date.now): CallMetrics {
  const calls = countSeries(registry, METRICS.operationCalls);
  const seconds = distributionSeries(registry, METRICS.operationSeconds);
  const refusals = countSeries(registry, METRICS.callRefusals);
  const replays = counterOf(registry, METRICS.idempotentReplays);
  const callers = callerSeries(registry, now);
  const operations = new Map<string, OperationSeries>();
  const codeTexts = new Map<ErrorCode | undefined, string>([[undefined, 'ok']]);
  const refusalsOf = new Map<ErrorCode, Count | undefined>();
  const reasons = new Map<string, Count>();

  const countOfReason = (reason: string): Count => {
    const count = reasons.get(reason) ?? refusals.add({ reason });
    reasons.set(reason, count);
    return count;
  };
  // All of them exist from the start: a counter that appears later has no past to compare with.
  for (const reason of Object.values(REASON_OF)) countOfReason(reason);

  function refused(code: ErrorCode): void {
    if (!refusalsOf.has(code)) {
      const reason = refusalReasonOf(code);
      refusalsOf.set(code, reason === undefined ? undefined : countOfReason(reason));
    }
    const count = refusalsOf.get(code);
    if (count !== undefined) count.value += 1;
  }

  function operationSeries(operation: string): OperationSeries {
    const known = operations.get(operation);
    if (known !== undefined) return known;
    const made = { codes: new Map<ErrorCode | undefined, Count>(), took: seconds.add({ operation }) };
    operations.set(operation, made);
    return made;
  }

  function textOf(code: ErrorCode | undefined): string {
    const known = codeTexts.get(code);
    if (known !== undefined) return known;
    codeTexts.set(code, String(code));
    return String(code);
  }

  return {
    observe({ operation, caller, errorCode, seconds: took }) {
      const { codes, took: distribution } = operationSeries(operation);
      let count = codes.get(errorCode);
      if (count === undefined) {
        count = calls.add({ operation, code: textOf(errorCode) });
        codes.set(errorCode, count);
      }
      count.value += 1;
      distribution.observe(took);
      callers.observe(caller, textOf(errorCode), took);
      if (errorCode !== undefined) refused(errorCode);
    },
    replayed: (operation) => replays.inc({ operation }),
  };
}
