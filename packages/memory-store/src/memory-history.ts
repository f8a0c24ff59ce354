import {
  type AccessLog,
  type AccessPlace,
  type AccessRecord,
  type ChangePlace,
  type ChangeRecord,
  type ProfileReader,
  withoutPerson,
} from '@profiles/application';

/** The change records and access records of customers, in memory. */
export interface MemoryHistory extends Pick<ProfileReader, 'changesOf' | 'accessesOf'> {
  readonly accessLog: AccessLog;
  add(changes: readonly ChangeRecord[]): void;
  forget(customerNumbers: ReadonlySet<number>): void;
}

/** @param isStored - whether a customer is there: [ERASE-1] a read of one who was erased meanwhile leaves no record */
export function memoryHistory(isStored: (customerNumber: number) => boolean): MemoryHistory {
  let changes: ChangeRecord[] = [];
  let accesses: AccessRecord[] = [];
  return {
    accessLog: {
      record: (records) => {
        accesses.push(...records.filter(({ customerNumber }) => isStored(customerNumber)));
      },
      flush: async () => {},
    },
    add: (made) => {
      changes.push(...made);
    },
    forget: (customerNumbers) => {
      const stays = ({ customerNumber }: { customerNumber?: number }) => !customerNumbers.has(customerNumber ?? 0);
      changes = changes.filter(stays).map((change) => {
        if (!change.alsoAbout?.some((number) => customerNumbers.has(number))) return change;
        const { alsoAbout: _all, ...rest } = change;
        return { ...rest, ...withoutPerson(change, [...customerNumbers]) };
      });
      accesses = accesses.filter(stays);
    },
    changesOf: async (customerNumbers, { after, limit, maxCharacters = Number.POSITIVE_INFINITY } = {}) => {
      const found = changes.filter(({ customerNumber = 0 }) => customerNumbers.includes(customerNumber));
      const sorted = found.sort(latestFirst);
      const behind = after === undefined ? sorted : sorted.filter((change) => latestFirst(change, after) > 0);
      return upTo(maxCharacters, behind.slice(0, limit));
    },
    accessesOf: async (customerNumbers, { after, limit } = {}) =>
      accesses
        .filter(({ customerNumber }) => customerNumbers.includes(customerNumber))
        .filter((access) => after === undefined || latestAccessFirst(access, after) > 0)
        .sort(latestAccessFirst)
        .slice(0, limit),
  };
}

/** The records until the total of characters exceeds the maximum, and one more. */
function upTo(maxCharacters: number, records: readonly ChangeRecord[]): ChangeRecord[] {
  let characters = 0;
  const end = records.findIndex((record) => {
    characters += JSON.stringify(record).length;
    return characters > maxCharacters;
  });
  return end === -1 ? [...records] : records.slice(0, end + 2);
}

function latestAccessFirst(a: AccessPlace, b: AccessPlace): number {
  return b.at.localeCompare(a.at) || a.id.localeCompare(b.id);
}

function latestFirst(a: ChangePlace, b: ChangePlace): number {
  return b.at.localeCompare(a.at) || b.revision - a.revision || (a.customerNumber ?? 0) - (b.customerNumber ?? 0);
}
