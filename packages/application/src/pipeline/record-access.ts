import type { Operation } from '@profiles/contracts';
import type { Dependencies, UseCaseContext } from './use-case.js';

/** Records a read of customers' data in the access log, for the clients that people use to look at customers. */
export function recordAccess(operation: Operation, context: UseCaseContext, deps: Dependencies): void {
  const { recordedClients } = deps.settings;
  const { dataSubjects } = context.store;
  if (!(recordedClients.includes(context.call.caller.clientId) || recordedClients.includes('*'))) return;
  record(operation, context, { customerNumbers: dataSubjects, deps });
}

/** Records sign-ins of customers in the access log, whichever client they use: a sign-in leaves no other record [NOOP-1]. */
export function recordSignIns(
  operation: Operation,
  context: UseCaseContext,
  signIns: { readonly customerNumbers: Iterable<number>; readonly deps: Dependencies },
): void {
  record(operation, context, signIns);
}

function record(
  operation: Operation,
  { call, now }: UseCaseContext,
  { customerNumbers, deps }: { readonly customerNumbers: Iterable<number>; readonly deps: Dependencies },
): void {
  const { clientId, organisationId } = call.caller;
  const records = [...customerNumbers].map((customerNumber) => ({
    ...{ id: deps.ids.uuid(), customerNumber, at: now, operation: operation.slug },
    ...{ clientId, callerOrganisationId: organisationId, correlationId: call.correlationId },
    ...(call.clientName !== undefined && { clientName: call.clientName }),
    ...(call.changedBy !== undefined && { lookedBy: call.changedBy }),
  }));
  if (records.length > 0) deps.store.accessLog.record(records);
}
