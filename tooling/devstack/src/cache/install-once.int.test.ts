import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installOnce } from './install-once.js';

const newCache = () => mkdtemp(join(tmpdir(), 'cache-'));

test('two installations at once do the work once and both find the result', async () => {
  const folder = join(await newCache(), 'server', '1.0');
  let runs = 0;
  const install = async (empty: string) => {
    runs += 1;
    await writeFile(join(empty, 'program'), 'whole');
  };
  await Promise.all([installOnce(folder, install), installOnce(folder, install)]);
  expect(runs).toBe(1);
  expect(await readFile(join(folder, 'program'), 'utf8')).toBe('whole');
});

test('a failed installation leaves nothing behind and can be tried again', async () => {
  const cache = await newCache();
  const folder = join(cache, '1.0');
  const failing = installOnce(folder, async (empty) => {
    await writeFile(join(empty, 'program'), 'half');
    throw new Error('the line went dead');
  });
  await expect(failing).rejects.toThrow('the line went dead');
  expect(await readdir(cache)).toEqual([]);
  await installOnce(folder, async () => {});
  expect(await readdir(cache)).toEqual(['1.0']);
});

test('the lock of a process that has died is taken over', async () => {
  const folder = join(await newCache(), '1.0');
  await mkdir(`${folder}.lock`);
  // Above the highest process id of any system.
  await writeFile(join(`${folder}.lock`, 'pid'), '99999999');
  await installOnce(folder, async () => {});
  expect(await readdir(join(folder, '..'))).toEqual(['1.0']);
});
