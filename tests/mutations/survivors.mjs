/**
 * Mutants that no test can find, each with the reason.
 *
 * @type {readonly { file: string, from: string, to?: string, why: string }[]}
 */
export const SURVIVORS = [];
