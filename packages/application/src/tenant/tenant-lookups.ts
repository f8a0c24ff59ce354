import { type Caller, mayActFor } from '@profiles/contracts';
import { isMerged, type ProfileHead, survivorNumberOf } from '@profiles/domain';
import type { Lookups, ProfileSearch } from '../ports/lookups.js';
import { type Found, markVisible, type Visible } from './visible.js';

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
    if (profile === undefined || !this.maySee(profile)) return undefined;
    if (!isMerged(profile)) return this.discloseAsItself(markVisible(profile));
    const survivor = await this.#lookups.survivorOf(profile.customerNumber, profile.organisationId);
    if (survivor === undefined) return undefined;
    return this.disclose({ requested: markVisible(profile), survivor: markVisible(survivor) });
  }

  async #inOrder<K extends number | string>(
    order: readonly K[],
    profiles: readonly P[],
    keyOf: (profile: P) => K,
  ): Promise<NamedProfile<P>[]> {
    const survivors = await this.#survivorsOf(profiles);
    const byKey = new Map(profiles.map((profile) => [keyOf(profile), profile]));
    return order.map((requested) => {
      const profile = byKey.get(requested);
      const survivor = profile && survivors.get(profile.customerNumber);
      if (profile === undefined || survivor === undefined) return { requested, found: undefined };
      return { requested, found: { requested: markVisible(profile), survivor: markVisible(survivor) } };
    });
  }

  /** The survivor of each profile of one organisation by its number. Those of merged profiles are looked up together. */
  async #survivorsOf(profiles: readonly P[]): Promise<Map<number, P>> {
    const merged = profiles.filter(isMerged).map((profile) => profile.customerNumber);
    const byNumber = new Map(profiles.filter((p) => !isMerged(p)).map((profile) => [profile.customerNumber, profile]));
    if (merged.length === 0) return byNumber;
    for (const survivor of await this.#lookups.survivorsOf(merged, profiles[0]?.organisationId)) {
      for (const number of survivor.relatedCustomerNumbers)
        if (survivorNumberOf(survivor, number)) byNumber.set(number, survivor);
    }
    return byNumber;
  }
}
