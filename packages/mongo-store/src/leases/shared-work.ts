export { type HeldLeases, type Lease, NoLeasesError } from './lease.js';
export type { LeaseRecord, LeaseStore, PublisherRecord } from './leases.js';
export { PartitionLeases } from './partition-leases.js';
export { WakeUpSignal } from './wake-up-signal.js';
