/** A guarantee that does not hold. */
export class ViolationError extends Error {
  override name = 'ViolationError';
  /** The rule or guarantee, such as `UNIQ-1`. */
  readonly guarantee: string;

  constructor(guarantee: string, message: string) {
    super(`[${guarantee}] ${message}`);
    this.guarantee = guarantee;
  }
}

/** @throws ViolationError unless the condition is true */
export function hold(condition: boolean, guarantee: string, message: () => string): void {
  if (!condition) throw new ViolationError(guarantee, message());
}
