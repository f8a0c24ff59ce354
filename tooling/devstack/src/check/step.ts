/** One thing the check tries. Answers what it saw; throws when that is not what the contract says. */
export type Step = { title: string; attempt(): Promise<string> };

export type Outcome = { passed: number; failed: number };

/** Takes the steps one by one and prints a line for each. */
export async function takeSteps(steps: readonly Step[], log: (line: string) => void): Promise<Outcome> {
  const outcome = { passed: 0, failed: 0 };
  for (const { title, attempt } of steps) {
    try {
      log(`  ✓ ${title.padEnd(62)} ${await attempt()}`);
      outcome.passed += 1;
    } catch (error) {
      log(`  ✗ ${title.padEnd(62)} ${(error as Error).message}`);
      outcome.failed += 1;
    }
  }
  return outcome;
}

/** Throws, with both in the message, unless the two are the same. */
export function same(what: string, seen: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: ${left} instead of ${right}`);
}
