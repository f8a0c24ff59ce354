/** The two parties of a merge in the URL: customer numbers, and nothing else about a customer. */
export interface MergeSearch {
  /** The customer who stays. */
  readonly customer?: number;
  /** The customer who is merged in. */
  readonly source?: number;
}

/** The parties that a URL names. What is no customer number is left out. */
export function mergeSearchOf(search: Record<string, unknown>): MergeSearch {
  const [customer, source] = [numberOf(search['customer']), numberOf(search['source'])];
  return { ...(customer !== undefined && { customer }), ...(source !== undefined && { source }) };
}

function numberOf(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
