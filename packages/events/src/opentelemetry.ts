import { defaultTextMapGetter, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { HandlingSettings } from './handling.js';

type Handler = HandlingSettings['handle'];

/**
 * A handler with a span around each attempt, in the trace of the call that made the change. The span is the active one, so that
 * what the handler does becomes part of it. It uses the SDK that the subscriber has registered with `@opentelemetry/api`;
 * without one it only calls the handler.
 *
 * @example
 * await createCustomerChangedConsumer({ ...settings, handle: traced(async (event) => update(event.data.customerNumber)) });
 */
export function traced(handle: Handler): Handler {
  const tracer = trace.getTracer('@profiles/events');
  return (event, handling) => {
    const around = propagation.extract(ROOT_CONTEXT, { traceparent: handling.traceparent ?? '' }, defaultTextMapGetter);
    const attributes = {
      ...{ 'messaging.system': 'nats', 'messaging.operation.type': 'process', 'messaging.message.id': event.id },
      'profiles.attempt': handling.attempt,
    };
    const options = { kind: SpanKind.CONSUMER, attributes };
    return tracer.startActiveSpan('process CUSTOMER_CHANGED', options, around, async (span) => {
      try {
        await handle(event, handling);
      } catch (error) {
        // The class alone: a message could hold personal data.
        span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    });
  };
}
