import type { ZoneRange } from '@profiles/mongo-store';

/** A zone that can't be understood. The message says what is expected. */
export class InvalidZoneError extends Error {
  override name = 'InvalidZoneError';
}

/**
 * Reads zones such as `shard01=1-40`: a shard, and the organisations that it holds.
 * @throws InvalidZoneError when one has another form, or two overlap
 */
export function zonesFrom(texts: readonly string[]): ZoneRange[] {
  const zones = texts.map((text) => {
    const [, shard = '', first, last = first] = /^([^=]+)=(\d+)(?:-(\d+))?$/.exec(text) ?? [];
    const zone = { shard, first: Number(first), last: Number(last) };
    if (shard === '' || zone.last < zone.first)
      throw new InvalidZoneError(
        `${text} is no zone. Expected: --zone <shard>=<first organisation>-<last organisation>`,
      );
    return zone;
  });
  const sorted = [...zones].sort((one, other) => one.first - other.first);
  for (const [at, zone] of sorted.entries()) {
    const before = sorted[at - 1];
    if (before !== undefined && before.last >= zone.first)
      throw new InvalidZoneError(`Organisation ${zone.first} is in two zones. Give each organisation one shard.`);
  }
  return zones;
}
