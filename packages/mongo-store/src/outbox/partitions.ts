/** The number of partitions of the customers, and the maximum number of publishers at work. */
export const PARTITIONS = 16;

/** The partition of a customer. It never changes, so one publisher at a time has all events of the customer. */
export function partitionOf(customerNumber: number): number {
  return customerNumber % PARTITIONS;
}
