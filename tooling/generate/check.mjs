// Adds an operation to a copy of the sources and checks the claim of CONTRIBUTING.md: two new files, four one-line edits,
// all of it compiles, and the compiler asks for the use case when only the contract is there.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeScratch } from '../probes/scratch.mjs';

const TABLES = ['packages/contracts/src/operations.ts', 'packages/application/src/operations/use-cases.ts'];
const NEW_FILES = ['contracts', 'application'].map(
  (name) => `packages/${name}/src/operations/profiles/confirm-email.ts`,
);
const failures = [];
const scratch = await makeScratch();
try {
  const read = (file) => readFile(join(scratch.folder, file), 'utf8');
  const before = await Promise.all(TABLES.map(read));
  const args = ['--plopfile', 'tooling/generate/plopfile.mjs', '--dest', scratch.folder];
  const made = await scratch.run('plop', [
    ...args,
    'operation',
    'profiles',
    'confirm-email',
    'confirmEmail',
    'mutation',
  ]);
  if (made.code !== 0) failures.push(`The generator failed:\n${made.output}`);

  for (const [index, table] of TABLES.entries()) {
    const [was, is] = [before[index].split('\n'), (await read(table)).split('\n')];
    const added = is.filter((line) => !was.includes(line));
    if (added.length !== 2 || is.length !== was.length + 2) failures.push(`${table}: ${added.length} lines, not 2.`);
  }

  const guide = await read('CONTRIBUTING.md');
  for (const file of NEW_FILES) {
    const text = (await read(file)).trim();
    if (!guide.includes(text)) failures.push(`CONTRIBUTING.md does not show what the generator writes to ${file}.`);
  }

  const compiled = await scratch.run('tsc', ['-b', 'packages/application']);
  if (compiled.code !== 0) failures.push(`The new operation does not compile:\n${compiled.output}`);

  await scratch.plant({ file: TABLES[1], content: before[1] });
  const asked = await scratch.run('tsc', ['-b', 'packages/application']);
  if (!asked.output.includes('confirmEmail')) failures.push('The compiler does not ask for the missing use case.');
} finally {
  await scratch.close();
}
for (const failure of failures) console.log(failure);
process.exitCode = failures.length === 0 ? 0 : 1;
