import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolderOf } from './package-names.mjs';

/**
 * The licences of third-party code in a bundle: its licences ask for them in every copy.
 *
 * @param {Iterable<string>} modules the files of the bundle
 * @returns the text of THIRD-PARTY-NOTICES.md, or undefined when there is no such code
 */
export async function noticesOf(modules) {
  const folders = [...new Set([...modules].flatMap((file) => packageFolderOf(file) ?? []))];
  if (folders.length === 0) return undefined;
  const notices = await Promise.all(folders.map(noticeOf));
  return ['# Third-party notices', 'This package contains code of these packages.', ...notices.sort()].join('\n\n');
}

async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined) throw new Error(`${name} has no licence file. Ask for one, or do not inline it.`);
  const text = await readFile(join(folder, file), 'utf8');
  return `## ${name} ${version}\n\nLicence: ${license}\n\n${'```'}text\n${text.trim()}\n${'```'}`;
}
