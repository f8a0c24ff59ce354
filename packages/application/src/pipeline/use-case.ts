import type { FieldError, Operation, OutputOf, ParsedInputOf } from '@profiles/contracts';
import { parseInput } from '@profiles/contracts';
import type { Instant, Profile, RejectionCode, Stamp } from '@profiles/domain';
import type { Clock } from '../ports/clock.js';
import type { EventFeed } from '../ports/event-feed.js';
import type { Ids } from '../ports/ids.js';
import type { ImportWrite } from '../ports/imports.js';
import type { LoginThrottle } from '../ports/login-throttle.js';
import type { Credential, PasswordHasher } from '../ports/passwords.js';
import type { ProfileStore } from '../ports/profile-store.js';
import type { WebhookSecurity } from '../ports/webhooks.js';
import type { JsonText } from '../responses/json-text.js';
import type { TenantDecision } from '../tenant/decide.js';
import type { TenantStore } from '../tenant/tenant-store.js';
import type { Visible } from '../tenant/visible.js';
import type { BulkTurns } from './bulk-turns.js';
import type { CallContext } from './call-context.js';

export interface Settings {
  /** Time until the purge of a deactivated profile when the caller names no day, in milliseconds. */
  readonly deactivatedForMillis: number;
  /** Client ids whose reads are recorded, because people look at customers with them; `*` for all. */
  readonly recordedClients: readonly string[];
  /** [HOOK-5] How long a rotated secret of a webhook stays valid, in milliseconds. @defaultValue a day (contract, section 4) */
  readonly webhookSecretOverlapMillis?: number;
}

/** The ports and settings that operations need. */
export interface Dependencies {
  readonly store: ProfileStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly passwords: PasswordHasher;
  readonly loginThrottle: LoginThrottle;
  readonly webhooks: WebhookSecurity;
  readonly settings: Settings;
  /** Shares the process between bulk operations and other calls. @defaultValue none: each runs as it comes */
  readonly turns?: BulkTurns;
  /** @defaultValue none: the operations on events are not available */
  readonly events?: EventFeed | undefined;
  /** Counts what callers do not see. @defaultValue none */
  readonly observer?: CallObserver;
}

/** Receives what happens inside calls, for metrics. Operations are named by their slugs. */
export interface CallObserver {
  /** An attempt of a write is repeated, because another write was faster: `stale`, or `taken` for a unique value. */
  retried(slug: string, reason: 'stale' | 'taken'): void;
  /** A call got the stored response of an earlier one with its Idempotency-Key. */
  replayed(slug: string): void;
}

/** The context of one run of a use case. */
export interface UseCaseContext {
  readonly call: CallContext;
  readonly store: TenantStore;
  readonly ids: Ids;
  readonly passwords: PasswordHasher;
  readonly loginThrottle: LoginThrottle;
  readonly webhooks: WebhookSecurity;
  readonly settings: Settings;
  readonly events: EventFeed | undefined;
  /** One instant for the whole run. */
  readonly now: Instant;
  /** Lets other calls go on during a long run. */
  readonly pause: () => Promise<void>;
  /** Whether other calls are in flight, so that a bulk operation divides its work more finely. */
  readonly isShared: () => boolean;
}

/** The context of one run of a use case that writes. */
export interface WriteContext extends UseCaseContext {
  /** The time, actor and channel that the changes of this run carry. */
  readonly stamp: Stamp;
}

/** The result of an operation. */
export interface Result<V = unknown> {
  /** Text has the form of the contract already. A value gets it from the schema. */
  readonly value: V | JsonText;
  /** The value that is stored for an Idempotency-Key, where it is another one. */
  readonly stored?: unknown;
  /** The revision of the profile in the response. */
  readonly revision?: number;
  /** [REDIR-1] Whether it shows the survivor of the requested profile. */
  readonly isRedirected?: boolean;
}

/** Returns the profile as it is after the commit. A profile that did not change is returned as it is. */
export type Committed = (profile: Visible<Profile>) => Visible<Profile>;

/** The outcome of a use case that writes: the decision, and the response once it is committed. */
export interface Outcome<V = unknown> {
  readonly decision: TenantDecision;
  readonly respond: (committed: Committed) => Result<V>;
  readonly credentials?: readonly Credential[];
  /**
   * The decision is one part of a large change. After its commit the use case runs again and decides the next part; the call
   * ends with the part that does not continue.
   */
  readonly continues?: boolean;
  /**
   * Translates a taken unique key, where it means something else than usual. `again` runs the use case once more.
   * @defaultValue `rejectionOfTakenKey` of the domain
   */
  readonly onTaken?: (key: string) => RejectionCode | 'again';
  /** The writes of an import beside the decision. */
  readonly imports?: ImportWrite;
  /** The changes have no events, as the import says. @defaultValue false */
  readonly withoutEvents?: boolean;
}

/** A call whose input is valid, ready to run. */
export type PreparedCall = { readonly input: Readonly<Record<string, unknown>> } & (
  | { readonly kind: 'query'; readonly run: (context: UseCaseContext) => Promise<Result> }
  | { readonly kind: 'mutation'; readonly run: (context: WriteContext) => Promise<Outcome> }
) & {
    /** Whether it works on very many customers: it leaves most of the time to other calls. @defaultValue false */
    readonly isBulk?: boolean;
    /** Whether it mostly waits: bulk operations need not stand back for it. @defaultValue false */
    readonly waits?: boolean;
  };

/** An operation of the contract, bound to the use case that carries it out. */
export interface UseCase<O extends Operation = Operation> {
  readonly operation: O;
  /**
   * Validates the input of a call. `otherErrors` are those of its metadata: they are reported together with those of the
   * input.
   * @throws ProfilesError 400, or the code of a field, naming every field at fault
   */
  readonly prepare: (rawInput: unknown, otherErrors: readonly FieldError[]) => PreparedCall;
}

/** Binds a read-only operation to its use case. */
export function query<O extends Operation & { kind: 'query' }>(
  operation: O,
  run: (input: ParsedInputOf<O>, context: UseCaseContext) => Promise<Result<OutputOf<O>>>,
  options: Pick<PreparedCall, 'isBulk' | 'waits'> = {},
): UseCase<O> {
  return {
    operation,
    prepare: (rawInput, otherErrors) => {
      const input = parseInput(operation, rawInput, otherErrors);
      return { kind: 'query', input, run: (context) => run(input, context), ...options };
    },
  };
}

/** Binds an operation that writes to its use case. It has no effects of its own, because it may run several times. */
export function mutation<O extends Operation & { kind: 'mutation' }>(
  operation: O,
  run: (input: ParsedInputOf<O>, context: WriteContext) => Promise<Outcome<OutputOf<O>>>,
  options: Pick<PreparedCall, 'isBulk' | 'waits'> = {},
): UseCase<O> {
  return {
    operation,
    prepare: (rawInput, otherErrors) => {
      const input = parseInput(operation, rawInput, otherErrors);
      return { kind: 'mutation', input, run: (context) => run(input, context), ...options };
    },
  };
}
