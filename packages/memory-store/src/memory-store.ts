import {
  type ChangeEvent,
  type Commit,
  type Erasure,
  type Lookups,
  type ProfileStore,
  type PurgePlace,
  StaleRevisionError,
  UniqueKeyTakenError,
} from '@profiles/application';
import {
  type EcardOwnership,
  isPurgeable,
  loginsOf,
  type PreferenceDefinition,
  type Profile,
  purgeableFrom,
  survivorNumberOf,
  uniqueKeysOf,
} from '@profiles/domain';
import { memoryDuplicatePairs } from './memory-duplicate-pairs.js';
import { memoryHistory } from './memory-history.js';
import { memoryIdempotency } from './memory-idempotency.js';
import { memoryImports } from './memory-imports.js';
import { matches, stretchOf } from './memory-search.js';
import { memoryWebhooks } from './memory-webhooks.js';
import { summariesOf } from './summaries.js';

export interface MemoryStore extends ProfileStore {
  /** Every committed event, oldest first. */
  readonly outbox: readonly ChangeEvent[];
  /** The password hashes, by customer number. */
  readonly credentials: ReadonlyMap<number, string>;
  /** The proofs of erasures and purges. */
  readonly erasures: readonly Erasure[];
}

/**
 * A store that keeps nothing beyond the process. It behaves as the MongoDB store does (one contract suite runs over
 * both), for tests and for trying the service out.
 */
export function createMemoryStore({ firstCustomerNumber = 1_000_000, now = Date.now } = {}): MemoryStore {
  const profiles = new Map<number, Profile>();
  const ecards = new Map<string, EcardOwnership>();
  const definitions = new Map<number, PreferenceDefinition>();
  const credentials = new Map<number, string>();
  const outbox: ChangeEvent[] = [];
  const erasures: Erasure[] = [];
  const idempotency = memoryIdempotency(now);
  const history = memoryHistory((customerNumber) => profiles.has(customerNumber));
  const webhooks = memoryWebhooks();
  let nextNumber = firstCustomerNumber;
  let nextDefinition = 1;
  let nextAddress = 1_000_000;

  const counter = () => ({ first: firstCustomerNumber, next: nextNumber });
  const imports = memoryImports({ profiles, ecards, credentials, counter });
  const allProfiles = () => [...profiles.values()];
  const duplicatePairs = memoryDuplicatePairs((organisationId) =>
    allProfiles().filter((profile) => profile.organisationId === organisationId),
  );
  const currentEcards = () => [...ecards.values()].filter((ecard) => ecard.endOfOwnership === undefined);

  /** Checks everything before anything is written, so that a commit is refused as a whole. */
  function check(commit: Commit): void {
    const { profiles: changes, checked = [], ecards: ecardChanges, definitions: definitionChanges = [] } = commit;
    for (const { before, after } of [...changes, ...checked.map((before) => ({ before, after: before }))]) {
      const number = (before ?? after)?.customerNumber ?? 0;
      const stored = profiles.get(number);
      const isStale =
        stored?.revision !== before?.revision ||
        stored?.lastSignInAt !== before?.lastSignInAt ||
        stored?.importedMerges !== before?.importedMerges;
      if (isStale) throw new StaleRevisionError();
    }
    for (const { before, after } of ecardChanges) {
      const id = (before ?? after)?.id ?? '';
      if (ecards.get(id)?.version !== before?.version) throw new StaleRevisionError();
    }
    for (const { before, after } of definitionChanges) {
      if (definitions.get(after.id)?.version !== before?.version) throw new StaleRevisionError();
      // [PREF-1] The use case looks again and refuses the code.
      if ([...definitions.values()].some((other) => sharesCode(other, after))) throw new StaleRevisionError();
    }
    checkCards(ecardChanges);
    checkKeys(changes.flatMap(({ after }) => after ?? []));
  }

  /** [CARD-1] Judges the cards as they will be: an ownership that ends here makes room for one that begins here. */
  function checkCards(changes: Commit['ecards']): void {
    const changing = new Set(changes.map(({ before, after }) => (before ?? after)?.id));
    const owned = new Set(
      currentEcards()
        .filter(({ id }) => !changing.has(id))
        .map(cardOf),
    );
    for (const { after } of changes) {
      if (after === undefined || after.endOfOwnership !== undefined) continue;
      if (owned.has(cardOf(after))) throw new StaleRevisionError();
      owned.add(cardOf(after));
    }
  }

  function checkKeys(written: readonly Profile[]): void {
    const numbers = new Set(written.map((profile) => profile.customerNumber));
    const held = new Set(
      allProfiles()
        .filter((profile) => !numbers.has(profile.customerNumber))
        .flatMap(organisationKeys),
    );
    for (const profile of written) {
      for (const key of organisationKeys(profile)) {
        if (held.has(key)) throw new UniqueKeyTakenError(key.slice(key.indexOf('/') + 1));
        held.add(key);
      }
    }
  }

  /** [ERASE-1] Removes the data of profiles outside the profiles themselves. */
  function forget({ profiles: changes, erasure }: Commit): void {
    const gone = changes.flatMap(({ before, after }) => (after ? [] : (before ?? [])));
    const numbers = new Set(gone.map(({ customerNumber }) => customerNumber));
    for (const number of numbers) credentials.delete(number);
    idempotency.forget(numbers);
    history.forget(numbers);
    imports.forget(gone, erasure !== undefined);
  }

  const lookups: Lookups<Profile> = {
    async byCustomerNumber(customerNumber, within) {
      const profile = profiles.get(customerNumber);
      return profile && isWithin(profile, within) ? profile : undefined;
    },
    async byUuid(uuid, within) {
      return allProfiles().find((profile) => profile.uuid === uuid && isWithin(profile, within));
    },
    async byCustomerRef(organisationId, customerRef) {
      return allProfiles().find(
        (profile) => profile.organisationId === organisationId && profile.customerRef === customerRef,
      );
    },
    async byCustomerNumbers(customerNumbers, within) {
      return allProfiles().filter(
        (profile) => customerNumbers.includes(profile.customerNumber) && isWithin(profile, within),
      );
    },
    async byCustomerRefs(organisationId, customerRefs) {
      return allProfiles().filter(
        (profile) => profile.organisationId === organisationId && customerRefs.includes(profile.customerRef),
      );
    },
    async byLogin(organisationId, login) {
      return allProfiles().filter(
        (profile) => profile.organisationId === organisationId && loginsOf(profile).includes(login),
      );
    },
    async survivorsOf(mergedNumbers) {
      return allProfiles().filter((profile) => mergedNumbers.some((number) => survivorNumberOf(profile, number)));
    },
    async survivorOf(customerNumber) {
      return allProfiles().find((profile) => survivorNumberOf(profile, customerNumber));
    },
    async find(search) {
      return stretchOf(allProfiles(), search);
    },
  };

  return {
    outbox,
    credentials,
    erasures,
    idempotency,
    accessLog: history.accessLog,
    duplicatePairs,
    webhooks,
    imports,
    changesOf: history.changesOf,
    accessesOf: history.accessesOf,
    ...lookups,
    summaries: summariesOf(lookups),
    async currentEcard(ecardOperator, ecardNumber) {
      return currentEcards().find(
        (ecard) => ecard.ecardOperator === ecardOperator && ecard.ecardNumber === ecardNumber,
      );
    },
    async currentEcardsNumbered(ecardNumber) {
      return currentEcards().filter((ecard) => ecard.ecardNumber === ecardNumber);
    },
    async ecardsOf(customerNumber) {
      return [...ecards.values()]
        .filter((ecard) => ecard.customerNumber === customerNumber)
        .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id));
    },
    async count(criteria) {
      return allProfiles().filter((profile) => matches(profile, criteria)).length;
    },
    async isPreferenceHeld(organisationId, preferenceId) {
      return allProfiles().some(
        (profile) =>
          profile.organisationId === organisationId &&
          profile.preferences.some((preference) => preference.preferenceId === preferenceId),
      );
    },
    async markedDistinctFrom(organisationId, customerNumbers) {
      return allProfiles().filter(
        (profile) =>
          profile.organisationId === organisationId &&
          profile.distinctFrom?.some((number) => customerNumbers.includes(number)),
      );
    },
    async countCurrentEcards(customerNumber) {
      return currentEcards().filter((ecard) => ecard.customerNumber === customerNumber).length;
    },
    async preferenceDefinitions(ids) {
      return [...definitions.values()].filter(({ id }) => ids.includes(id));
    },
    async preferenceDefinitionsOf(organisationId, { after = 0, limit } = {}) {
      return [...definitions.values()]
        .filter((definition) => definition.organisationId === organisationId && definition.id > after)
        .sort((a, b) => a.id - b.id)
        .slice(0, limit);
    },
    async passwordHashOf(customerNumber) {
      return credentials.get(customerNumber);
    },
    async purgeable(until, { limit, after }) {
      const compare = (a: Profile, b: Profile) => comparePurge(purgePlaceOf(a), purgePlaceOf(b));
      return allProfiles()
        .filter((profile) => isPurgeable(profile, until))
        .filter((profile) => after === undefined || comparePurge(purgePlaceOf(profile), after) > 0)
        .sort(compare)
        .slice(0, limit);
    },
    async nextPreferenceId() {
      return nextDefinition++;
    },
    async nextPostalAddressId() {
      return nextAddress++;
    },
    async nextCustomerNumber() {
      while (imports.isGiven(nextNumber)) nextNumber += 1;
      return nextNumber++;
    },
    async commit(commit) {
      check(commit);
      webhooks.check(commit);
      imports.check(commit);
      if (commit.idempotency) idempotency.answered(commit.idempotency);
      for (const { before, after } of commit.profiles) {
        if (after) profiles.set(after.customerNumber, after);
        else if (before) profiles.delete(before.customerNumber);
      }
      forget(commit);
      // [ERASE-1] A response about a customer who was erased while its call ran.
      const gone = commit.idempotency?.customerNumbers.filter((number) => !profiles.has(number)) ?? [];
      idempotency.forget(new Set(gone));
      imports.add(commit);
      for (const { before, after } of commit.ecards) {
        if (after) ecards.set(after.id, after);
        else if (before) ecards.delete(before.id);
      }
      for (const { after } of commit.definitions ?? []) definitions.set(after.id, after);
      for (const credential of commit.credentials ?? []) {
        credentials.set(credential.customerNumber, credential.passwordHash);
      }
      if (commit.erasure) erasures.push(commit.erasure);
      history.add(commit.changes);
      webhooks.committed(commit);
      duplicatePairs.committed(commit);
      outbox.push(...commit.events);
    },
  };
}

/** Whether two definitions of an organisation have one code. */
function sharesCode(a: PreferenceDefinition, b: PreferenceDefinition): boolean {
  return a.id !== b.id && a.organisationId === b.organisationId && a.preferenceCode === b.preferenceCode;
}

function isWithin({ organisationId }: Profile, within: number | undefined): boolean {
  return within === undefined || organisationId === within;
}

function purgePlaceOf(profile: Profile): PurgePlace {
  return { expirationDate: purgeableFrom(profile) ?? '', customerNumber: profile.customerNumber };
}

function comparePurge(a: PurgePlace, b: PurgePlace): number {
  return a.expirationDate.localeCompare(b.expirationDate) || a.customerNumber - b.customerNumber;
}

function cardOf({ ecardOperator, ecardNumber }: EcardOwnership): string {
  return `${ecardOperator}/${ecardNumber}`;
}

function organisationKeys(profile: Profile): string[] {
  return uniqueKeysOf(profile).map((key) => `${profile.organisationId}/${key}`);
}
