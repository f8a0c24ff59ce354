import type { CreateProfile } from '@profiles/domain';
import type { Person } from './people.js';
import type { Known } from './sample.js';

/** Criteria of find-profiles and search-profiles. */
export type Criteria = Readonly<Record<string, string>>;

/** The search criteria for a customer; undefined when the customer has no such value. */
type CriteriaOf = (customer: CreateProfile, person: Person) => Criteria | undefined;

const by =
  <K extends keyof CreateProfile & string>(...fields: K[]): CriteriaOf =>
  (customer) => {
    const entries = fields.map((field) => [field, customer[field]]);
    return entries.every(([, value]) => value !== undefined) ? Object.fromEntries(entries) : undefined;
  };

const beginning =
  (of: (email: string) => string): CriteriaOf =>
  ({ email }) =>
    email === undefined ? undefined : { email: `${of(email)}*` };

/** Only for people whose surname no more than about twenty have. */
const rare =
  (criteriaOf: CriteriaOf): CriteriaOf =>
  (customer, person) =>
    person.hasRareSurname ? criteriaOf(customer, person) : undefined;

/** Only for people with one of the hundred usual surnames. */
const usual =
  (criteriaOf: CriteriaOf): CriteriaOf =>
  (customer, person) =>
    person.hasRareSurname ? undefined : criteriaOf(customer, person);

/** Of the double names the first one. */
const surname = ({ surname: whole }: CreateProfile) => ({ surname: whole.split(' ')[0] ?? '' });
const postCode = ({ postalAddresses }: CreateProfile) => ({ postCode: postalAddresses?.[0]?.postCode ?? '' });

const SEARCHES: Readonly<Record<string, CriteriaOf>> = {
  email: by('email'),
  'email, beginning of one': beginning((email) => email.slice(0, email.indexOf('@') + 1)),
  'email, beginning of many': usual(beginning((email) => email.split('.').slice(0, 2).join('.'))),
  telephone: by('countryCode', 'telephoneNumberNoCountryCode'),
  landlineNumber: by('landlineNumber'),
  vippsId: by('vippsId'),
  'surname, rare': rare(surname),
  'surname, usual': usual(surname),
  firstName: by('firstName'),
  'firstName and surname': usual((customer) => ({ ...surname(customer), firstName: customer.firstName })),
  dateOfBirth: by('dateOfBirth'),
  postCode,
  postalAddress: ({ postalAddresses: [address] = [] }) =>
    address && { postalAddress: `${address.addressLine1} ${address.town}` },
  'surname and dateOfBirth': usual((customer) => ({ ...surname(customer), dateOfBirth: customer.dateOfBirth ?? '' })),
  'surname and postCode': usual((customer) => ({ ...surname(customer), ...postCode(customer) })),
};

/** Each search with what it is to be asked, of everybody in the sample who can be searched by it. */
export function criteriaFrom(sample: readonly Known[]): { readonly name: string; readonly asked: Criteria[] }[] {
  return Object.entries(SEARCHES).map(([name, criteriaOf]) => ({
    name,
    asked: sample.flatMap(({ person }) => {
      const criteria = criteriaOf(person.command, person);
      return criteria === undefined ? [] : [criteria];
    }),
  }));
}
