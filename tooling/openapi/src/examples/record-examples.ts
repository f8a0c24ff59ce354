import { OPERATION_LIST, type Problem } from '@profiles/contracts';
import { documentedRequest, type ExampleServer } from './example-server.js';
import { PROVOCATIONS } from './provoked-problems.js';

/** The response of the running system to the documented request of each operation, by slug. */
export async function recordResponses(server: ExampleServer): Promise<Record<string, unknown>> {
  const recorded: Record<string, unknown> = {};
  for (const { name, operation } of OPERATION_LIST) {
    await server.reset(operation);
    const { status, body } = await server.send(documentedRequest(operation));
    const expected = operation.rest.success ?? 200;
    if (status !== expected) throw new Error(`${name}: ${status} instead of ${expected}: ${JSON.stringify(body)}`);
    if (status !== 204) recorded[operation.slug] = body;
  }
  return recorded;
}

/** The problems of the running system, by `<code>/<status>`. */
export async function provokeProblems(server: ExampleServer): Promise<Record<string, Problem>> {
  const problems: Record<string, Problem> = {};
  for (const [key, { before, first, request, failure }] of Object.entries(PROVOCATIONS)) {
    const { api } = await server.reset();
    await before?.(api);
    if (failure !== undefined) server.failWith(failure);
    if (first !== undefined) await server.send(first);
    const { status, body } = await server.send(request);
    const problem = body as Problem;
    if (`${problem.errorCode}/${status}` !== key) throw new Error(`${key}: ${status} ${JSON.stringify(body)}`);
    problems[key] = problem;
  }
  return problems;
}

/** The members of a problem that the catalogue of errors does not know. */
export function recordedPartOf({ detail, errors, survivor, retryAfter }: Problem) {
  return {
    detail,
    ...(errors !== undefined && { errors }),
    ...(survivor !== undefined && { survivor }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}
