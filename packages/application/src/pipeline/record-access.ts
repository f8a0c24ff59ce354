import type { Operation } from '@profiles/contracts';
import type { Dependencies, UseCaseContext } from './use-case.js';

/** Records a read of customers' data in the access log, for the clients that people use to look at customers. */
export function recordAccess(operation: Operation, { call, store, now }: UseCaseContext, deps: Dependencies): void {
  const { recordedClients } = deps.settings;
  const { clientId, organisationId } = call.caller;
  if (store.dataSubjects.size === 0 || !(recordedClients.includes(clientId) || recordedClients.includes('*'))) return;
  const records = [...store.dataSubjects].map((customerNumber) => ({
    ...{ id: deps.ids.uuid(), customerNumber, at: now, operation: operation.slug },
    ...{ clientId, callerOrganisationId: organisationId, correlationId: call.correlationId },
    ...(call.clientName !== undefined && { clientName: call.clientName }),
    ...(call.changedBy !== undefined && { lookedBy: call.changedBy }),
  }));
  deps.store.accessLog.record(records);
}
