import { OPERATION_LIST } from '@profiles/contracts';
import { checkGenerators } from './check-generators.js';
import { oapiCodegen, openApiGenerator, openApiPythonClient } from './other-languages.js';
import { heyApi, openApiTypescript } from './typescript.js';

// Runs generators of clients over the OpenAPI document and prints how many operations each of them has generated. Ends with
// 1 when a client lacks one. A generator that is not on this machine, and can't be downloaded, is skipped.

const generators = [openApiTypescript, heyApi, openApiPythonClient, oapiCodegen, openApiGenerator];
const reports = await checkGenerators(generators, { env: process.env, log: console.error });

for (const { generator, generated, lacking, reason } of reports) {
  const title = `${generator.name} ${generator.version}`.padEnd(36);
  const outcome = generated === undefined ? 'SKIPPED' : `${generated} of ${OPERATION_LIST.length} operations`;
  console.log(`${title} ${lacking.length > 0 && generated === undefined ? 'FAILED' : outcome}`);
  if (reason !== undefined) console.log(`  ${reason}`);
  if (lacking.length > 0 && generated !== undefined) console.log(`  lacking: ${lacking.join(', ')}`);
}
const skipped = reports.filter(({ generated, lacking }) => generated === undefined && lacking.length === 0);
if (skipped.length > 0) console.log(`SKIPPED ${skipped.length} of ${reports.length} generators.`);
process.exitCode = reports.every(({ lacking }) => lacking.length === 0) ? 0 : 1;
