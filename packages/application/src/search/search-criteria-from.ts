import { type SearchCriteria, telephoneFrom } from '@profiles/contracts';
import { comparable, type SearchKind, type SearchTerm, wordTerms } from '@profiles/domain';
import type { UseCaseContext } from '../pipeline/use-case.js';
import type { ProfileCriteria } from '../ports/lookups.js';

const EXACT: readonly [keyof SearchCriteria, SearchKind][] = [
  ['landlineNumber', 'landline'],
  ['dateOfBirth', 'born'],
  ['postCode', 'postCode'],
  ['vippsId', 'vipps'],
  ['invoiceOrganisationId', 'invoice'],
  ['ticketRightOwner', 'ticketOwner'],
  ['ticketRightBearer', 'ticketBearer'],
];

type Input = SearchCriteria & { organisationId?: number | undefined; includeTemporary?: boolean | undefined };

/** What a search asks for, or undefined when one of its criteria can be met by nobody. */
export function criteriaFrom(input: Input, { call }: UseCaseContext): ProfileCriteria | undefined {
  const terms = searchTermsFrom(input);
  if (terms === undefined) return undefined;
  return {
    organisationId: input.organisationId ?? call.caller.organisationId,
    terms,
    includeTemporary: input.includeTemporary ?? false,
  };
}

function searchTermsFrom(criteria: SearchCriteria): SearchTerm[] | undefined {
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
