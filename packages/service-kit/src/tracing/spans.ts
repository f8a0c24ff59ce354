/** The attributes of a span. None of it may be personal data: no values of statements, no paths with their parameters. */
export interface SpanStart {
  /** The app, as the name of the instrumentation scope. */
  readonly scope: string;
  /** A name of low cardinality, such as `profiles.get`. */
  readonly name: string;
  readonly kind: 'server' | 'internal' | 'client' | 'producer';
  /** The W3C `traceparent` of the span around it. Absent or not valid: the span begins a trace. */
  readonly parent?: string | undefined;
  readonly attributes?: Readonly<Record<string, string | number>>;
}

/** A span at work. */
export interface OpenSpan {
  /** The W3C `traceparent` that what happens inside the span is to carry. */
  readonly traceparent: string;
  /** Ends the span. It has failed when an error type is given. */
  end(errorType?: string, attributes?: Readonly<Record<string, string | number>>): void;
}

/** The tracing of this process. */
export interface Tracing {
  start(span: SpanStart): OpenSpan;
  /** Sends the spans that wait and ends. */
  stop(): Promise<void>;
}
