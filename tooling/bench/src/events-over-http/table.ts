import type { BacklogPace } from './backlogs.js';
import type { Delays } from './delays.js';
import type { IdleListeners } from './idle-listeners.js';

/** Everything that a run has measured. */
export interface EventFigures {
  readonly delays: readonly Delays[];
  readonly idle: readonly IdleListeners[];
  readonly backlogs: readonly BacklogPace[];
}

const whole = (value: number) => value.toFixed(0);
const percent = (share: number) => `${(share * 100).toFixed(2)} %`;

/** The figures as tables in Markdown. Times are in milliseconds, CPU times of the gateway in microseconds. */
export function eventTables({ delays, idle, backlogs }: EventFigures): string {
  return [
    table(
      [
        'from commit to receipt',
        'changes/s',
        'received',
        'missing',
        'p50',
        'p90',
        'p99',
        'max',
        'own p99',
        'gateway CPU/event',
      ],
      delays.map((one) => [
        ...[one.way, whole(one.ratePerSecond), whole(one.received), whole(one.missing)],
        ...[one.p50, one.p90, one.p99, one.max, one.ownP99, one.gatewayMicros].map(whole),
      ]),
    ),
    table(
      ['idle listeners', 'MiB without', 'MiB with', 'more', 'core without', 'core with', 'more'],
      idle.map(({ listeners, withoutMiB, withMiB, withoutCore, withCore }) => [
        ...[listeners, withoutMiB, withMiB, withMiB - withoutMiB].map(whole),
        ...[withoutCore, withCore, withCore - withoutCore].map(percent),
      ]),
    ),
    table(
      [
        ...['backlog', 'events', 'seconds', 'events/s', 'events/min'],
        ...['gateway CPU/event', 'own CPU/event', 'database CPU/event'],
      ],
      backlogs.map(({ what, events, seconds, perSecond, gatewayMicros, ownMicros, databaseMicros }) => [
        ...[what, whole(events), seconds.toFixed(1), whole(perSecond), whole(perSecond * 60)],
        ...[gatewayMicros, ownMicros, databaseMicros].map(whole),
      ]),
    ),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(titles), `|---|${'--:|'.repeat(titles.length - 1)}`, ...rows.map(line)].join('\n');
}
