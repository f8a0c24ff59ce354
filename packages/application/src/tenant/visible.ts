import type {
  EcardOwnership,
  PreferenceDefinition,
  Profile,
  ProfileHead,
  ProfileSummary,
  Webhook,
  WebhookDelivery,
} from '@profiles/domain';

declare const visible: unique symbol;

/**
 * A value of the caller's own tenant (organisation). Only the {@link TenantStore} makes one, so a response or a decision
 * that takes `Visible` values can't be given data that bypassed tenant isolation.
 */
export type Visible<T> = T & { readonly [visible]: true };

/** A requested profile, and the survivor that its number leads to. They are the same object unless it was merged. */
export interface Found<P extends ProfileHead = Profile> {
  readonly requested: Visible<P>;
  readonly survivor: Visible<P>;
}

/** Marks a value as one of the caller's tenant. For the files of this folder alone, after they have checked it. */
export function markVisible<T extends object>(value: T): Visible<T> {
  return value as Visible<T>;
}

/** The arguments or the decision of a rule, with every stored value in them replaced by its {@link Visible} form. */
export type AllVisible<T> = T extends
  | Profile
  | ProfileSummary
  | EcardOwnership
  | PreferenceDefinition
  | Webhook
  | WebhookDelivery
  ? Visible<T>
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends (...args: never) => unknown
      ? T
      : { [K in keyof T]: AllVisible<T[K]> };
