import { createInterface } from 'node:readline/promises';

/** Where a command reads and writes. */
export interface Terminal {
  /** The result of the command. */
  out(text: string): void;
  /** Progress, notes and questions: they are no part of the result. */
  note(text: string): void;
  /** Whether a person watches: progress is then a bar. */
  readonly isInteractive: boolean;
  /** Asks a question that is answered with yes or no. */
  confirm(question: string): Promise<boolean>;
  /** Aborted when the command is to stop. */
  readonly signal: AbortSignal;
}

/** The terminal of this process. */
export function processTerminal(signal: AbortSignal): Terminal {
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    isInteractive: process.stderr.isTTY === true,
    async confirm(question) {
      if (process.stdin.isTTY !== true) return false;
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        const reply = await lines.question(`${question} [y/N] `, { signal });
        return /^(y|yes|j|ja)$/i.test(reply.trim());
      } finally {
        lines.close();
      }
    },
    signal,
  };
}
