import {
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import type { OpenSpan, SpanStart, Tracing } from './spans.js';

const KINDS: Readonly<Record<SpanStart['kind'], SpanKind>> = {
  server: SpanKind.SERVER,
  internal: SpanKind.INTERNAL,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
};

/**
 * Tracing with the SDK of OpenTelemetry, which reads its settings from `OTEL_*`. This is the only file that loads it, and
 * tracing.ts imports it only when it is switched on. Parents are passed on explicitly: reads and commits of several calls
 * share commands, so that the asynchronous context of a command belongs to one of them only.
 */
export function openTelemetry(serviceName: string): Tracing {
  // Only traces: the metrics of the apps are at /metrics. Instrumentations patch modules, so there are none.
  const sdk = new NodeSDK({ serviceName, metricReaders: [], logRecordProcessors: [], instrumentations: [] });
  sdk.start();
  return { start, stop: () => sdk.shutdown() };
}

function start({ scope, name, kind, parent, attributes = {} }: SpanStart): OpenSpan {
  const around = contextOf(parent);
  const span = trace.getTracer(scope).startSpan(name, { kind: KINDS[kind], attributes: { ...attributes } }, around);
  const carrier: { traceparent?: string } = {};
  propagation.inject(trace.setSpan(around, span), carrier, defaultTextMapSetter);
  return {
    traceparent: carrier.traceparent ?? parent ?? '',
    end(errorType, more = {}) {
      span.setAttributes({ ...more, ...(errorType !== undefined && { 'error.type': errorType }) });
      if (errorType !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

function contextOf(traceparent: string | undefined): Context {
  if (traceparent === undefined) return ROOT_CONTEXT;
  return propagation.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter);
}
