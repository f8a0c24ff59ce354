import { type RestRequest, type RestResponse, sendRest } from '../rest.js';
import type { Scene } from './scene.js';

let calls = 0;

/** A correlation id of this scenario, by which its events are known. */
export function nextCorrelationId({ correlationPrefix }: Scene): string {
  calls += 1;
  return `${correlationPrefix}-${calls}`;
}

/** Sends a request over REST. By default it has the token of the scenario's first organisation. */
export function rest(scene: Scene, request: Omit<RestRequest, 'token'> & { token?: string }): Promise<RestResponse> {
  const headers = { 'x-correlation-id': nextCorrelationId(scene), ...request.headers };
  return sendRest(scene.origin, { token: scene.token, ...request, headers });
}

/** The status and, of a refusal, the error code: `200`, `409/602`. */
function verdict({ status, body }: RestResponse): string {
  return body?.errorCode === undefined ? String(status) : `${status}/${body.errorCode}`;
}

/** Throws, with the answer's own words, unless it is the one that is expected. Answers the verdict. */
export function expectVerdict(answer: RestResponse, expected: string): string {
  if (verdict(answer) === expected) return expected;
  const faults = answer.body?.errors === undefined ? '' : ` ${JSON.stringify(answer.body.errors)}`;
  throw new Error(`${verdict(answer)} instead of ${expected}: ${answer.body?.detail ?? ''}${faults}`);
}
