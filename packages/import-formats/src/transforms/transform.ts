/** The result of a transform: the value, or why there is none. */
export type Transformed = { readonly value: unknown } | { readonly problem: string };

/** The context of a transform besides its value. */
export interface TransformContext {
  /** The other cells of the record. */
  cell(name: string): string | undefined;
  /** The decimal sign of the file. */
  readonly decimal: ',' | '.';
}

/** The options that a mapping gives a transform. */
export interface TransformOptions {
  /** How a date is written, such as `dd.mm.yyyy`. */
  readonly format?: string | undefined;
  /** The time zone of local times, such as `Europe/Oslo`. */
  readonly zone?: string | undefined;
  /** The country of national telephone numbers or post codes, in two letters. */
  readonly country?: string | undefined;
  /** The column with the country of a post code. Of several, the first one that is not blank. */
  readonly countryFrom?: string | readonly string[] | undefined;
  /** The decimal sign of numbers. */
  readonly decimal?: ',' | '.' | undefined;
  /** Values of the file and their replacements. */
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/** Converts the text of a cell. It is never called with blank text. */
export type Transform = (text: string, options: TransformOptions, context: TransformContext) => Transformed;

export const value = (converted: unknown): Transformed => ({ value: converted });
export const problem = (message: string): Transformed => ({ problem: message });
