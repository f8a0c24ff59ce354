import { readFile } from 'node:fs/promises';
import { Registry } from 'prom-client';
import { describe, expect, test } from 'vitest';
import { callMetrics } from './call-metrics.js';
import { MAX_CALLERS } from './caller-series.js';
import { METRICS } from './catalogue.js';
import { newMetrics } from './registry.js';
import { distributionSeries } from './series.js';
import { metricsTable } from './table.js';

const call = (organisationId: number, clientId = 'web') => ({
  ...{ operation: 'profiles.get', errorCode: undefined, seconds: 0.02 },
  caller: { organisationId, clientId },
});

describe('the metrics of calls', () => {
  test('count by operation, caller and error code, and refusals by reason', async () => {
    const registry = new Registry();
    const { observe } = callMetrics(registry);
    observe(call(1));
    observe({ ...call(1), errorCode: 617 });
    observe({ ...call(1), errorCode: 619 });
    observe({ ...call(1), caller: undefined, errorCode: 611 });
    const text = await registry.metrics();
    expect(text).toContain('operation_calls_total{operation="profiles.get",code="ok"} 1');
    expect(text).toContain('operation_calls_total{operation="profiles.get",code="617"} 1');
    expect(text).toContain('operation_seconds_count{operation="profiles.get"} 4');
    expect(text).toContain('caller_calls_total{organisation="1",client="web",code="617"} 1');
    expect(text).toContain('caller_calls_total{organisation="unknown",client="unknown",code="611"} 1');
    expect(text).toContain('call_refusals_total{reason="not_found"} 1');
    expect(text).toContain('call_refusals_total{reason="token"} 1');
    // 619 is a failure of the system, not a refusal, although its status is 503.
    expect(text).toContain('call_refusals_total{reason="overload"} 0');
  });

  test('the number of callers is bounded, and a busy caller takes the series of a quiet one', async () => {
    let now = 0;
    const registry = new Registry();
    const { observe } = callMetrics(registry, () => now);
    const seriesOf = async () =>
      [...(await registry.metrics()).matchAll(/^caller_calls_total\{organisation="(\w+)".* (\d+)$/gm)].map(
        ([, organisation, count]) => ({ organisation, count: Number(count) }),
      );
    for (let organisation = 1; organisation <= 1_000; organisation++) observe(call(organisation));
    expect(await seriesOf()).toHaveLength(MAX_CALLERS + 1);
    expect(await seriesOf()).toContainEqual({ organisation: 'other', count: 1_000 - MAX_CALLERS });
    for (let calls = 0; calls < 100; calls++) observe(call(2_000));
    // Not before the time of an exchange has come.
    expect((await seriesOf()).some(({ organisation }) => organisation === '2000')).toBe(false);
    now += 30_000;
    await seriesOf();
    observe(call(2_000));
    const after = await seriesOf();
    expect(after).toContainEqual({ organisation: '2000', count: 1 });
    expect(after.length).toBeLessThanOrEqual(MAX_CALLERS + 1);
  });

  test('a histogram is cumulative, with the sum and the count', async () => {
    const registry = new Registry();
    const observed = distributionSeries(registry, { ...METRICS.operationSeconds, buckets: [0.1, 1] }).add({
      operation: 'x',
    });
    for (const seconds of [0.05, 0.1, 0.5, 3]) observed.observe(seconds);
    expect((await registry.metrics()).match(/^operation_seconds.*$/gm)).toEqual([
      'operation_seconds_bucket{operation="x",le="0.1"} 2',
      'operation_seconds_bucket{operation="x",le="1"} 3',
      'operation_seconds_bucket{operation="x",le="+Inf"} 4',
      'operation_seconds_sum{operation="x"} 3.65',
      'operation_seconds_count{operation="x"} 4',
    ]);
  });
});

describe('the metrics of a process', () => {
  test('have the build, the delay of the event loop and its utilisation', async () => {
    const text = await newMetrics('some-app', 'abc123').metrics();
    expect(text).toMatch(/^build_info\{version="[\d.]+",revision="abc123",node_version="[\d.]+",app="some-app"\} 1$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds\{app="some-app"\}/m);
    expect(text).toMatch(/^event_loop_utilization_ratio\{app="some-app"\} [\d.e-]+$/m);
  });
});

test('docs/operating/metrics.md describes every metric: `npm run generate` writes it', async () => {
  const page = await readFile(new URL('../../../../docs/operating/metrics.md', import.meta.url), 'utf8');
  const [, section] = page.split(/<!-- metrics: (?:start|end) -->/);
  expect(section).toBe(`\n${metricsTable(Object.values(METRICS))}\n`);
});
