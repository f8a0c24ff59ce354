import { writeFile } from 'node:fs/promises';
import { startExampleServer } from './example-server.js';
import { provokeProblems, recordedPartOf, recordResponses } from './record-examples.js';

// Records the responses and problems that the OpenAPI document shows: `npm run generate`.

const FILE = new URL('../../../../apps/openapi-adapter/src/examples.generated.ts', import.meta.url);

const server = await startExampleServer();
try {
  const responses = await recordResponses(server);
  const problems = await provokeProblems(server);
  const parts = Object.entries(problems).map(([key, problem]) => [key, recordedPartOf(problem)]);
  await writeFile(
    FILE,
    `// Recorded from the running system by \`npm run generate\`. Do not edit.
import type { ProfilesErrorDetails } from '@profiles/contracts';

/** The response to the documented request of each operation, by slug. */
export const RECORDED_RESPONSES: Readonly<Record<string, unknown>> = {
${linesOf(Object.entries(responses))}
};

/** The members of each problem that the catalogue of errors does not know, by \`<code>/<status>\`. */
export const RECORDED_PROBLEMS: Readonly<Record<string, ProfilesErrorDetails>> = {
${linesOf(parts as [string, unknown][])}
};
`,
  );
} finally {
  await server.close();
}

function linesOf(entries: readonly [string, unknown][]): string {
  return entries.map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`).join('\n');
}
