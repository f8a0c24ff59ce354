/** How an app is, by its own account. */
export interface Vitals {
  readonly rssMiB: number;
  /** The 99th percentile since the last look, in milliseconds. */
  readonly loopDelayP99: number;
  readonly inFlight: number;
  /** Requests refused since the service was started. */
  readonly shedTotal: number;
  /** Events that wait in the outbox. */
  readonly outboxPending: number;
}

/** Asks the service and the publisher how they are, by the metrics that anybody would watch in production. */
export async function vitalsOf(serviceUrl: string, publisherUrl: string): Promise<Vitals> {
  const [service, publisher] = await Promise.all([metricsOf(serviceUrl), metricsOf(publisherUrl)]);
  return {
    rssMiB: service('process_resident_memory_bytes') / 1024 / 1024,
    loopDelayP99: service('nodejs_eventloop_lag_p99_seconds') * 1000,
    inFlight: service('http_requests_in_flight'),
    shedTotal: service('http_requests_shed_total'),
    outboxPending: publisher('outbox_pending'),
  };
}

/** The figures of an app by name, over all labels. Throws when there is none. */
async function metricsOf(url: string): Promise<(name: string) => number> {
  const text = await (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(10_000) })).text();
  return (name) => {
    const figures = [...text.matchAll(new RegExp(`^${name}(?:{.*})? (\\S+)$`, 'gm'))].map(([, figure]) =>
      Number(figure),
    );
    if (figures.length === 0) throw new Error(`${url}/metrics does not tell ${name}.`);
    return figures.reduce((sum, figure) => sum + figure, 0);
  };
}
