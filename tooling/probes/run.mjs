// Are the rules awake? Plants one violation of each in a copy of the sources and expects to see it reported.
// A rule that stays quiet is no rule: it fails this run, and so does a copy that is not clean before.
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

async function probeBoundaries() {
  for (const [index, { from, to }] of BOUNDARIES.entries()) {
    await plantPackage(`probe-${index}-to`, to);
    await plantPackage(`probe-${index}-from`, from, { [`@profiles/probe-${index}-to`]: 'workspace:*' });
  }
  await scratch.plant(UNDECLARED);
  const { output } = await scratch.run('turbo', ['boundaries']);
  // The report is wrapped at the width of the terminal.
  const text = output.replace(/\s*\n[\s|]*/g, ' ');
  for (const [index, { rule, blames }] of BOUNDARIES.entries()) {
    const [found, holder] = blames === 'dependent' ? ['from', 'to'] : ['to', 'from'];
    const complaint = `Package \`@profiles/probe-${index}-${found}\` found with[^.]*? for \`@profiles/probe-${index}-${holder}\``;
    note(rule, 'turbo.json', new RegExp(complaint).test(text));
  }
  note(UNDECLARED.rule, UNDECLARED.file, text.includes('probe-undeclared'));
  await scratch.remove(UNDECLARED.file);
  for (const index of BOUNDARIES.keys()) {
    await scratch.remove(`packages/probe-${index}-to`);
    await scratch.remove(`packages/probe-${index}-from`);
  }
}

async function plantPackage(name, tag, dependencies = {}) {
  const manifest = { name: `@profiles/${name}`, version: '0.0.0', private: true, dependencies };
  const settings = { extends: ['//'], ...(tag !== undefined && { tags: [tag] }) };
  await scratch.plant({ file: `packages/${name}/package.json`, content: JSON.stringify(manifest) });
  await scratch.plant({ file: `packages/${name}/turbo.json`, content: JSON.stringify(settings) });
  await scratch.plant({ file: `packages/${name}/src/index.ts`, content: 'export {};' });
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
