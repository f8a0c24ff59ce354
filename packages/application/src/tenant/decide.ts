import type { Decision } from '@profiles/domain';
import type { AllVisible } from './visible.js';

declare const tenantDecision: unique symbol;

/** A decision that was made about the caller's own data. The unit of work commits no other. */
export type TenantDecision<D extends Decision = Decision> = AllVisible<D> & { readonly [tenantDecision]: true };

/**
 * Applies a rule of the domain to data of the caller's tenant. The types of the rule's arguments require values that the
 * {@link TenantStore} returned.
 */
export function decide<A extends readonly unknown[], D extends Decision>(
  rule: (...args: A) => D,
  ...args: AllVisible<A> & readonly unknown[]
): TenantDecision<D> {
  return rule(...(args as unknown as A)) as unknown as TenantDecision<D>;
}
