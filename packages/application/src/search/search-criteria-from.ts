import type { SearchCriteria } from '@profiles/contracts';
import {
  comparable,
  comparablePostCode,
  comparableTelephone,
  type SearchCriterion,
  type SearchKind,
  type SearchTerm,
  wordTerms,
} from '@profiles/domain';
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

/** Criteria that are compared in a normal form. */
const NORMAL_FORM: Partial<Record<keyof SearchCriteria, (text: string) => string>> = {
  landlineNumber: comparableTelephone,
  postCode: comparablePostCode,
};

type Input = SearchCriteria & { organisationId?: number | undefined; includeTemporary?: boolean | undefined };

/** The criteria of a search, or undefined when no profile can meet one of them. */
export function criteriaFrom(input: Input, { call }: UseCaseContext): ProfileCriteria | undefined {
  const terms = searchTermsFrom(input);
  if (terms === undefined) return undefined;
  return {
    organisationId: input.organisationId ?? call.caller.organisationId,
    terms,
    includeTemporary: input.includeTemporary ?? false,
  };
}

function searchTermsFrom(criteria: SearchCriteria): SearchCriterion[] | undefined {
  const terms: SearchCriterion[] = [];
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
  if (telephone) terms.push(telephone);
  for (const [criterion, kind] of EXACT) {
    const text = criteria[criterion];
    const inNormalForm = NORMAL_FORM[criterion];
    if (text !== undefined) terms.push({ kind, text: inNormalForm?.(text) ?? text, match: 'exact' });
  }
  return terms;
}

function emailTerm(email: string): SearchTerm {
  const text = comparable(email.trim());
  if (text.endsWith('*')) return { kind: 'email', text: text.slice(0, -1), match: 'prefix' };
  return { kind: 'email', text, match: 'exact' };
}

/** The telephone number, which the input schema has made one complete pair. */
function telephoneTerm(criteria: SearchCriteria): SearchTerm | undefined {
  const { countryCode, telephoneNumberNoCountryCode: national } = criteria;
  if (countryCode === undefined || national === undefined) return undefined;
  return { kind: 'phone', text: countryCode + national, match: 'exact' };
}
