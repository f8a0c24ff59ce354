import type { DefinitionChange, DeliveryChange, EcardChange, Profile, WebhookChange } from '@profiles/domain';
import type { ChangeEvent } from './change-event.js';
import type { ChangeRecord } from './change-records.js';
import type { Erasure } from './erasure.js';
import type { StoredResponse } from './idempotency-records.js';
import type { ImportWrite } from './imports.js';
import type { Credential } from './passwords.js';

/** All that one operation writes. Profiles are written on the revision they were read at. */
export interface Commit {
  readonly profiles: readonly { readonly before?: Profile; readonly after?: Profile }[];
  /** Profiles that are not written. The commit is refused if one of them is not in the revision that was read. */
  readonly checked?: readonly Profile[];
  readonly ecards: readonly EcardChange[];
  /** Written on the version they were read at. */
  readonly definitions?: readonly DefinitionChange[];
  /** Written on the version they were read at. */
  readonly webhooks?: readonly WebhookChange[];
  readonly deliveries?: readonly DeliveryChange[];
  readonly events: readonly ChangeEvent[];
  /** The history of the change. */
  readonly changes: readonly ChangeRecord[];
  /** The proof of an erasure or a purge, when profiles are removed. */
  readonly erasure?: Erasure;
  readonly credentials?: readonly Credential[];
  readonly idempotency?: StoredResponse;
  readonly imports?: ImportWrite;
}
