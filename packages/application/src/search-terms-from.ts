import { type SearchCriteria, telephoneFrom } from '@profiles/contracts';
import { comparable, type SearchKind, type SearchTerm, wordTerms } from '@profiles/domain';

const EXACT: readonly [keyof SearchCriteria, SearchKind][] = [
  ['landlineNumber', 'landline'],
  ['dateOfBirth', 'born'],
  ['postCode', 'postCode'],
  ['vippsId', 'vipps'],
  ['invoiceOrganisationId', 'invoice'],
  ['ticketRightOwner', 'ticketOwner'],
  ['ticketRightBearer', 'ticketBearer'],
];

/** The criteria as terms to look for, or undefined when one of them can be met by nobody. */
export function searchTermsFrom(criteria: SearchCriteria): SearchTerm[] | undefined {
  const terms: SearchTerm[] = [];
  for (const [criterion, kind] of [
    ['firstName', 'firstName'],
    ['surname', 'surname'],
    ['postalAddress', 'address'],
  ] as const) {
    const text = criteria[criterion];
    if (text === undefined) continue;
    const words = wordTerms(kind, text);
    if (words.length === 0) return undefined;
    terms.push(...words);
  }
  if (criteria.email !== undefined) terms.push(emailTerm(criteria.email));
  const telephone = telephoneTerm(criteria);
  if (telephone === 'nobody') return undefined;
  if (telephone) terms.push(telephone);
  for (const [criterion, kind] of EXACT) {
    const text = criteria[criterion];
    if (text !== undefined) terms.push({ kind, text, match: 'exact' });
  }
  return terms;
}

function emailTerm(email: string): SearchTerm {
  const text = comparable(email.trim());
  if (text.endsWith('*')) return { kind: 'email', text: text.slice(0, -1), match: 'prefix' };
  return { kind: 'email', text, match: 'exact' };
}

/** The pair goes before the single field; half a pair is ignored. What is no telephone number is nobody's. */
function telephoneTerm(criteria: SearchCriteria): SearchTerm | 'nobody' | undefined {
  const { countryCode, telephoneNumberNoCountryCode: national, telephoneNumber } = criteria;
  const pair = countryCode !== undefined && national !== undefined;
  if (!pair && telephoneNumber === undefined) return undefined;
  const phone = pair ? telephoneFrom(national, countryCode) : telephoneFrom(telephoneNumber ?? '');
  if (phone === undefined) return 'nobody';
  return { kind: 'phone', text: phone.countryCode + phone.telephoneNumberNoCountryCode, match: 'exact' };
}
