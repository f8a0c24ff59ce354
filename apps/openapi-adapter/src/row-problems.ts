import type { NamedOperation, RowOutcome } from '@profiles/contracts';

/** [IMPORT-1] The operation whose response holds problems: those of single rows. */
const WITH_PROBLEMS = 'imports.rows';

/**
 * The response of an operation with the `type` of each problem in it leading to the pages of this adapter: the service knows
 * its own address alone, which partners need not reach.
 */
export function withProblemPages(
  { name }: Pick<NamedOperation, 'name'>,
  response: string | Buffer,
  publicUrl: string,
): string | Buffer {
  if (name !== WITH_PROBLEMS || !response.includes('"problem"')) return response;
  const outcomes = JSON.parse(response.toString()) as RowOutcome[];
  return JSON.stringify(
    outcomes.map(({ problem, ...outcome }) =>
      problem === undefined
        ? outcome
        : { ...outcome, problem: { ...problem, type: `${publicUrl}/errors/${problem.errorCode}` } },
    ),
  );
}
