import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../run/repository.mjs';

/** A copy of the sources to plant violations in. Dependencies are linked, so that everything resolves as it does here. */
export async function makeScratch() {
  const folder = await mkdtemp(join(tmpdir(), 'profiles-probes-'));
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' });
  const files = [...new Set(list.split('\0').filter(Boolean))];
  for (const file of files) {
    await cp(join(ROOT, file), join(folder, file), { recursive: true, verbatimSymlinks: true }).catch(ignoreMissing);
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const manifest of files.filter((file) => /^[^/]+\/[^/]+\/package\.json$/.test(file))) {
    const modules = join(dirname(manifest), 'node_modules');
    await cp(join(ROOT, modules), join(folder, modules), { recursive: true, verbatimSymlinks: true }).catch(
      ignoreMissing,
    );
  }
  return {
    folder,
    plant: async ({ file, content }) => {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), `${content}\n`);
    },
    link: async (from, to) => {
      await mkdir(dirname(join(folder, from)), { recursive: true });
      await symlink(join(folder, to), join(folder, from));
    },
    remove: (file) => rm(join(folder, file), { recursive: true, force: true }),
    run: (command, args) => run(join(ROOT, 'node_modules', '.bin', command), args, folder),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A file that was deleted but is still tracked is no reason to stop. */
function ignoreMissing(error) {
  if (error.code !== 'ENOENT') throw error;
}

function run(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
