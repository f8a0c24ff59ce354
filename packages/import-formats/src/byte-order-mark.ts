/** The text without the byte order mark that spreadsheets write at the beginning of a file. */
export function withoutByteOrderMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
