import { readFile } from 'node:fs/promises';

const LINES = 15;
const CHARACTERS_OF_A_LINE = 400;

/** The last lines of a log file, indented, or a remark that there are none. */
export async function logTail(file: string): Promise<string> {
  const text = (await readFile(file, 'utf8').catch(() => '')).trimEnd();
  const lines = text === '' ? ['(its log is empty)'] : text.split('\n').slice(-LINES);
  return lines.map((line) => `    ${line.slice(0, CHARACTERS_OF_A_LINE)}`).join('\n');
}
