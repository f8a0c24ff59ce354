/** The state at one moment, and what callers saw since the moment before. */
export interface Sample {
  readonly minute: number;
  readonly calls: number;
  readonly failed: number;
  /** Milliseconds until the response. */
  readonly p50: number;
  readonly p99: number;
  /** Resident memory of each process; undefined while one was down. */
  readonly memoryMiB: readonly (number | undefined)[];
  /** Events that wait in the outbox. */
  readonly backlog: number;
  readonly customers: number;
  readonly documents: number;
  /** Undefined where the database does not tell it. */
  readonly indexMiB: number | undefined;
  /** The restart since the sample before, if any. */
  readonly restarted: string;
}

/** The samples as comma-separated values, with a header. */
export function csvOf(samples: readonly Sample[]): string {
  const processes = samples[0]?.memoryMiB.map((_, at) => `memory_${at + 1}_mib`) ?? [];
  const header = ['minute', 'calls', 'failed', 'p50_ms', 'p99_ms', ...processes, 'backlog', 'customers', 'documents'];
  const rows = samples.map((sample) => [
    ...[sample.minute.toFixed(1), sample.calls, sample.failed, sample.p50.toFixed(1), sample.p99.toFixed(1)],
    ...sample.memoryMiB.map((mib) => mib?.toFixed(0) ?? ''),
    ...[sample.backlog, sample.customers, sample.documents, sample.indexMiB?.toFixed(2) ?? '', sample.restarted],
  ]);
  return [[...header, 'index_mib', 'restarted'], ...rows].map((row) => `${row.join(',')}\n`).join('');
}
