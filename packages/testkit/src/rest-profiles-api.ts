import {
  bodyTypesOf,
  type CallOptions,
  errorFromProblem,
  type NamedOperation,
  type ProfilesApi,
  ProfilesError,
  profilesApiFrom,
  takesBody,
} from '@profiles/contracts';

/**
 * The service as a partner sees it: a ProfilesApi over REST, made from the REST meta. For tests, which can so ask the
 * same questions over every way in.
 */
export function restProfilesApi({ baseUrl, token }: { baseUrl: string; token: string }): ProfilesApi {
  return profilesApiFrom((named) => (input, options) => call({ named, baseUrl, token }, input, options) as never);
}

interface Target {
  readonly named: NamedOperation;
  readonly baseUrl: string;
  readonly token: string;
}

async function call({ named, baseUrl, token }: Target, input: unknown, options: CallOptions = {}): Promise<unknown> {
  const { rest } = named.operation;
  const { path, others } = pathFrom(rest.path, input as Record<string, unknown>);
  const hasBody = takesBody(rest);
  const inQuery = (name: string) => !hasBody || (rest.query ?? []).includes(name);
  const query = new URLSearchParams(
    Object.entries(others).flatMap(([name, value]) =>
      inQuery(name) && value !== undefined ? [[name, String(value)] as [string, string]] : [],
    ),
  );
  const fields = Object.fromEntries(Object.entries(others).filter(([name]) => !inQuery(name)));
  const body = rest.bodyUnder === undefined ? fields : fields[rest.bodyUnder];
  const response = await fetch(`${baseUrl}${path}${query.size > 0 ? `?${query}` : ''}`, {
    method: rest.method,
    headers: { ...headersOf(options, token), ...(hasBody && { 'content-type': bodyTypesOf(rest)[0] }) },
    ...(hasBody && Object.keys(fields).length > 0 && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  tellMeta(response, options);
  if (!response.ok) throw errorFromProblem(JSON.parse(text)) ?? new ProfilesError(500, { detail: text });
  // A stream of lines is all pages of the operation in one.
  if (rest.streamedLines !== undefined) return { [rest.streamedLines]: text };
  return text === '' ? undefined : JSON.parse(text);
}

function pathFrom(template: string, input: Record<string, unknown> = {}) {
  const others = { ...input };
  const path = template.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const value = others[name];
    delete others[name];
    return encodeURIComponent(String(value));
  });
  return { path, others };
}

function headersOf(options: CallOptions, token: string): Record<string, string> {
  const {
    ifMatch,
    idempotencyKey,
    correlationId,
    traceparent,
    changedBy,
    changedByChannel,
    clientName = 'acme-tests',
  } = options;
  return {
    authorization: `Bearer ${token}`,
    'et-client-name': clientName,
    ...(ifMatch !== undefined && {
      'if-match': [ifMatch]
        .flat()
        .map((revision) => `"${revision}"`)
        .join(', '),
    }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    ...(correlationId !== undefined && { 'x-correlation-id': correlationId }),
    ...(traceparent !== undefined && { traceparent }),
    ...(changedBy !== undefined && { 'x-changed-by': changedBy }),
    ...(changedByChannel !== undefined && { 'x-changed-by-channel': changedByChannel }),
  };
}

function tellMeta(response: Response, { onResponseMeta }: CallOptions): void {
  const revision = /^"(\d+)"$/.exec(response.headers.get('etag') ?? '')?.[1];
  onResponseMeta?.({
    ...(revision !== undefined && { revision: Number(revision) }),
    ...(response.headers.get('idempotency-replayed') === 'true' && { replayed: true }),
  });
}
