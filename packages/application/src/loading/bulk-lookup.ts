import { isMerged, type ProfileSummary, survivorNumberOf } from '@profiles/domain';
import type { Sight } from './lookup-scope.js';

interface NamedCustomers {
  readonly customerNumbers?: readonly number[] | null | undefined;
  readonly customerReferences?: readonly string[] | null | undefined;
}

/** The profiles named, by the name that was asked for; those of other organisations do not exist. */
export async function profilesNamed<P extends ProfileSummary>(
  { store, call }: Sight<P>,
  { customerNumbers, customerReferences }: NamedCustomers,
): Promise<{ requested: number | string; profile: P | undefined }[]> {
  const { organisationId } = call.caller;
  if (customerNumbers?.length) {
    const profiles = await store.byCustomerNumbers([...new Set(customerNumbers)]);
    const own = profiles.filter((profile) => profile.organisationId === organisationId);
    return inOrder(customerNumbers, own, (profile) => profile.customerNumber);
  }
  const references = customerReferences ?? [];
  const profiles = await store.byCustomerRefs(organisationId, [...new Set(references)]);
  return inOrder(references, profiles, (profile) => profile.customerRef);
}

function inOrder<K, P>(order: readonly K[], profiles: readonly P[], keyOf: (profile: P) => K) {
  const byKey = new Map(profiles.map((profile) => [keyOf(profile), profile]));
  return order.map((requested) => ({ requested, profile: byKey.get(requested) }));
}

/** Which profile answers for each number. Those of the merged ones are looked up together. */
export async function survivorsOf<P extends ProfileSummary>(
  { store }: Sight<P>,
  profiles: readonly P[],
): Promise<Map<number, P>> {
  const merged = [...new Set(profiles.filter(isMerged).map((profile) => profile.customerNumber))];
  const survivors = merged.length === 0 ? [] : await store.survivorsOf(merged);
  const byNumber = new Map(profiles.filter((p) => !isMerged(p)).map((profile) => [profile.customerNumber, profile]));
  for (const survivor of survivors) {
    for (const number of survivor.relatedCustomerNumbers)
      if (survivorNumberOf(survivor, number)) byNumber.set(number, survivor);
  }
  return byNumber;
}
