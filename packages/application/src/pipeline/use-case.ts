import type { OutputOf, ParsedInputOf } from '@profiles/contracts';
import type { Decision, Instant, Profile, RejectionCode, Stamp } from '@profiles/domain';
import type {
  Clock,
  Credential,
  Ids,
  LoginThrottle,
  PasswordHasher,
  ProfileReader,
  ProfileStore,
} from '../ports/profile-store.js';
import type { CallContext } from './call-context.js';

export interface Settings {
  /** How long a deactivated profile is kept when the caller names no day, in milliseconds. */
  readonly deactivatedForMillis: number;
  /** The clients (of tokens) whose reads are recorded, because people look at customers with them; `*` for all. */
  readonly recordedClients: readonly string[];
}

/** What the use cases need from the outside. */
export interface Dependencies {
  readonly store: ProfileStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly passwords: PasswordHasher;
  readonly loginThrottle: LoginThrottle;
  readonly settings: Settings;
}

/** What one run of a use case has at hand. */
export interface Scene {
  readonly call: CallContext;
  readonly store: ProfileReader & Pick<ProfileStore, 'nextCustomerNumber' | 'nextPreferenceId'>;
  readonly ids: Ids;
  readonly passwords: PasswordHasher;
  readonly loginThrottle: LoginThrottle;
  readonly settings: Settings;
  /** One moment for the whole run. */
  readonly now: Instant;
  /** The numbers of the customers that this run found: the access log and the kept answers go by them. */
  readonly concerned: Set<number>;
}

/** What one run of a use case that writes has at hand. */
export interface WriteScene extends Scene {
  /** With what the changes of this run are signed. */
  readonly stamp: Stamp;
}

export interface Answer<O> {
  readonly value: OutputOf<O>;
  /** The revision of the profile answered. */
  readonly revision?: number;
}

/** The profile as it stands after the commit. One that did not change is given back as it is. */
export type Committed = (profile: Profile) => Profile;

/** What a writing use case came to: the decision, and what to answer once it is committed. */
export interface Outcome<O> {
  readonly decision: Decision;
  readonly answer: (committed: Committed) => Answer<O>;
  readonly credentials?: readonly Credential[];
  /** What a taken key means here, if not what it usually means. `again` runs the use case once more. */
  readonly onTaken?: (key: string) => RejectionCode | 'again';
}

export type ReadUseCase<O> = (input: ParsedInputOf<O>, scene: Scene) => Promise<Answer<O>>;
export type WriteUseCase<O> = (input: ParsedInputOf<O>, scene: WriteScene) => Promise<Outcome<O>>;
