/** A code block of a guide. */
export interface Snippet {
  /** `sh` is run, `js` is saved as a file, `text` is the expected output of the snippet before it. */
  readonly language: 'sh' | 'js' | 'text';
  readonly code: string;
  /** In the page, from 1. */
  readonly line: number;
}

/**
 * The code blocks of a page in their order.
 *
 * @throws an error for a block in another language: it would not be run.
 */
export function snippetsOf(page: string): Snippet[] {
  return [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(({ 1: language = '', 2: code = '', index }) => {
    const line = page.slice(0, index).split('\n').length;
    if (language !== 'sh' && language !== 'js' && language !== 'text') {
      throw new Error(`Line ${line}: a guide has snippets in sh, js and text alone, because they are run.`);
    }
    return { language, code, line };
  });
}

/** The name of the file that a `js` snippet is saved as: its first line is `// name.mjs`. */
export function fileNameOf({ code, line }: Snippet): string {
  const [, name] = /^\/\/ ([\w-]+\.mjs)\n/.exec(code) ?? [];
  if (name === undefined) throw new Error(`Line ${line}: the first line of a snippet in js is the name of its file.`);
  return name;
}

/** Expected output, `…` for any text, as a pattern. Other lines may stand between those that are expected. */
export function patternOf({ code }: Snippet): RegExp {
  const lines = code.trimEnd().split('\n');
  const escaped = lines.map((line) =>
    line
      .split('…')
      .map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'))
      .join('.*'),
  );
  return new RegExp(escaped.join('[\\s\\S]*?\\n'));
}
