// Are the rules awake? Plants one violation of each in a copy of the sources and expects to see it reported.
// A rule that stays quiet is no rule: it fails this run, and so does a copy that is not clean before.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeScratch } from './scratch.mjs';
import { BIOME, BOUNDARIES, COMPILER, CRUISER, EXTRAS, UNDECLARED } from './violations.mjs';

const CRUISE = ['--config', '.dependency-cruiser.cjs', 'packages', 'apps', 'tooling', 'tests'];
const results = [];
const note = (rule, place, awake) => results.push({ rule, place, awake });

const scratch = await makeScratch();
try {
  for (const [tool, args] of [
    ['depcruise', CRUISE],
    ['turbo', ['boundaries']],
  ]) {
    const { code, output } = await scratch.run(tool, args);
    note(`${tool} is content without violations`, '.', code === 0);
    if (code !== 0) console.log(output);
  }
  await probeCruiser();
  await probeBoundaries();
  await probeBiome();
  await probeCompiler();
} finally {
  await scratch.close();
}

for (const { rule, place, awake } of results) console.log(`${awake ? '✓' : '✗ QUIET'} ${rule} (${place})`);
const quiet = results.filter((result) => !result.awake).length;
console.log(`${results.length - quiet} rules awake, ${quiet} quiet`);
process.exitCode = quiet === 0 ? 0 : 1;

async function probeCruiser() {
  for (const violation of CRUISER) await scratch.plant(violation);
  for (const [file, content] of Object.entries(EXTRAS.files)) await scratch.plant({ file, content });
  for (const [from, to] of Object.entries(EXTRAS.links)) await scratch.link(from, to);
  const { output } = await scratch.run('depcruise', ['--output-type', 'json', ...CRUISE]);
  const { violations } = JSON.parse(output).summary;
  for (const { rule, file } of CRUISER) {
    note(
      rule,
      file,
      violations.some((found) => found.rule.name === rule && found.from === file),
    );
  }
  for (const { file } of CRUISER) await scratch.remove(file);
  for (const file of [...Object.keys(EXTRAS.files), ...Object.keys(EXTRAS.links)]) await scratch.remove(file);
}

/** Each forbidden dependency alone: turbo reports chains, and one violation would stand for another. */
async function probeBoundaries() {
  for (const { rule, folder, dependency } of BOUNDARIES) {
    const manifest = join(folder, 'package.json');
    const before = await readFile(join(scratch.folder, manifest), 'utf8');
    const changed = JSON.parse(before);
    changed.dependencies = { ...changed.dependencies, [dependency]: 'workspace:*' };
    await scratch.plant({ file: manifest, content: JSON.stringify(changed) });
    const { code, output } = await scratch.run('turbo', ['boundaries']);
    note(rule, `${folder} → ${dependency}`, code !== 0 && output.includes(dependency));
    await scratch.plant({ file: manifest, content: before });
  }
  await scratch.plant(UNDECLARED);
  const { code, output } = await scratch.run('turbo', ['boundaries']);
  note(UNDECLARED.rule, UNDECLARED.file, code !== 0 && output.includes('probe-undeclared'));
  await scratch.remove(UNDECLARED.file);
}

async function probeBiome() {
  for (const violation of BIOME) await scratch.plant(violation);
  for (const { rule, file } of BIOME) {
    const { output } = await scratch.run('biome', ['lint', '--vcs-enabled=false', file]);
    note(rule, file, output.includes(rule));
  }
  for (const { file } of BIOME) await scratch.remove(file);
}

async function probeCompiler() {
  const options = { extends: '../../tsconfig.base.json', compilerOptions: { noEmit: true, composite: false } };
  const project = 'packages/router/tsconfig.probes.json';
  await scratch.plant({ file: project, content: JSON.stringify({ ...options, include: ['src/probe-*.ts'] }) });
  for (const violation of COMPILER) await scratch.plant(violation);
  const { output } = await scratch.run('tsc', ['-p', project]);
  for (const { rule, file } of COMPILER) note(rule, file, output.includes(file.split('/').at(-1)));
}
