import { type EcardOwnership, isMerged, type Profile } from '@profiles/domain';
import type {
  GivenNames,
  ImportBlock,
  ImportCounts,
  ImportImage,
  ImportPlace,
  ImportRecord,
  ProfilePart,
  ProfileStretch,
  RehearsedProfile,
  UnavailableNames,
} from '../ports/imports.js';
import type { ProfileStore } from '../ports/profile-store.js';

/**
 * The imports of one organisation, and what they read in bulk: all of it within that organisation. The two exceptions name no
 * one: whether a card is held [CARD-1], and whether a number can be given [IMPORT-1].
 */
export class TenantImports {
  readonly organisationId: number;
  readonly #store: ProfileStore;

  constructor(store: ProfileStore, organisationId: number) {
    this.#store = store;
    this.organisationId = organisationId;
  }

  find(id: string): Promise<ImportRecord | undefined> {
    return this.#store.imports.find(id, this.organisationId);
  }

  list(stretch: { readonly limit: number; readonly after?: ImportPlace }): Promise<ImportRecord[]> {
    return this.#store.imports.list(this.organisationId, stretch);
  }

  counts({ id }: ImportRecord): Promise<ImportCounts> {
    return this.#store.imports.counts(id, this.organisationId);
  }

  blocks({ id }: Pick<ImportRecord, 'id'>, numbers: readonly number[]): Promise<ImportBlock[]> {
    return this.#store.imports.blocks(id, this.organisationId, numbers);
  }

  lastBlock({ id }: ImportRecord): Promise<ImportBlock | undefined> {
    return this.#store.imports.lastBlock(id, this.organisationId);
  }

  async images({ id }: ImportRecord, customerNumbers: readonly number[]): Promise<ImportImage[]> {
    return customerNumbers.length === 0 ? [] : this.#store.imports.images(id, this.organisationId, customerNumbers);
  }

  async createdBy({ id }: ImportRecord, customerNumbers: readonly number[]): Promise<Map<number, number>> {
    return customerNumbers.length === 0
      ? new Map()
      : this.#store.imports.createdBy(id, this.organisationId, customerNumbers);
  }

  imagesOf({ id }: ImportRecord, block: number): Promise<ImportImage[]> {
    return this.#store.imports.imagesOf(id, this.organisationId, block);
  }

  rehearsed({ id }: ImportRecord, keys: readonly string[]): Promise<RehearsedProfile[]> {
    return this.#store.imports.rehearsed(id, this.organisationId, keys);
  }

  async holdersOf(keys: readonly string[]): Promise<Map<string, number>> {
    return keys.length === 0 ? new Map() : this.#store.imports.holdersOf(this.organisationId, keys);
  }

  async profiles(customerNumbers: readonly number[]): Promise<Profile[]> {
    return customerNumbers.length === 0 ? [] : this.#store.byCustomerNumbers(customerNumbers, this.organisationId);
  }

  async profilesByRef(customerRefs: readonly string[]): Promise<Profile[]> {
    return customerRefs.length === 0 ? [] : this.#store.byCustomerRefs(this.organisationId, customerRefs);
  }

  /** The survivors of those of the profiles that are merged. */
  async survivorsOf(profiles: readonly Profile[]): Promise<Profile[]> {
    const mergedNumbers = profiles.filter(isMerged).map(({ customerNumber }) => customerNumber);
    return mergedNumbers.length === 0 ? [] : this.#store.survivorsOf(mergedNumbers, this.organisationId);
  }

  async currentEcardsAmong(ecardNumbers: readonly number[]): Promise<EcardOwnership[]> {
    return ecardNumbers.length === 0 ? [] : this.#store.imports.currentEcardsAmong(ecardNumbers);
  }

  async ecardsOfAll(customerNumbers: readonly number[]): Promise<EcardOwnership[]> {
    return customerNumbers.length === 0 ? [] : this.#store.imports.ecardsOfAll(customerNumbers);
  }

  async passwordHashesOf(customerNumbers: readonly number[]): Promise<Map<number, string>> {
    return customerNumbers.length === 0
      ? new Map()
      : this.#store.imports.passwordHashesOf(this.organisationId, customerNumbers);
  }

  async unavailable(names: GivenNames, claim: boolean): Promise<UnavailableNames> {
    if (names.customerNumbers.length === 0 && names.uuids.length === 0) return { ...names, lastRevisions: new Map() };
    return this.#store.imports.unavailable(this.organisationId, names, claim);
  }

  profilesOf(stretch: ProfileStretch): Promise<ProfilePart> {
    return this.#store.imports.profilesOf(this.organisationId, stretch);
  }
}
