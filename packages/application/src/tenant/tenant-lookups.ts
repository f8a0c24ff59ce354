import { type Caller, mayActFor } from '@profiles/contracts';
import { isMerged, type ProfileHead } from '@profiles/domain';
import type { Lookups, ProfileSearch } from '../ports/lookups.js';
import { type Found, markVisible, type Visible } from './visible.js';

/** Maximum reads of a profile whose merges keep changing. Three in a row take three merges or unmerges within milliseconds. */
const MAX_READS = 5;

/** The tenant that a call may see, and the customers that the call has been about so far. */
export interface TenantScope {
  readonly caller: Caller;
  /** The only organisation to read from; absent for a caller that may act for every organisation. */
  readonly organisationId: number | undefined;
  /**
   * The customers whose data the call has read, with their organisation, by number: the access log and stored responses name
   * them.
   */
  readonly dataSubjects: Map<number, number>;
  /** [ERASE-1] The customers merged into those, whose values a profile can have taken. Stored responses name them too. */
  readonly mergedSubjects: Set<number>;
}

/** Profiles named by number, or by reference when no number is given. */
export interface CustomerNames {
  readonly customerNumbers?: readonly number[] | null | undefined;
  readonly customerReferences?: readonly string[] | null | undefined;
}

/** One requested name, with the profile it leads to. `found` is absent when it leads to none. */
export interface NamedProfile<P extends ProfileHead> {
  readonly requested: number | string;
  readonly found: Found<P> | undefined;
}

/**
 * Lookups within the caller's tenant. A profile of another organisation is not read at all, so that it can't be told from
 * one that does not exist. A lookup of one profile follows merges [REDIR-1] and records the data subjects of the call.
 */
export class TenantLookups<P extends ProfileHead> {
  protected readonly scope: TenantScope;
  readonly #lookups: Lookups<P>;

  constructor(lookups: Lookups<P>, scope: TenantScope) {
    this.#lookups = lookups;
    this.scope = scope;
  }

  async byCustomerNumber(customerNumber: number): Promise<Found<P> | undefined> {
    return this.#resolve(await this.#lookups.byCustomerNumber(customerNumber, this.scope.organisationId));
  }

  async byUuid(uuid: string): Promise<Found<P> | undefined> {
    return this.#resolve(await this.#lookups.byUuid(uuid, this.scope.organisationId));
  }

  async byCustomerRef(organisationId: number, customerRef: string): Promise<Found<P> | undefined> {
    return this.#resolve(await this.#lookups.byCustomerRef(organisationId, customerRef));
  }

  /** Every profile with this username or email. Merges are not followed [REDIR-2], and no data subject is recorded. */
  async byLogin(organisationId: number, login: string): Promise<Visible<P>[]> {
    return this.#visibleOnly(await this.#lookups.byLogin(organisationId, login));
  }

  /**
   * The profiles with these names, in the order of the request. Names of another organisation lead nowhere, also for a
   * caller that may act for every organisation. No data subject is recorded: see {@link disclose}.
   */
  async named({ customerNumbers, customerReferences }: CustomerNames): Promise<NamedProfile<P>[]> {
    const { organisationId } = this.scope.caller;
    if (customerNumbers?.length) {
      const profiles = await this.#lookups.byCustomerNumbers([...new Set(customerNumbers)], this.scope.organisationId);
      const own = profiles.filter((profile) => profile.organisationId === organisationId);
      return this.#inOrder(customerNumbers, own, (profile) => profile.customerNumber);
    }
    const references = customerReferences ?? [];
    const profiles = await this.#lookups.byCustomerRefs(organisationId, [...new Set(references)]);
    return this.#inOrder(references, profiles, (profile) => profile.customerRef);
  }

  /** The profiles that match a search. No data subject is recorded: see {@link disclose}. */
  async find(search: ProfileSearch): Promise<Visible<P>[]> {
    return this.#visibleOnly(await this.#lookups.find(search));
  }

  /** Marks the profiles as data subjects of this call, because its response shows them. */
  disclose<Q extends ProfileHead>(found: Found<Q>): Found<Q> {
    for (const { customerNumber, organisationId } of [found.requested, found.survivor]) {
      this.scope.dataSubjects.set(customerNumber, organisationId);
    }
    for (const number of found.survivor.relatedCustomerNumbers) this.scope.mergedSubjects.add(number);
    return found;
  }

  /** The same for a profile that is shown as itself. */
  discloseAsItself<Q extends ProfileHead>(profile: Visible<Q>): Found<Q> {
    return this.disclose({ requested: profile, survivor: profile });
  }

  protected maySee({ organisationId }: { readonly organisationId: number }): boolean {
    return mayActFor(this.scope.caller, organisationId);
  }

  #visibleOnly(profiles: readonly P[]): Visible<P>[] {
    return profiles.filter((profile) => this.maySee(profile)).map(markVisible);
  }

  async #resolve(profile: P | undefined): Promise<Found<P> | undefined> {
    const found = await this.#withSurvivor(profile);
    return found && this.disclose(found);
  }

  /**
   * The profile and its survivor. The two are read one after the other, so that a merge or an unmerge can come between. Then
   * the profile is read again.
   */
  async #withSurvivor(profile: P | undefined): Promise<Found<P> | undefined> {
    let requested = profile;
    for (let read = 0; read < MAX_READS; read++) {
      if (requested === undefined || !this.maySee(requested)) return undefined;
      const { customerNumber, organisationId } = requested;
      const survivor = isMerged(requested) ? await this.#lookups.survivorOf(customerNumber, organisationId) : requested;
      const isWhole = survivor !== undefined && isMerged(requested) === (survivor.customerNumber !== customerNumber);
      if (isWhole) return { requested: markVisible(requested), survivor: markVisible(survivor) };
      requested = await this.#lookups.byCustomerNumber(customerNumber, organisationId);
    }
    return undefined;
  }

  async #inOrder<K extends number | string>(
    order: readonly K[],
    profiles: readonly P[],
    keyOf: (profile: P) => K,
  ): Promise<NamedProfile<P>[]> {
    const survivors = await this.#survivorsOf(profiles);
    const found = new Map<K, Found<P> | undefined>();
    for (const profile of profiles) {
      const survivor = survivors.get(profile.customerNumber);
      const pair = survivor && { requested: markVisible(profile), survivor: markVisible(survivor) };
      found.set(keyOf(profile), pair ?? (await this.#withSurvivor(profile)));
    }
    return order.map((requested) => ({ requested, found: found.get(requested) }));
  }

  /** The survivors of merged profiles of the caller's organisation, by the numbers of those. They are looked up together. */
  async #survivorsOf(profiles: readonly P[]): Promise<Map<number, P>> {
    const merged = profiles.filter(isMerged).map((profile) => profile.customerNumber);
    const byNumber = new Map<number, P>();
    if (merged.length === 0) return byNumber;
    for (const survivor of await this.#lookups.survivorsOf(merged, this.scope.caller.organisationId)) {
      for (const number of survivor.relatedCustomerNumbers) byNumber.set(number, survivor);
    }
    return byNumber;
  }
}
