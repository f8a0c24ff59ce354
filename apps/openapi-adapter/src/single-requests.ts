import { responseMetaFrom } from '@profiles/client';
import { errorFromProblem, ProfilesError } from '@profiles/contracts';
import type { Pool } from 'undici';
import type { ServiceCall, ServiceOutcome } from './service-call.js';

/** The text around the value in the response of the service to a single call. */
const BEFORE = '{"result":{"data":';
const AFTER = '}}';

/**
 * Sends a call in a request of its own, to its procedure in tRPC, and passes the value on as text. It is for a service that
 * does not know shared requests, and for calls that are too large to share one.
 */
export async function sendAlone(
  { name, headers, inputText }: ServiceCall,
  { pool, maxMillis }: { readonly pool: Pool; readonly maxMillis: number },
): Promise<ServiceOutcome> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), maxMillis);
  try {
    const response = await pool.request({
      // Queries use POST too: their input is personal data, which does not belong in a URL.
      ...{ method: 'POST', path: `/trpc/${name}`, body: inputText, signal: deadline.signal },
      headers: { ...headers, 'content-type': 'application/json' },
    });
    const { statusCode } = response;
    const text = await response.body.text();
    const meta = responseMetaFrom((header) => response.headers[header]);
    return statusCode === 304 ? { meta: { ...meta, notModified: true } } : { meta, ...outcomeIn(text, statusCode) };
  } finally {
    clearTimeout(timer);
  }
}

function outcomeIn(text: string, status: number): Pick<ServiceOutcome, 'value' | 'error'> {
  if (status === 200 && text.startsWith(BEFORE)) return { value: text.slice(BEFORE.length, -AFTER.length) };
  const { result, error } = JSON.parse(text) as { result?: unknown; error?: { data?: unknown } };
  if (status === 200 && result !== undefined) return {};
  const cause = new Error(`The profiles service answers ${status}.`);
  return { error: errorFromProblem(error?.data) ?? unreachable(cause) };
}

/** The error of a call whose outcome is not known, or that did not reach the service. */
export function unreachable(cause: unknown): ProfilesError {
  return new ProfilesError(619, { detail: "The profiles service can't be reached." }, { cause });
}
