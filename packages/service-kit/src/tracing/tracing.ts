import type { Environment } from '../environment.js';
import type { SpanStart, Tracing } from './spans.js';

let current: Tracing | undefined;

/** The tracing of this process; undefined unless it is switched on. */
export function tracing(): Tracing | undefined {
  return current;
}

/** Runs work in a span, with its `traceparent`. Without tracing it only runs the work, with that of the parent. */
export async function inSpan<T>(span: SpanStart, work: (traceparent: string | undefined) => Promise<T>): Promise<T> {
  if (current === undefined) return work(span.parent);
  const open = current.start(span);
  try {
    const result = await work(open.traceparent);
    open.end();
    return result;
  } catch (error) {
    open.end(errorTypeOf(error));
    throw error;
  }
}

/** The code or the class of an error, never its message: that could hold personal data. */
function errorTypeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  return typeof code === 'number' ? String(code) : error.name;
}

const ENDPOINTS = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];

/** Whether the environment switches traces on: it names an endpoint or an exporter, and does not switch them off. */
function isSwitchedOn(env: Environment): boolean {
  const { OTEL_TRACES_EXPORTER: exporter, OTEL_SDK_DISABLED: disabled } = env;
  if (disabled?.toLowerCase() === 'true' || exporter === 'none') return false;
  return Boolean(exporter) || ENDPOINTS.some((name) => Boolean(env[name]));
}

/**
 * Starts tracing if the environment (`OTEL_*`) switches it on. Otherwise no package of OpenTelemetry is loaded.
 * @param serviceName the name of the service unless `OTEL_SERVICE_NAME` gives one
 */
export async function startTracing(env: Environment, serviceName: string): Promise<Tracing | undefined> {
  if (!isSwitchedOn(env)) return undefined;
  const { openTelemetry } = await import('./open-telemetry.js');
  const started = openTelemetry(env['OTEL_SERVICE_NAME'] || serviceName);
  current = {
    start: started.start,
    async stop() {
      current = undefined;
      await started.stop();
    },
  };
  return current;
}
