import type { Registry } from 'prom-client';
import { METRICS } from './catalogue.js';
import { counterOf, distributionSeries, gaugeOf } from './series.js';

/** The events of the MongoDB driver about its connection pools (CMAP), as far as they are used here. */
export interface PoolEvents {
  readonly options: { readonly maxPoolSize: number };
  on(event: PoolEventName, listener: (event: PoolEvent) => void): unknown;
}

type PoolEventName =
  | 'connectionCreated'
  | 'connectionClosed'
  | 'connectionCheckOutStarted'
  | 'connectionCheckOutFailed'
  | 'connectionCheckedOut'
  | 'connectionCheckedIn';

interface PoolEvent {
  readonly address?: string;
  readonly connectionId?: number | string;
  readonly durationMS?: number;
}

/** The pools of an app's clients of the database. */
export interface PoolMetrics {
  /** Observes the pools of a client. Those of a client that was closed before stay counted. */
  observe(client: PoolEvents): void;
}

/**
 * Pool state and command times, from the pool events of the driver. A connection carries one command between check-out and
 * check-in. Command monitoring of the driver (`monitorCommands`) would name the commands, but decodes every reply for its
 * events: that costs more than the command.
 */
export function poolMetrics(registry: Registry): PoolMetrics {
  let open = 0;
  let inUse = 0;
  let waiting = 0;
  let max = 0;
  gaugeOf(registry, METRICS.poolConnections, (gauge) => {
    gauge.set({ state: 'in_use' }, inUse);
    gauge.set({ state: 'idle' }, Math.max(0, open - inUse));
  });
  gaugeOf(registry, METRICS.poolWaiting, (gauge) => gauge.set(waiting));
  gaugeOf(registry, METRICS.poolMaximum, (gauge) => gauge.set(max));
  const failures = counterOf(registry, METRICS.checkoutFailures);
  const checkout = distributionSeries(registry, METRICS.checkoutSeconds).add({});
  const command = distributionSeries(registry, METRICS.commandSeconds).add({});
  return {
    observe(client) {
      max = client.options.maxPoolSize;
      const since = new Map<string, Map<number | string | undefined, number>>();
      const pool = (address = '') => {
        const known = since.get(address) ?? new Map<number | string | undefined, number>();
        since.set(address, known);
        return known;
      };
      client.on('connectionCreated', () => {
        open += 1;
      });
      client.on('connectionClosed', ({ address, connectionId }) => {
        open -= 1;
        pool(address).delete(connectionId);
      });
      client.on('connectionCheckOutStarted', () => {
        waiting += 1;
      });
      client.on('connectionCheckOutFailed', () => {
        waiting -= 1;
        failures.inc();
      });
      client.on('connectionCheckedOut', ({ address, connectionId, durationMS = 0 }) => {
        waiting -= 1;
        inUse += 1;
        checkout.observe(durationMS / 1000);
        pool(address).set(connectionId, performance.now());
      });
      client.on('connectionCheckedIn', ({ address, connectionId }) => {
        inUse -= 1;
        const startedAt = pool(address).get(connectionId);
        if (startedAt !== undefined) command.observe((performance.now() - startedAt) / 1000);
      });
    },
  };
}
