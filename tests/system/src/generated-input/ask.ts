import { bodyTypesOf, type NamedOperation, takesBody } from '@profiles/contracts';
import type { Stack } from '../stack.js';
import type { Schema } from './fields.js';

type Input = Readonly<Record<string, unknown>>;

/** The response of the service to an input. */
export interface Verdict {
  readonly ok: boolean;
  readonly status: number;
  readonly code?: number;
  readonly paths: readonly string[];
}

export interface Asker {
  overTrpc(named: NamedOperation, input: Input): Promise<Verdict>;
  /** Undefined when a path or a query can't say this: both are text. */
  overRest(named: NamedOperation, input: Input): Promise<Verdict | undefined>;
}

export function askerOf({ serviceUrl, adapterUrl }: Stack, token: string): Asker {
  const headers = { authorization: `Bearer ${token}`, 'et-client-name': 'acme-tests' };
  const json = { ...headers, 'content-type': 'application/json' };

  return {
    async overTrpc({ name }, input) {
      const body = JSON.stringify(input);
      const response = await fetch(`${serviceUrl}/trpc/${name}`, { method: 'POST', headers: json, body });
      const { error } = (await response.json()) as { error?: { data: Record<string, unknown> } };
      return verdictOf(response, error?.data);
    },
    async overRest(named, input) {
      const request = restRequestOf(named, input);
      if (request === undefined) return undefined;
      const { method, path, body } = request;
      const response = await fetch(`${adapterUrl}/customers/v2${path}`, {
        method,
        ...(body === undefined
          ? { headers }
          : {
              headers: { ...headers, 'content-type': String(bodyTypesOf(named.operation.rest)[0]) },
              body: JSON.stringify(body),
            }),
      });
      const text = await response.text();
      return verdictOf(response, response.ok || text === '' ? undefined : JSON.parse(text));
    },
  };
}

function verdictOf({ ok, status }: Response, problem: Record<string, unknown> = {}): Verdict {
  const { errorCode, errors } = problem;
  const paths = Array.isArray(errors) ? errors.map(({ path }: { path: string }) => path) : [];
  return { ok, status, paths, ...(typeof errorCode === 'number' && { code: errorCode }) };
}

export function restRequestOf({ operation }: NamedOperation, input: Input) {
  const { method, path: template, query: queryNames = [], bodyUnder } = operation.rest;
  const { properties = {} } = operation.input.toJSONSchema({ io: 'input', unrepresentable: 'any' }) as Schema;
  const inPath = new Set([...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name)));
  const hasBody = takesBody(operation.rest);
  const inQuery = (name: string) => !inPath.has(name) && (!hasBody || queryNames.includes(name));

  let path: string = template;
  const query = new URLSearchParams();
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (!inPath.has(name) && !inQuery(name)) {
      body[name] = value;
      continue;
    }
    const texts = textsOf(value, properties[name]?.type);
    if (texts === undefined) return undefined;
    if (inQuery(name)) for (const text of texts) query.append(name, text);
    else if (texts.length !== 1 || texts[0] === '') return undefined;
    else path = path.replace(`{${name}}`, () => encodeURIComponent(texts[0] ?? ''));
  }
  const search = query.size > 0 ? `?${query}` : '';
  if (!hasBody || Object.keys(body).length === 0) return { method, path: path + search };
  return { method, path: path + search, body: bodyUnder === undefined ? body : body[bodyUnder] };
}

/** The texts that represent a value in a path or a query string; undefined if it has no such representation. */
function textsOf(value: unknown, type: string | undefined): string[] | undefined {
  if (Array.isArray(value)) {
    return value.length > 1 && value.every((one) => typeof one === 'string') ? value : undefined;
  }
  if (typeof value === 'string') return value.isWellFormed() ? [value] : undefined;
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  return isScalar && ['integer', 'number', 'boolean'].includes(type ?? '') ? [String(value)] : undefined;
}
