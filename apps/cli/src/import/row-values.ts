import type { NumberedRow } from './row-batches.js';

/** How a row names its customer. */
type Naming = 'number' | 'reference';

/** The values of a batch that rows of another batch could share. */
export interface RowValues {
  readonly values: ReadonlySet<string>;
  readonly namings: ReadonlySet<Naming>;
}

/**
 * The values by which the outcome of a row can depend on an earlier one: unique values of the contract, cards, and customers
 * that a row names. Values that the service takes for equal are equal here; others may be, which costs time alone.
 */
export function valuesOf(rows: readonly NumberedRow[]): RowValues {
  const values = new Set<string>();
  const namings = new Set<Naming>();
  const add = (kind: string, value: unknown) => {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    values.add(`${kind}:${String(value).normalize('NFKC').toLowerCase().replace(/\s/gu, '')}`);
  };
  for (const { record } of rows) {
    const row = record.row ?? {};
    // A customer without a reference has its number as one.
    for (const name of [row['customerRef'], row['customerNumber'], row['mergedInto']]) add('customer', name);
    for (const name of [record.link?.key, record.link?.into]) add('customer', name);
    // A customer without a username has its email as one.
    for (const login of [row['email'], row['emailOld'], row['username']]) add('login', login);
    add('vipps', row['vippsId']);
    add('uuid', row['uuid']);
    add('account', row['customerAccountId']);
    for (const account of itemsOf(row['customerAccounts'])) add('account', account['accountId']);
    for (const card of itemsOf(row['ecardOwnerships'])) add('card', Number(card['ecardNumber']));
    namings.add(row['customerNumber'] == null ? 'reference' : 'number');
  }
  return { values, namings };
}

/**
 * Whether the outcome of a row of one batch can depend on a row of the other one. One customer can be named by number in one
 * row and by reference in another, which only the service knows.
 */
export function haveInCommon(one: RowValues, other: RowValues): boolean {
  if (one.namings.size > 1 || other.namings.size > 1 || [...one.namings].some((naming) => !other.namings.has(naming)))
    return true;
  const [smaller, larger] = one.values.size < other.values.size ? [one, other] : [other, one];
  for (const value of smaller.values) if (larger.values.has(value)) return true;
  return false;
}

function itemsOf(list: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'object' && item !== null) : [];
}
