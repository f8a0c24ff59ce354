import {
  type Changes,
  type EcardOwnership,
  isMerged,
  type PreferenceDefinition,
  type Profile,
  survivorNumberOf,
  uniqueKeysOf,
} from '@profiles/domain';
import type { UseCaseContext } from '../pipeline/use-case.js';
import type { ImportImage, ImportRecord, RehearsedProfile } from '../ports/imports.js';
import { cardsOfRow, keysOfRow, type ReadRow } from './read-row.js';

type Fields = NonNullable<ReadRow['fields']>;
type Card = Pick<EcardOwnership, 'ecardOperator' | 'ecardNumber'>;

/** The stored data of a customer that a row names. */
export interface Match {
  readonly profile: Profile;
  /** The profile that its number leads to: itself unless it was merged. */
  readonly survivor: Profile;
}

const cardKey = ({ ecardOperator, ecardNumber }: Card) => `card:${ecardOperator}/${ecardNumber}`;

/**
 * The state that the rows of one part are decided on: what is stored, read in bulk, with the rows of this part decided so
 * far, and in a dry run with all rows before [IMPORT-2]. So each row finds what the rows before it have written.
 */
export class RowStage {
  readonly definitions = new Map<string, PreferenceDefinition>();
  readonly images = new Map<number, ImportImage>();
  /** The customers that an earlier part of this import created, with the revision that they began with. */
  readonly created = new Map<number, number>();
  readonly #profiles = new Map<number, Profile>();
  readonly #byRef = new Map<string, number>();
  readonly #survivors: Profile[] = [];
  readonly #holders = new Map<string, number>();
  readonly #cards = new Set<string>();
  readonly #ecards = new Map<number, EcardOwnership[]>();
  readonly #unavailable = new Set<number | string>();
  readonly #lastRevisions = new Map<number, number>();
  /** Customers that a row of this part has written: no other row of the part may. */
  readonly #written = new Set<number>();
  readonly #record: ImportRecord;
  readonly #context: UseCaseContext;

  private constructor(context: UseCaseContext, record: ImportRecord) {
    this.#context = context;
    this.#record = record;
  }

  /** Reads everything that the rows refer to. */
  static async load(context: UseCaseContext, record: ImportRecord, rows: readonly ReadRow[]): Promise<RowStage> {
    const stage = new RowStage(context, record);
    const all = rows.flatMap(({ fields }) => fields ?? []);
    const profiles = stage.#loadProfiles(all);
    // The items of a stored customer are needed for its update alone.
    if (record.onExisting === 'update') await profiles;
    await Promise.all([
      ...[profiles, stage.#loadHolders(all), stage.#loadDefinitions(all), stage.#loadBelongings(all)],
    ]);
    if (record.dryRun) await stage.#addRehearsed(all);
    await stage.#loadUnavailable(all);
    return stage;
  }

  /** The customer that a row names, if it exists: by its number alone, or without one by its reference. [IMPORT-1] */
  match({ customerNumber, customerRef }: Fields): Match | undefined {
    const number = customerNumber ?? (customerRef == null ? undefined : this.#byRef.get(customerRef));
    const profile = number === undefined ? undefined : this.#profiles.get(number);
    if (profile === undefined) return undefined;
    return { profile, survivor: this.survivorOf(profile.customerNumber) ?? profile };
  }

  /** The profile that a number leads to. */
  survivorOf(customerNumber: number): Profile | undefined {
    const profile = this.#profiles.get(customerNumber);
    if (profile === undefined || !isMerged(profile)) return profile;
    for (const survivor of this.#survivors) {
      const current = this.#profiles.get(survivor.customerNumber) ?? survivor;
      if (survivorNumberOf(current, customerNumber)) return current;
    }
    return profile.parentId === undefined ? undefined : this.survivorOf(profile.parentId);
  }

  /** Whether a row of this part has written the customer. */
  isWritten(customerNumber: number): boolean {
    return this.#written.has(customerNumber);
  }

  isKeyTaken(key: string, besides: number): boolean {
    const holder = this.#holders.get(key);
    return holder !== undefined && holder !== besides;
  }

  isCardHeld(card: Card): boolean {
    return this.#cards.has(cardKey(card));
  }

  ecardsOf(customerNumber: number): readonly EcardOwnership[] {
    return this.#ecards.get(customerNumber) ?? [];
  }

  /** Whether a customer number or uuid can't be given. */
  isUnavailable(name: number | string): boolean {
    return this.#unavailable.has(name);
  }

  /** Adds the changes of a row, for the rows after it. */
  apply({ profiles, ecards = [] }: Changes): void {
    for (const { before, after, isRecordOnly } of profiles) {
      if (after === undefined) continue;
      const { customerNumber } = after;
      this.#free(before);
      this.#put(after);
      if (!isRecordOnly) this.#written.add(customerNumber);
    }
    for (const { after } of ecards) {
      if (after === undefined) continue;
      if (after.endOfOwnership === undefined) this.#cards.add(cardKey(after));
      this.#ecards.set(after.customerNumber, [...this.ecardsOf(after.customerNumber), after]);
    }
  }

  /** A profile as a later row of the dry run finds it. [IMPORT-2] */
  rehearsed(after: Profile): RehearsedProfile {
    const { customerNumber, profileType, status, relatedCustomerNumbers, parentId, uuid } = after;
    const ecards = this.ecardsOf(customerNumber);
    const cards = ecards.filter(({ endOfOwnership }) => endOfOwnership === undefined).map(cardKey);
    const keys = [...uniqueKeysOf(after), ...cards, `number:${customerNumber}`, `uuid:${uuid}`];
    const { id: importId, organisationId, onExisting } = this.#record;
    return {
      ...{ importId, organisationId, customerNumber },
      keys: keys.map((key) => this.#digest(key)),
      head: { profileType, status, relatedCustomerNumbers, ...(parentId !== undefined && { parentId }) },
      ...(onExisting === 'update' && { profile: after, ecards }),
    };
  }

  #digest(key: string): string {
    return this.#context.ids.digest(`${this.#record.id} ${key}`);
  }

  #put(profile: Profile): void {
    const { customerNumber, customerRef } = profile;
    this.#profiles.set(customerNumber, profile);
    this.#byRef.set(customerRef, customerNumber);
    for (const key of uniqueKeysOf(profile)) this.#holders.set(key, customerNumber);
  }

  #free(before: Profile | undefined): void {
    if (before === undefined) return;
    for (const key of uniqueKeysOf(before))
      if (this.#holders.get(key) === before.customerNumber) this.#holders.delete(key);
  }

  async #loadProfiles(rows: readonly Fields[]): Promise<void> {
    const { imports } = this.#context.store;
    const numbers = rows.flatMap(({ customerNumber, mergedInto }) => [customerNumber ?? [], mergedInto ?? []].flat());
    const refs = rows.flatMap(({ customerNumber, customerRef }) => (customerNumber == null ? (customerRef ?? []) : []));
    const [byNumber, byRef] = await Promise.all([
      imports.profiles([...new Set(numbers)]),
      imports.profilesByRef([...new Set(refs)]),
    ]);
    for (const profile of [...byNumber, ...byRef]) {
      this.#profiles.set(profile.customerNumber, profile);
      this.#byRef.set(profile.customerRef, profile.customerNumber);
    }
    this.#survivors.push(...(await imports.survivorsOf([...this.#profiles.values()])));
    for (const survivor of this.#survivors) this.#profiles.set(survivor.customerNumber, survivor);
  }

  async #loadHolders(rows: readonly Fields[]): Promise<void> {
    const keys = [...new Set(rows.flatMap(keysOfRow))];
    for (const [key, number] of await this.#context.store.imports.holdersOf(keys)) this.#holders.set(key, number);
  }

  async #loadDefinitions(rows: readonly Fields[]): Promise<void> {
    if (!rows.some(({ preferences }) => preferences?.length) && this.#record.onExisting !== 'update') return;
    const definitions = await this.#context.store.preferenceDefinitionsOf(this.#record.organisationId);
    for (const definition of definitions) this.definitions.set(definition.preferenceCode, definition);
  }

  async #loadBelongings(rows: readonly Fields[]): Promise<void> {
    const { imports } = this.#context.store;
    const { onExisting, dryRun } = this.#record;
    const numbers = onExisting === 'update' ? [...this.#profiles.keys()] : [];
    const cardNumbers = new Set(rows.flatMap(cardsOfRow).map(({ ecardNumber }) => ecardNumber));
    const [held, ecards, images, created] = await Promise.all([
      imports.currentEcardsAmong([...cardNumbers]),
      imports.ecardsOfAll(numbers),
      dryRun ? [] : imports.images(this.#record, numbers),
      dryRun ? new Map<number, number>() : imports.createdBy(this.#record, numbers),
    ]);
    for (const card of held) this.#cards.add(cardKey(card));
    for (const card of ecards) this.#ecards.set(card.customerNumber, [...this.ecardsOf(card.customerNumber), card]);
    for (const image of images) this.images.set(image.customerNumber, image);
    for (const [number, revision] of created) this.created.set(number, revision);
  }

  /** Puts what earlier rows of the dry run would have written over what is stored. */
  async #addRehearsed(rows: readonly Fields[]): Promise<void> {
    const keys = rows.flatMap((fields) => [
      ...keysOfRow(fields),
      ...cardsOfRow(fields).map(cardKey),
      ...[fields.customerNumber, fields.mergedInto].flatMap((number) => (number == null ? [] : [`number:${number}`])),
      ...(fields.uuid == null ? [] : [`uuid:${fields.uuid}`]),
    ]);
    const byDigest = new Map(keys.map((key) => [this.#digest(key), key]));
    const stored = await this.#context.store.imports.rehearsed(this.#record, [...byDigest.keys()]);
    for (const { customerNumber, keys: digests, head, profile, ecards } of stored) {
      this.#free(this.#profiles.get(customerNumber));
      for (const [key, holder] of this.#holders) if (holder === customerNumber) this.#holders.delete(key);
      if (profile) this.#put(profile);
      else this.#profiles.set(customerNumber, { ...WITHOUT_DATA, ...head, customerNumber });
      if (ecards) this.#ecards.set(customerNumber, [...ecards]);
      for (const key of digests.flatMap((digest) => byDigest.get(digest) ?? [])) {
        if (key.startsWith('card:')) this.#cards.add(key);
        else if (key.startsWith('uuid:')) this.#unavailable.add(key.slice('uuid:'.length));
        else this.#holders.set(key, customerNumber);
        if (key.startsWith('ref:')) this.#byRef.set(key.slice('ref:'.length), customerNumber);
      }
    }
  }

  async #loadUnavailable(rows: readonly Fields[]): Promise<void> {
    const unknown = rows.filter((fields) => this.match(fields) === undefined);
    const customerNumbers = unknown.flatMap(({ customerNumber }) => customerNumber ?? []);
    const uuids = unknown.flatMap(({ uuid }) => uuid ?? []);
    const names = { customerNumbers: [...new Set(customerNumbers)], uuids: [...new Set(uuids)] };
    const unavailable = await this.#context.store.imports.unavailable(names, !this.#record.dryRun);
    for (const name of [...unavailable.customerNumbers, ...unavailable.uuids]) this.#unavailable.add(name);
    for (const [number, revision] of unavailable.lastRevisions) this.#lastRevisions.set(number, revision);
  }

  /** The revision that a new customer begins with. A number that was given before goes on after its last event. */
  firstRevisionOf(customerNumber: number): number {
    return (this.#lastRevisions.get(customerNumber) ?? 0) + 1;
  }

  /** Remembers a uuid that a row of this part has given. */
  give(uuid: string | null | undefined): void {
    if (uuid != null) this.#unavailable.add(uuid);
  }
}

/** The fields of a profile that a dry run does not keep, because no row can change it. */
const WITHOUT_DATA = {
  ...{ organisationId: 0, revision: 1, surname: '', firstName: '', customerRef: '', uuid: '' },
  ...{ languagePreferenceISO6393: 'NOB', createdAt: '', createdBy: '', createdByChannel: '' },
  ...{ changedAt: '', changedBy: '', changedByChannel: '' },
  ...{ postalAddresses: [], customerAccounts: [], personnelTickets: [], preferences: [], notes: [] },
};
