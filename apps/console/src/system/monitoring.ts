/** The response of `/readyz`. */
export interface Readiness {
  readonly isReady: boolean;
  /** Each condition by name: `ok`, or the kind of its failure. */
  readonly checks: Readonly<Record<string, string>>;
}

/** The build that runs, as the metric `build_info` tells. */
export interface Build {
  readonly version: string;
  /** The revision, such as a commit; `unknown` where the operator sets none. */
  readonly revision: string;
}

/**
 * Asks an app whether it can serve. `undefined` where a proxy does not pass the path on.
 * @throws TypeError when the app cannot be reached
 */
export async function readReadiness(origin: string, signal: AbortSignal): Promise<Readiness | undefined> {
  const response = await fetch(`${origin}/readyz`, { signal, cache: 'no-store' });
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return isJson ? readinessIn(await response.json()) : undefined;
}

/**
 * Asks an app for its build. `undefined` where a proxy does not pass the path on.
 * @throws TypeError when the app cannot be reached
 */
export async function readBuild(origin: string, signal: AbortSignal): Promise<Build | undefined> {
  const response = await fetch(`${origin}/metrics`, { signal, cache: 'no-store' });
  return response.ok ? buildIn(await response.text()) : undefined;
}

/** The readiness in the response of `/readyz`. `undefined` for another response. */
export function readinessIn(body: unknown): Readiness | undefined {
  if (typeof body !== 'object' || body === null || !('ready' in body) || !('checks' in body)) return undefined;
  const { ready, checks } = body;
  if (typeof ready !== 'boolean' || typeof checks !== 'object' || checks === null) return undefined;
  return {
    isReady: ready,
    checks: Object.fromEntries(Object.entries(checks).map(([name, outcome]) => [name, String(outcome)])),
  };
}

/** The build in the metrics of an app, which are in the text format of Prometheus. */
export function buildIn(metrics: string): Build | undefined {
  const labels = /^build_info\{(.*)\} 1$/m.exec(metrics)?.[1];
  if (labels === undefined) return undefined;
  const label = (name: string) => new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels)?.[1] ?? 'unknown';
  return { version: label('version'), revision: label('revision') };
}
