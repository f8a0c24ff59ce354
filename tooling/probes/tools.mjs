import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ROOT } from './scratch-copy.mjs';

/** Each tool: how it is asked, and what it found in a folder, as `{ rule, file }`. */
export const TOOLS = { depcruise, turbo, biome, tsc };

async function depcruise(scratch) {
  const folders = ['packages', 'apps', 'tooling', 'tests'];
  const { stdout } = await run('depcruise', ['--config', '.dependency-cruiser.cjs', '-T', 'json', ...folders], scratch);
  return JSON.parse(stdout).summary.violations.map(({ rule, from }) => ({ rule: rule.name, file: from }));
}

async function biome(scratch) {
  const { stdout } = await run('biome', ['lint', '--reporter=json', '--max-diagnostics=none', '.'], scratch);
  return JSON.parse(stdout)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ category, message, location }) => ({
      // A plugin has no category of its own: its messages begin with the name of the rule.
      rule: category === 'plugin' ? message.split(':')[0] : category.replace('lint/', ''),
      file: location.path,
      message,
    }));
}

async function tsc(scratch) {
  const { stdout } = await run('tsc', ['-p', 'packages/domain', '--noEmit', '--pretty', 'false'], scratch);
  return [...stdout.matchAll(/^(.+?)\(\d+,\d+\): error (TS\d+)/gm)].map(([, file, rule]) => ({ rule, file }));
}

/** Turbo has no machine-readable report of boundaries: this reads the one for people. */
async function turbo(scratch) {
  const { stdout, stderr } = await run('turbo', ['boundaries', '--no-color'], scratch);
  if (!/Checked \d+ files/.test(stdout)) throw new Error(`turbo boundaries did not finish:\n${stdout}${stderr}`);
  const config = await readFile(join(scratch, 'turbo.json'), 'utf8');
  const blocks = `${stdout}\n${stderr}`.split(/^ {2}(?:x|×) /m).slice(1);
  return blocks.map((block) => foundByTurbo(block.replaceAll(/\n\s*[|│] /g, ' '), { scratch, config }));
}

function foundByTurbo(block, { scratch, config }) {
  const tagged = /^Package `(.+?)` found .+? for `(.+?)`/.exec(block);
  if (tagged) {
    const [, , line, column] = /\[(turbo\.json):(\d+):(\d+)\]\s+\d+ │?.*$/s.exec(block.split('list defined here').pop()) ??
      [...block.matchAll(/\[(turbo\.json):(\d+):(\d+)\]/g)].at(-1) ?? [];
    return { rule: tagRuleAt(config, { line, column }), file: tagged[2], message: tagged[1] };
  }
  const path = /\[(.+?):\d+:\d+\]/.exec(block)?.[1] ?? '';
  const rule = /because it is not a dependency/.test(block)
    ? 'undeclared-dependency'
    : /leaves the package/.test(block)
      ? 'import-leaves-package'
      : block.split('\n')[0];
  return { rule, file: relative(scratch, path) };
}

/** The rule of turbo.json that stands at a position, as `edge.dependencies`. */
function tagRuleAt(config, { line, column }) {
  const before = config.split('\n').slice(0, line).join('\n');
  const upTo = before.slice(0, before.lastIndexOf('\n') + 1 + Number(column));
  const direction = [...upTo.matchAll(/"(dependencies|dependents)": \{/g)].at(-1);
  const tag = [...upTo.slice(0, direction?.index).matchAll(/"([a-z]+)": \{/g)]
    .map(([, name]) => name)
    .filter((name) => !['dependencies', 'dependents'].includes(name))
    .at(-1);
  return `${tag}.${direction?.[1]}`;
}

function run(tool, args, cwd) {
  const windows = process.platform === 'win32';
  return new Promise((resolve, reject) => {
    const child = spawn(join(ROOT, 'node_modules', '.bin', tool), args, { cwd, shell: windows });
    const out = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      out.stderr += text;
    });
    child.once('error', reject);
    child.once('close', () => resolve(out));
  });
}
