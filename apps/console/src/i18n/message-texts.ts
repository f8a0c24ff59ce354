/**
 * The text of a message that the service gives about a field. The service has one fixed English text for each rule: `N` stands for
 * a number and `*` for a value, which `{1}`, `{2}` … repeat.
 */
export type MessageText = readonly [message: string, text: string];

/** Finds the text of a message in a table. Without one it is undefined. */
export function messageTexts(table: readonly MessageText[]): (message: string) => string | undefined {
  const patterns = table.map(([message, text]) => [patternOf(message), text] as const);
  return (message) => {
    for (const [pattern, text] of patterns) {
      const found = pattern.exec(message);
      if (found !== null) return text.replace(/\{(\d)\}/g, (_, place: string) => found[Number(place)] ?? '');
    }
    return undefined;
  };
}

function patternOf(message: string): RegExp {
  const source = message
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '(.*)')
    .replace(/\bN\b/g, '(-?\\d+)');
  return new RegExp(`^${source}$`, 's');
}
