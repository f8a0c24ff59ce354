import { headersFrom } from '@profiles/client';
import { ProfilesError } from '@profiles/contracts';
import type { CallHeaders, EventsGateway } from '@profiles/service-kit';
import type { EdgeCall, ExecuteOperation } from './service-port.js';

/** Executes operations on events at the gateway, where there is one, and all others as before. */
export function withEvents(execute: ExecuteOperation, gateway: EventsGateway | undefined): ExecuteOperation {
  return async (named, input, call) => {
    if (named.group !== 'events' || gateway === undefined) return execute(named, input, call);
    return gateway.list(input as object, gatewayHeaders(call));
  };
}

/** @throws {@link ProfilesError} 619 when the installation has no gateway. */
export function requireGateway(gateway: EventsGateway | undefined): EventsGateway {
  if (gateway !== undefined) return gateway;
  throw new ProfilesError(619, { detail: 'This installation has no events gateway (EVENTS_GATEWAY_URL).' });
}

/** The headers of a call for the gateway: the caller's own token, and those that name and trace the call. */
export function gatewayHeaders({
  token = '',
  clientName,
  traceparent,
  correlationId,
  forwardedFor,
}: EdgeCall): CallHeaders {
  const options = {
    correlationId,
    forwardedFor,
    ...(clientName !== undefined && { clientName }),
    ...(traceparent !== undefined && { traceparent }),
  };
  return headersFrom(options, token);
}
