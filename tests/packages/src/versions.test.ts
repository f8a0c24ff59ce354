import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PUBLISHED, ROOT } from './publications.js';

/** The repository as `changeset version` sees it: the manifests, and one change of one package. */
let copy: string;
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.no', ...args], { cwd: copy });
const versionOf = (folder: string): string =>
  JSON.parse(readFileSync(join(copy, folder, 'package.json'), 'utf8')).version;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'profiles-versions-'));
  const files = execFileSync('git', ['ls-files', '*package.json', 'pnpm-workspace.yaml', '.changeset/config.json'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of files.trim().split('\n')) cpSync(join(ROOT, file), join(copy, file), { recursive: true });
  writeFileSync(join(copy, '.changeset/one.md'), "---\n'@profiles/contracts': minor\n---\n\nA new operation.\n");
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=One change');
  execFileSync(join(ROOT, 'node_modules/.bin/changeset'), ['version'], { cwd: copy });
}, 60_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('a change of the contracts', () => {
  test('is a new version of the packages that consist of them, with a line in each changelog', () => {
    const changed = PUBLISHED.filter((name) => versionOf(`packages/${name}`) !== readOwn(`packages/${name}`));
    expect(changed).toEqual(['client', 'contracts', 'events']);
    expect(versionOf('packages/client')).toBe(versionOf('packages/contracts'));
    expect(readFileSync(join(copy, 'packages/contracts/CHANGELOG.md'), 'utf8')).toContain('A new operation.');
  });

  test('leaves packages alone that are not published', () => {
    for (const folder of ['packages/domain', 'packages/service-kit', 'apps/profiles-service']) {
      expect(versionOf(folder)).toBe(readOwn(folder));
      expect(existsSync(join(copy, folder, 'CHANGELOG.md'))).toBe(false);
    }
  });
});

const readOwn = (folder: string): string =>
  JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')).version;
