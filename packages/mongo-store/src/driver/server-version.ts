import { StoreUnavailableError } from '@profiles/application';
import type { Db } from 'mongodb';

/**
 * The lowest version of MongoDB that is supported: `client.bulkWrite` needs 8.0, and CVE-2025-10060 (a retried upsert in a
 * transaction can break a unique index) is fixed in 8.0.12 and later. 8.0.17 is the lowest patch that is tested against.
 */
export const LOWEST_SERVER_VERSION = '8.0.17';

/** The database runs a version that is not supported. Nothing is written to it. */
export class UnsupportedServerError extends StoreUnavailableError {
  override name = 'UnsupportedServerError';
}

/** The part of the response to `buildInfo` that is needed. */
export interface BuildInfo {
  readonly version?: unknown;
  /**
   * The own version of the development stand-in (docs/adr/0007-stand-in-for-mongodb.md). It reports 8.2.11 as its `version`,
   * which says what it imitates and nothing about its faults, so it is recognised by this field and accepted as itself.
   */
  readonly secantusVersion?: unknown;
}

/**
 * Checks the version that a server reports.
 * @throws UnsupportedServerError with the version found, the lowest one that is supported, and the next step
 */
export function requireSupportedVersion({ version, secantusVersion }: BuildInfo): void {
  if (secantusVersion !== undefined) return;
  if (typeof version === 'string' && compareVersions(version, LOWEST_SERVER_VERSION) >= 0) return;
  throw new UnsupportedServerError(
    `The database runs MongoDB ${String(version)}; ${LOWEST_SERVER_VERSION} is the lowest supported version. ` +
      'Upgrade the database, or set MONGODB_URI to a newer one: docs/operating/runbook.md.',
  );
}

/**
 * Checks the version of the server behind a database.
 * @throws UnsupportedServerError
 */
export async function requireSupportedServer(db: Db): Promise<void> {
  requireSupportedVersion(await db.command({ buildInfo: 1 }));
}

/** Compares by number, part by part. A pre-release (`8.0.17-rc0`) is lower than its release. */
function compareVersions(one: string, other: string): number {
  const parts = (version: string) => (/^\d+(\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number);
  const [a, b] = [parts(one), parts(other)];
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(other.includes('-')) - Number(one.includes('-'));
}
