import {
  type Decision,
  decideAddEcard,
  decideConnect,
  decideCreate,
  decideDeactivate,
  decideMerge,
  decideRestore,
  decideUnmerge,
  decideUpdate,
  decideUpdateEcard,
  type EcardChange,
  type EcardOwnership,
  isMerged,
  type Profile,
  type ProfileChange,
  refusalOfWrite,
  stamped,
  uniqueKeysOf,
} from '../index.js';
import type { Command, Join, Parting } from './commands.js';
import { aNote, aPreference, aTicket, EARLIER, LATER, NOW } from './given.js';

/** The changes of one command; none when it was refused or changed nothing. */
export interface Written {
  readonly profiles: readonly { readonly change: ProfileChange; readonly after: Profile }[];
  readonly ecards: readonly EcardChange[];
}

const NOTHING: Written = { profiles: [], ecards: [] };
const DEFAULT = '2026-03-04T12:00:00.000Z';
const STAMP = { at: NOW, changedBy: 'x', changedByChannel: 'y' };

/** Profiles and cards under the rules, with a store that refuses a taken key as the real one does. */
export class SmallWorld {
  readonly profiles = new Map<number, Profile>();
  readonly ecards = new Map<string, EcardOwnership>();
  #next = 1;

  run(command: Command): Written {
    const decision = this.decide(command);
    return decision === undefined || decision.outcome === 'rejected' ? NOTHING : this.#write(decision);
  }

  /** The decision on a command as things stand, or undefined if there is no profile that it could be about. */
  decide(command: Command): Decision | undefined {
    if (command.do === 'create') return this.#create(command);
    if (command.do === 'merge' || command.do === 'connect') return this.#join(command);
    if (command.do === 'unmerge') return this.#part(command);
    const profile = this.at(command.who);
    if (profile === undefined) return undefined;
    if (command.do === 'restore') return decideRestore(profile);
    const refusal = refusalOfWrite(profile, this.survivorOf(profile));
    if (command.do === 'deactivate') {
      if (profile.status !== 'D' && refusal) return refusal;
      const { until } = command;
      const expiration = { ...(until !== undefined && { expirationDate: until }), defaultExpiration: DEFAULT };
      return decideDeactivate({ profile, ...expiration, now: NOW });
    }
    if (refusal) return refusal;
    if (command.do === 'update') {
      const { do: _update, who: _who, ...fields } = command;
      const patch = { surname: 'Ny', firstName: 'Ny', ...fields };
      return decideUpdate({ profile, patch, newAddressIds: [], defaultExpiration: DEFAULT, now: NOW });
    }
    return this.#card(command, profile);
  }

  at(position: number): Profile | undefined {
    const profiles = [...this.profiles.values()];
    return profiles[position % profiles.length];
  }

  positionOf(customerNumber: number): number {
    return [...this.profiles.keys()].indexOf(customerNumber);
  }

  /** By following the parents, which is another way than the one the domain takes. */
  survivorOf(profile: Profile): Profile {
    let current = profile;
    for (let steps = 0; current.parentId !== undefined; steps++) {
      const parent = this.profiles.get(current.parentId);
      if (parent === undefined) throw new Error(`A dead end at ${current.parentId}.`);
      if (steps > this.profiles.size) throw new Error('A circle of redirections.');
      current = parent;
    }
    return current;
  }

  ecardsOf(customerNumber: number): EcardOwnership[] {
    return [...this.ecards.values()].filter((ecard) => ecard.customerNumber === customerNumber);
  }

  #create(command: Command & { do: 'create' }): Decision {
    const { do: _create, account, preference, ticket, email, vippsId, profileType, organisationId } = command;
    const customerNumber = this.#next++;
    const { changes } = decideCreate(
      {
        organisationId,
        profileType,
        surname: 'Nordmann',
        firstName: 'Kari',
        createdBy: 'x',
        createdByChannel: 'y',
        languagePreferenceISO6393: 'NOB',
        ...(email !== undefined && { email }),
        ...(vippsId !== undefined && { vippsId }),
        ...(account !== undefined && { customerAccountId: account }),
        ...(profileType === 'T' && { expirationDate: LATER }),
      },
      { customerNumber, uuid: String(customerNumber), at: EARLIER },
    );
    // No command gives these yet; a merge has to carry them all the same.
    const belongings = {
      notes: [aNote(`note ${customerNumber}`)],
      preferences: [aPreference(preference, String(customerNumber)), aPreference(preference + 1)],
      personnelTickets:
        ticket === 'none' ? [] : [aTicket(`ticket ${customerNumber}`, ticket === 'valid' ? LATER : EARLIER)],
    };
    return {
      outcome: 'accepted',
      changes: { profiles: changes.profiles.map(({ after }) => (after ? { after: { ...after, ...belongings } } : {})) },
    };
  }

  #join(command: Join<'merge' | 'connect'>): Decision | undefined {
    const [source, target] = command.fitting
      ? this.#fittingParties(command)
      : [this.at(command.source), this.at(command.target)];
    if (source === undefined || target === undefined) return undefined;
    const leadsTo = {
      source: source.parentId ?? source.customerNumber,
      target: target.parentId ?? target.customerNumber,
    };
    const decide = command.do === 'merge' ? decideMerge : decideConnect;
    return decide({
      ...{ source, target, leadsTo, now: NOW },
      sourceEcards: this.ecardsOf(source.customerNumber),
      targetCurrentEcards: 0,
      ...(command.options !== undefined && { options: command.options }),
    });
  }

  #fittingParties(command: Join<'merge' | 'connect'>): (Profile | undefined)[] {
    const { source, target } = command;
    const active = [...this.profiles.values()].filter(({ status }) => status === 'A');
    const types = command.do === 'merge' ? ['P'] : ['T', 'S'];
    const sources = active.filter(({ profileType }) => types.includes(profileType));
    const party = sources[source % sources.length];
    const targets = active.filter(
      (one) => one !== party && one.profileType === 'S' && one.organisationId === party?.organisationId,
    );
    return [party, targets[target % targets.length]];
  }

  #part({ source: position, unlike }: Parting): Decision | undefined {
    const merged = [...this.profiles.values()].filter(isMerged);
    const source = merged[position % merged.length];
    const target = unlike === undefined ? this.profiles.get(source?.parentId ?? 0) : this.at(unlike);
    if (source === undefined || target === undefined) return undefined;
    const refusal = refusalOfWrite(target, this.survivorOf(target));
    if (refusal) return refusal;
    return decideUnmerge({ source, target, targetEcards: this.ecardsOf(target.customerNumber), now: NOW });
  }

  #card(command: Command & { do: 'add card' | 'update card' }, owner: Profile): Decision {
    const fields = { ecardOperator: '57803', ecardNumber: command.card, startOfOwnership: NOW };
    const current = [...this.ecards.values()].find(
      ({ ecardNumber, endOfOwnership }) => ecardNumber === command.card && endOfOwnership === undefined,
    );
    if (command.do === 'add card') {
      return decideAddEcard({
        owner,
        fields,
        isHeld: current !== undefined,
        currentEcards: 0,
        id: `ownership ${this.ecards.size}`,
        now: NOW,
      });
    }
    const moves = current !== undefined && current.customerNumber !== owner.customerNumber;
    return decideUpdateEcard({
      owner,
      previousOwner: moves ? this.profiles.get(current.customerNumber) : undefined,
      fields: { ...fields, ...(command.end && { endOfOwnership: NOW }) },
      current,
      now: NOW,
    });
  }

  #write(decision: Decision & { outcome: 'accepted' }): Written {
    const { profiles: changes, ecards = [] } = decision.changes;
    const profiles = changes.flatMap((change) => {
      const after = stamped(change, STAMP);
      return after === undefined ? [] : [{ change, after }];
    });
    if (this.#takesKey(profiles.map(({ after }) => after))) return NOTHING;
    for (const { after } of profiles) this.profiles.set(after.customerNumber, after);
    for (const { after } of ecards) if (after) this.ecards.set(after.id, after);
    return { profiles, ecards };
  }

  #takesKey(written: readonly Profile[]): boolean {
    const after = new Map(this.profiles);
    for (const profile of written) after.set(profile.customerNumber, profile);
    const keys = [...after.values()].flatMap((profile) =>
      uniqueKeysOf(profile).map((key) => `${profile.organisationId} ${key}`),
    );
    return new Set(keys).size < keys.length;
  }
}
