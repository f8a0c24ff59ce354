import { SURVIVORS } from './survivors.mjs';

const FOUND = ['Killed', 'Timeout'];
const SURVIVED = ['Survived', 'NoCoverage'];

/**
 * Sums up the report of one part.
 *
 * @param {{ files: Record<string, { source: string, mutants: object[] }> }} report A report of Stryker.
 * @param {string} part The name of the part.
 */
export function reportOf(report, part) {
  const mutants = Object.entries(report.files).flatMap(([file, { source, mutants }]) =>
    mutants.map((mutant) => ({ ...mutant, file, original: textAt(source, mutant.location) })),
  );
  const count = (statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const found = count(FOUND);
  const survivors = mutants.filter(({ status }) => SURVIVED.includes(status));
  const percent = (100 * found) / (found + survivors.length);
  const unexplained = survivors.filter((mutant) => !SURVIVORS.some((explained) => isSame(explained, mutant)));
  // A sentence about a mutant that is found by now, or about a text that is no longer there.
  const stale = SURVIVORS.filter(
    (explained) => explained.file in report.files && !survivors.some((mutant) => isSame(explained, mutant)),
  );
  const lines = [
    ...unexplained.map(lineOf),
    ...stale.map(({ file, from, to }) => `Explained, but no survivor: ${file}: ${shown(from)} → ${shown(to ?? '…')}`),
    `${part}: ${found} of ${found + survivors.length} mutants are found, ${percent.toFixed(1)} %. ` +
      `${survivors.length - unexplained.length} survivors are explained, ${unexplained.length} are not. ` +
      `${count(['Ignored'])} are static, ${count(['RuntimeError', 'CompileError'])} are no programs.`,
  ];
  return { lines, percent, isExplained: unexplained.length === 0 && stale.length === 0 };
}

function isSame(explained, { file, original, replacement }) {
  return explained.file === file && explained.from === original && (explained.to ?? replacement) === replacement;
}

function lineOf({ status, file, location, original, replacement }) {
  return `${status} ${file}:${location.start.line}: ${shown(original)} → ${shown(replacement)}`;
}

function shown(text) {
  return JSON.stringify(text.replaceAll(/\s+/g, ' '));
}

function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}
