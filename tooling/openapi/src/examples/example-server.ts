import { runOperation } from '@profiles/application';
import { bodyTypesOf, DOCUMENTED_SUBJECT, type Operation, takesBody } from '@profiles/contracts';
import { startTokenIssuer } from '@profiles/devstack';
import { type ServicePort, startOpenApiAdapter } from '@profiles/openapi-adapter';
import { type ExampleWorld, exampleWorld, WITHIN_ORGANISATION } from './example-world.js';

/** A request to the adapter. */
export interface ExampleRequest {
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** @defaultValue every permission within the organisation */
  readonly permissions?: readonly string[];
}

export interface ExampleResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; undefined without a body. */
  readonly body: unknown;
}

/** The adapter, really listening, in front of the use cases with documented customers. */
export interface ExampleServer {
  readonly url: string;
  /** Creates the documented customers anew: see {@link exampleWorld}. */
  reset(operation?: Operation): Promise<ExampleWorld>;
  /** Lets every call of an operation end with this error. */
  failWith(error: Error): void;
  send(request: ExampleRequest): Promise<ExampleResponse>;
  /** Issues a token with every permission within the organisation. */
  token(): Promise<string>;
  close(): Promise<void>;
}

const PREFIX = '/customers/v2';

export async function startExampleServer(): Promise<ExampleServer> {
  const issuer = await startTokenIssuer({});
  let world = await exampleWorld();
  let failure: Error | undefined;
  const service: ServicePort = {
    execute: async ({ operation }, input, { ifMatch, forwardedFor, token: _token, signal: _signal, ...call }) => {
      if (failure !== undefined) throw failure;
      const context = { ...call, address: forwardedFor, ...(ifMatch !== undefined && { ifMatch: [ifMatch].flat() }) };
      return JSON.stringify(await runOperation(operation, input, { call: context, deps: world.dependencies }));
    },
    readiness: {},
    close: async () => {},
  };
  const adapter = await startOpenApiAdapter({
    ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', service },
    tokens: {
      ...{ jwksUrl: issuer.jwksUrl, issuer: issuer.issuer, audience: issuer.audience },
      ...{ organisationClaim: 'https://entur.io/organisationID', permissionsClaim: 'permissions', clientClaim: 'azp' },
    },
    limits: { perMinute: 1_000_000, unidentifiedPerMinute: 1 },
  });
  const { organisationId } = DOCUMENTED_SUBJECT;
  return {
    url: adapter.url,
    async reset(operation) {
      failure = undefined;
      world = await exampleWorld(operation);
      return world;
    },
    failWith(error) {
      failure = error;
    },
    async send({ method, path, body, headers = {}, permissions = WITHIN_ORGANISATION }) {
      const token = await issuer.mint({ organisationId, permissions, clientId: 'acme-webshop' });
      const usual = {
        ...{ authorization: `Bearer ${token}`, 'et-client-name': 'acme-webshop', 'x-correlation-id': 'order-4711' },
        ...(body !== undefined && { 'content-type': 'application/json' }),
      };
      const sent = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== undefined);
      const response = await fetch(`${adapter.url}${PREFIX}${path}`, {
        method,
        headers: sent as [string, string][],
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isLines = response.headers.get('content-type')?.startsWith('application/x-ndjson');
      const parsed = text === '' ? undefined : isLines ? text : JSON.parse(text);
      return { status: response.status, headers: response.headers, body: parsed };
    },
    token: () => issuer.mint({ organisationId, permissions: WITHIN_ORGANISATION, clientId: 'acme-webshop' }),
    async close() {
      await adapter.close();
      await issuer.close();
    },
  };
}

/** The documented request of an operation: the one that its parameters and its body show. */
export function documentedRequest({ rest, example }: Operation): ExampleRequest {
  const input = Object.entries(example(DOCUMENTED_SUBJECT) as Record<string, unknown>);
  const isInPath = (name: string) => rest.path.includes(`{${name}}`);
  const isInQuery = (name: string) => !isInPath(name) && (!takesBody(rest) || (rest.query ?? []).includes(name));
  const path = rest.path.replace(/\{(\w+)\}/g, (_match, name: string) =>
    encodeURIComponent(String(input.find(([one]) => one === name)?.[1])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of input) if (isInQuery(name)) query.set(name, String(value));
  const fields = Object.fromEntries(input.filter(([name]) => !isInPath(name) && !isInQuery(name)));
  const body = rest.bodyUnder === undefined ? fields : fields[rest.bodyUnder];
  const [type] = bodyTypesOf(rest);
  return {
    method: rest.method,
    path: `${path}${query.size > 0 ? `?${query}` : ''}`,
    ...(takesBody(rest) && Object.keys(fields).length > 0 && { body, headers: { 'content-type': type } }),
  };
}
