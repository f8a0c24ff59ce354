import type { Instant } from '@profiles/domain';

export interface Clock {
  now(): Instant;
  /** Resolves after this many milliseconds. */
  pause(millis: number): Promise<void>;
}
