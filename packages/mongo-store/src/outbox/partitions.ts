/** Into how many shares the customers are divided for publishing; also the most publishers that can work at once. */
export const PARTITIONS = 16;

/** The share a customer belongs to: always the same, so that one publisher at a time has all its events. */
export function partitionOf(customerNumber: number): number {
  return customerNumber % PARTITIONS;
}
