import { type OutboxEvent, PARTITIONS } from '@profiles/mongo-store/outbox';
import { v7 } from 'uuid';

const REVISIONS_PER_CUSTOMER = 5;
const AT_ONCE = 10_000;

/** Outbox rows of many customers with a few changes each, as units of work leave them: in the order in which they happened. */
export function* outboxRows(count: number, { firstCustomer = 1_000_000, endsAt = Date.now() } = {}) {
  const customers = Math.ceil(count / REVISIONS_PER_CUSTOMER);
  for (let at = 0; at < count; at += AT_ONCE) {
    const length = Math.min(AT_ONCE, count - at);
    yield Array.from({ length }, (_, index) => {
      const nth = at + index;
      const occurredAt = new Date(endsAt - (count - nth));
      const revision = Math.floor(nth / customers) + 1;
      return outboxRow({ customerNumber: firstCustomer + (nth % customers), revision, occurredAt });
    });
  }
}

/** The key of a row. */
interface RowOf {
  readonly customerNumber: number;
  readonly revision: number;
  readonly occurredAt: Date;
  /** @defaultValue one of twenty */
  readonly organisationId?: number;
}

/** The outbox row of one change, as a unit of work leaves it. */
export function outboxRow(of: RowOf) {
  return row(eventOf(of));
}

function eventOf({
  customerNumber,
  revision,
  occurredAt,
  organisationId = 1 + (customerNumber % 20),
}: RowOf): OutboxEvent {
  return {
    id: v7({ msecs: occurredAt.getTime() }),
    customerNumber,
    revision,
    partition: customerNumber % PARTITIONS,
    occurredAt,
    data: {
      eventType: revision === 1 ? 'CREATE' : 'UPDATE',
      customerNumber,
      organisationId,
      revision,
      epoch: 1,
      cause: revision === 1 ? 'create-profile' : 'update-profile',
      changedFields: ['email', 'firstName', 'surname'],
      correlationId: `bench-${customerNumber}-${revision}`,
    },
  };
}

/** Without an epoch, as rows from before there were epochs: every build takes them. */
function row({ id, data: { epoch: _, ...data }, ...event }: OutboxEvent) {
  return { _id: id as never, organisationId: data.organisationId, ...event, data, pending: true };
}
