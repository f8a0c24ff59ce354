import type { Operation } from '@profiles/contracts';
import type { Dependencies, UseCaseContext } from './use-case.js';

interface Recorded {
  /** The numbers and organisations of the customers. */
  readonly customers: Iterable<readonly [customerNumber: number, organisationId: number]>;
  readonly deps: Dependencies;
}

/** Records a read of customers' data in the access log, for the clients that people use to look at customers. */
export function recordAccess(operation: Operation, context: UseCaseContext, deps: Dependencies): void {
  const { recordedClients } = deps.settings;
  const { dataSubjects } = context.store;
  if (!(recordedClients.includes(context.call.caller.clientId) || recordedClients.includes('*'))) return;
  record(operation, context, { customers: dataSubjects, deps });
}

/** Records sign-ins of customers in the access log, whichever client they use: a sign-in leaves no other record [NOOP-1]. */
export function recordSignIns(operation: Operation, context: UseCaseContext, signIns: Recorded): void {
  record(operation, context, signIns);
}

function record(operation: Operation, { call, now }: UseCaseContext, { customers, deps }: Recorded): void {
  const { clientId, organisationId: callerOrganisationId } = call.caller;
  const records = [...customers].map(([customerNumber, organisationId]) => ({
    ...{ id: deps.ids.uuid(), customerNumber, organisationId, at: now, operation: operation.slug },
    ...{ clientId, callerOrganisationId, correlationId: call.correlationId },
    ...(call.clientName !== undefined && { clientName: call.clientName }),
    ...(call.changedBy !== undefined && { lookedBy: call.changedBy }),
  }));
  if (records.length > 0) deps.store.accessLog.record(records);
}
