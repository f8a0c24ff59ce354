import type { Instant } from '@profiles/domain';

/** The source of identifiers and randomness. */
export interface Ids {
  /** 32 random lower-case hex characters. */
  profileUuid(): string;
  /** A random UUID (RFC 9562, version 4), for ownerships, tickets and the like. */
  uuid(): string;
  /** A UUID (RFC 9562, version 7) that begins with the time: sorting by it is sorting by time. */
  uuidAt(at: Instant): string;
  /** A number in [0, 1), for jitter. */
  random(): number;
  /** A collision-free digest of a text. */
  digest(text: string): string;
}
