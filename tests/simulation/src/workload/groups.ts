import type { ExampleSubject, Operation } from '@profiles/contracts';
import { isMerged, type Profile } from '@profiles/domain';
import { mergeOf, namesOf } from './subjects.js';

/** Customers that several calls are about, so that each call finds what those before it have made. */
export type Group = 'rivals' | 'chain';

/** Chooses what the example of an operation refers to, among all customers of an organisation. */
type SubjectOf = (profiles: readonly Profile[], operation: Operation) => Partial<ExampleSubject>;

export const SUBJECT_OF: Readonly<Record<Group, SubjectOf>> = { rivals, chain };

/** The first two standard customers and the first one with a personnel ticket, whatever has become of them. */
function rivals(profiles: readonly Profile[], { slug }: Operation): Partial<ExampleSubject> {
  const inOrder = profiles.toSorted((one, other) => one.customerNumber - other.customerNumber);
  const [first, second] = inOrder.filter(({ profileType }) => profileType === 'S');
  const ticketHolder = inOrder.find(({ profileType }) => profileType === 'P');
  if (first === undefined || second === undefined) return {};
  const { customerNumber } = first;
  return {
    // The values of the one that was merged in may be left with the other.
    customer: namesOf(slug === 'erase-profile' ? second : first),
    otherCustomer: { customerNumber: second.customerNumber },
    ...(ticketHolder && { ticketCustomer: { customerNumber: ticketHolder.customerNumber } }),
    mergeTarget: { customerNumber, mergedCustomerNumber: second.customerNumber },
  };
}

/** Each merge puts the customer with most numbers into another one. Reads are about the first one that was merged. */
function chain(profiles: readonly Profile[], { kind }: Operation): Partial<ExampleSubject> {
  const byLength = profiles.toSorted(
    (one, other) => other.relatedCustomerNumbers.length - one.relatedCustomerNumbers.length,
  );
  const merged = byLength.filter(isMerged);
  const [source, target] = byLength.filter(({ profileType, status }) => profileType === 'S' && status === 'A');
  const customer = kind === 'query' ? (merged.at(-1) ?? target) : target;
  const mergeTarget = mergeOf(merged[0]);
  return {
    ...(customer && { customer: namesOf(customer) }),
    ...(source && { otherCustomer: { customerNumber: source.customerNumber } }),
    ...(mergeTarget && { mergeTarget }),
  };
}
