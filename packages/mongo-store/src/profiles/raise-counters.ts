import type { MongoConnection } from '../driver/connection.js';
import { translating } from '../driver/driver-errors.js';
import { collectionsOf } from '../schema/collections.js';
import { raiseNumbers, type UsedNumbers } from './numbers.js';

/** Raises the counters of a restored database above the numbers in use: see {@link raiseNumbers}. */
export function raiseCounters({ db }: Pick<MongoConnection, 'db'>, used: UsedNumbers): Promise<number> {
  return translating(() => raiseNumbers(collectionsOf(db), used));
}
