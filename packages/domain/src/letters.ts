/** Letters that are no base letter with an accent, and what they are taken for. */
const TAKEN_FOR: Readonly<Record<string, string>> = { ð: 'd', đ: 'd', þ: 'th', ß: 'ss', ł: 'l', ħ: 'h' };

/** A lower-case text with every accent and stroke taken off. The Norwegian letters must be dealt with before. */
export function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ðđþßłħ]/g, (letter) => TAKEN_FOR[letter] ?? letter);
}
