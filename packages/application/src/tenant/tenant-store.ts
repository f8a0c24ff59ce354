import { type Caller, Permission } from '@profiles/contracts';
import type {
  DuplicatePair,
  EcardOwnership,
  PreferenceDefinition,
  Profile,
  ProfileSummary,
  Webhook,
  WebhookDelivery,
} from '@profiles/domain';
import { candidatesOf } from '../duplicates/candidates.js';
import { settlePairsForCall } from '../duplicates/settle-pairs.js';
import type { AccessRecord, AccessStretch } from '../ports/access-log.js';
import type { ChangeRecord, ChangeStretch } from '../ports/change-records.js';
import type { PairStretch } from '../ports/duplicate-pairs.js';
import type { Lookups, ProfileCriteria, StoredProfile } from '../ports/lookups.js';
import type { DefinitionStretch, ProfileStore } from '../ports/profile-store.js';
import type { DeliveryRange, DeliveryStretch } from '../ports/webhooks.js';
import { TenantImports } from './tenant-imports.js';
import { TenantLookups } from './tenant-lookups.js';
import { type AllVisible, markVisible, type Visible } from './visible.js';
import { type PersonPart, partOfPerson } from './whole-person.js';

/** The parts of a profile that a response shows besides the profile itself. */
export interface Includes {
  readonly includeECards?: boolean | null | undefined;
  readonly includePersonnelTicket?: boolean | null | undefined;
  readonly includePreferences?: boolean | null | undefined;
  readonly includeNotes?: boolean | null | undefined;
}

type Own = Visible<Pick<ProfileSummary, 'customerNumber' | 'organisationId' | 'relatedCustomerNumbers'>>;

/** A profile for a response: an object with the parts that were read, or the stored form. */
export type ShownProfile = (ProfileSummary & Partial<Profile>) | StoredProfile;

/**
 * The store as one call may use it: the tenant boundary. Use cases reach no other store. Every method returns data of the
 * caller's own organisation, or nothing. Data below a profile is read with a profile that this store returned.
 */
export class TenantStore extends TenantLookups<Profile> {
  readonly #store: ProfileStore;
  readonly #respondsWithText: boolean;

  /** @param respondsWithText - whether the response may be {@link JsonText} */
  constructor(store: ProfileStore, caller: Caller, respondsWithText = false) {
    const organisationId = caller.permissions.has(Permission.AllOrganisations) ? undefined : caller.organisationId;
    super(store, { caller, organisationId, dataSubjects: new Map(), mergedSubjects: new Set() });
    this.#store = store;
    this.#respondsWithText = respondsWithText;
  }

  /** The organisations of the customers whose data the call has read, by customer number. */
  get dataSubjects(): ReadonlyMap<number, number> {
    return this.scope.dataSubjects;
  }

  /** The customers merged into those, by number. */
  get mergedSubjects(): ReadonlySet<number> {
    return this.scope.mergedSubjects;
  }

  /** The same lookups, which read preferences and notes only if a response with these includes shows them. */
  showing({ includePreferences, includeNotes }: Includes): TenantLookups<ShownProfile> {
    const { stored, summaries } = this.#store;
    const isWhole = includePreferences || includeNotes;
    const text = this.#respondsWithText ? stored : undefined;
    if (text === undefined && isWhole) return this as unknown as TenantLookups<ShownProfile>;
    const lookups: Lookups<ShownProfile> = text === undefined ? summaries : isWhole ? text.whole : text.summaries;
    return new TenantLookups(lookups, this.scope);
  }

  /** The number of profiles that match the criteria. */
  count(criteria: ProfileCriteria): Promise<number> {
    return this.#store.count(criteria);
  }

  /** Every ownership of the customer, ended ones included, oldest first. */
  async ecardsOf({ customerNumber }: Own): Promise<Visible<EcardOwnership>[]> {
    return (await this.#store.ecardsOf(customerNumber)).map(markVisible);
  }

  /** The current ownership of a card, if a customer of the tenant holds it. [CARD-3] */
  async currentEcard(ecardOperator: string, ecardNumber: number): Promise<Visible<EcardOwnership> | undefined> {
    const ownership = await this.#store.currentEcard(ecardOperator, ecardNumber);
    return ownership !== undefined && this.maySee(ownership) ? markVisible(ownership) : undefined;
  }

  /**
   * Whether any customer holds the card now, of whichever organisation. [CARD-1] allows this one answer across tenants,
   * because a physical card has one owner in the world.
   */
  async isEcardHeld(ecardOperator: string, ecardNumber: number): Promise<boolean> {
    return (await this.#store.currentEcard(ecardOperator, ecardNumber)) !== undefined;
  }

  /** The current ownerships, within the tenant, of all cards with this number: one per operator. */
  async currentEcardsNumbered(ecardNumber: number): Promise<Visible<EcardOwnership>[]> {
    const ownerships = await this.#store.currentEcardsNumbered(ecardNumber);
    return ownerships.filter((ownership) => this.maySee(ownership)).map(markVisible);
  }

  /** The preference definitions of the tenant among these ids, in any order. */
  async preferenceDefinitions(ids: readonly number[]): Promise<Visible<PreferenceDefinition>[]> {
    const definitions = await this.#store.preferenceDefinitions(ids);
    return definitions.filter((definition) => this.maySee(definition)).map(markVisible);
  }

  /** The preference definitions of an organisation, by id. */
  async preferenceDefinitionsOf(
    organisationId: number,
    stretch?: DefinitionStretch,
  ): Promise<Visible<PreferenceDefinition>[]> {
    const definitions = await this.#store.preferenceDefinitionsOf(organisationId, stretch);
    return definitions.filter((definition) => this.maySee(definition)).map(markVisible);
  }

  /** Whether any customer of the definition's organisation holds a value of it. [PREF-1] */
  isPreferenceHeld({ id, organisationId }: Visible<PreferenceDefinition>): Promise<boolean> {
    return this.#store.isPreferenceHeld(organisationId, id);
  }

  /** The number of current cards of the customer. [LIMIT-1] */
  countCurrentEcards({ customerNumber }: Own): Promise<number> {
    return this.#store.countCurrentEcards(customerNumber);
  }

  passwordHashOf({ customerNumber, organisationId }: Own): Promise<string | undefined> {
    return this.#store.passwordHashOf(customerNumber, organisationId);
  }

  /** The changes of a customer and of the profiles merged into it, the latest first. */
  changesOf(survivor: Own, stretch?: ChangeStretch): Promise<ChangeRecord[]> {
    return this.#store.changesOf(numbersOf(survivor), { ...stretch, within: survivor.organisationId });
  }

  /** The recorded reads of a customer and of the profiles merged into it, the latest first. */
  accessesOf(survivor: Own, stretch?: AccessStretch): Promise<AccessRecord[]> {
    return this.#store.accessesOf(numbersOf(survivor), stretch);
  }

  /** Some of the profiles of a person: the survivor, then those merged into it, in the order of `relatedCustomerNumbers`. */
  async profilesOfPerson(
    survivor: Visible<Profile>,
    { start, count }: { readonly start: number; readonly count: number },
  ): Promise<Visible<Profile>[]> {
    const numbers = numbersOf(survivor).slice(start, start + count);
    const others = numbers.filter((number) => number !== survivor.customerNumber);
    const merged = await this.#store.byCustomerNumbers(others, survivor.organisationId);
    const byNumber = new Map([survivor, ...merged].map((profile) => [profile.customerNumber, profile]));
    return numbers.flatMap((number) => byNumber.get(number) ?? []).map(markVisible);
  }

  /** The next part of the data stored of the person that a survivor stands for. */
  partOfPerson(survivor: Visible<Profile>): Promise<AllVisible<PersonPart>> {
    return partOfPerson(this.#store, survivor) as Promise<AllVisible<PersonPart>>;
  }

  /** New ids for postal addresses, which were never assigned before. */
  async nextPostalAddressIds(count: number): Promise<number[]> {
    const ids: number[] = [];
    while (ids.length < count) ids.push(await this.#store.nextPostalAddressId());
    return ids;
  }

  /** Pairs of likely duplicates within the caller's organisation. They may be older than the last change of a profile. */
  duplicatePairs(stretch: PairStretch): Promise<DuplicatePair[]> {
    return this.#store.duplicatePairs.list(this.scope.caller.organisationId, stretch);
  }

  /** [DUP-1] The profiles that share a value with a profile. No data subject is recorded. */
  async duplicateCandidates(profile: Visible<Profile>): Promise<Visible<Profile>[]> {
    const search = { store: this.#store, organisationId: profile.organisationId, common: new Set<string>() };
    const candidates = (await candidatesOf(search, [profile])).flatMap(([, found]) => found);
    return candidates.filter((candidate) => this.maySee(candidate)).map(markVisible);
  }

  /** Determines the pairs of changed profiles of the caller's organisation, a limited number of them. */
  settleDuplicatePairs(): Promise<void> {
    return settlePairsForCall(this.#store, this.scope.caller.organisationId);
  }

  /** The webhook of the tenant with this id. */
  async webhook(id: string): Promise<Visible<Webhook> | undefined> {
    const webhook = await this.#store.webhooks.byId(id);
    return webhook !== undefined && this.maySee(webhook) ? markVisible(webhook) : undefined;
  }

  /** The webhooks of an organisation, the oldest first. */
  async webhooksOf(organisationId: number): Promise<Visible<Webhook>[]> {
    const webhooks = await this.#store.webhooks.of(organisationId);
    return webhooks.filter((webhook) => this.maySee(webhook)).map(markVisible);
  }

  /** The delivery of one event. */
  async delivery(webhook: Visible<Webhook>, eventId: string): Promise<Visible<WebhookDelivery> | undefined> {
    const delivery = await this.#store.webhooks.delivery(webhook, eventId);
    return delivery && markVisible(delivery);
  }

  /** The deliveries of a webhook, the latest event first. */
  async deliveriesOf(webhook: Visible<Webhook>, stretch: DeliveryStretch): Promise<Visible<WebhookDelivery>[]> {
    return (await this.#store.webhooks.deliveries(webhook, stretch)).map(markVisible);
  }

  /** The deliveries of a range of events, the earliest first. */
  async deliveriesBetween(webhook: Visible<Webhook>, range: DeliveryRange): Promise<Visible<WebhookDelivery>[]> {
    return (await this.#store.webhooks.range(webhook, range)).map(markVisible);
  }

  /** Marks a customer as a data subject of this call. */
  discloseNumber(customerNumber: number, organisationId: number): void {
    this.scope.dataSubjects.set(customerNumber, organisationId);
  }

  /** The imports of the caller's own organisation, and what they read in bulk. */
  get imports(): TenantImports {
    return new TenantImports(this.#store, this.scope.caller.organisationId);
  }

  nextCustomerNumber(): Promise<number> {
    return this.#store.nextCustomerNumber();
  }

  nextPreferenceId(): Promise<number> {
    return this.#store.nextPreferenceId();
  }
}

function numbersOf({ customerNumber, relatedCustomerNumbers }: Own): number[] {
  return [customerNumber, ...relatedCustomerNumbers];
}
