import { cloudEvent } from '@profiles/contracts/events';
import { v7 } from 'uuid';
import { vi } from 'vitest';
import { CustomerQueues } from '../customer-queues.js';
import type { HandlingSettings } from '../handling.js';
import type { Position } from '../position.js';
import { inMemoryPositions } from '../positions.js';

const PATIENCE = { timeout: 5_000, interval: 1 };
export const key = (customerNumber: number, { epoch, revision }: Position) =>
  epoch === 1 ? `${customerNumber}/${revision}` : `${customerNumber}/${epoch}.${revision}`;

interface Given {
  readonly epoch?: number;
  readonly isReplayedDeadLetter?: boolean;
}

/** Queues whose deliveries and outcomes a test sees as `customer/revision`, or `customer/epoch.revision`. */
export function queues(settings: Partial<HandlingSettings> = {}, mayHandle = () => true) {
  const handled: string[] = [];
  const settled: string[] = [];
  const parked: string[] = [];
  const gaps: string[] = [];
  const errors: unknown[] = [];
  const positions = settings.positions ?? inMemoryPositions();
  const customerQueues = new CustomerQueues(
    {
      handle: async ({ data }) => {
        handled.push(key(data.customerNumber, data));
      },
      onGap: ({ customerNumber, expected, found }) => gaps.push(`${customerNumber}: ${expected} to ${found}`),
      ...settings,
      positions,
    },
    { mayHandle, onError: (error) => errors.push(error) },
  );
  const add = (customerNumber: number, revision: number, { epoch = 1, isReplayedDeadLetter = false }: Given = {}) => {
    const data = {
      ...{ eventType: 'UPDATE' as const, customerNumber, organisationId: 1, revision, epoch },
      ...{ cause: 'update-profile', changedFields: [], correlationId: 'queues' },
    };
    customerQueues.add({
      event: cloudEvent(v7(), new Date().toISOString(), data),
      isReplayedDeadLetter,
      settle: () => settled.push(key(customerNumber, data)),
      park: async (reason) => {
        parked.push(`${key(customerNumber, data)} ${reason}`);
      },
    });
  };
  return { customerQueues, add, handled, settled, parked, gaps, errors, positions };
}

/** Waits until the assertion holds. */
export const until = (condition: () => void) => vi.waitFor(condition, PATIENCE);
/** A handler's work that never ends. */
export const hang = () => new Promise<void>(() => {});
