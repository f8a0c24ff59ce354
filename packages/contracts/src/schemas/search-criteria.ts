import type { z } from 'zod';
import { acrossFields, type SentFields } from '../across-fields.js';
import { invoiceOrganisationIdCriterion, text } from '../fields.js';
import { calendarDay } from '../moments.js';
import { landlineNumber, readTelephoneCriteria, telephoneCriteria } from '../telephone-fields.js';
import { optionalNotNull } from '../text-field.js';

const IGNORED_ALONE = 'Ignored unless the other half of the pair is also set.';

/** The criteria of find-profiles and search-profiles. All that are given must match. */
export const searchCriteria = {
  firstName: optionalNotNull(
    text({ max: 100 }).meta({ examples: ['Kari'], description: 'Each word must begin a word of the name.' }),
  ),
  surname: optionalNotNull(
    text({ max: 100 }).meta({ examples: ['Nordmann'], description: 'Each word must begin a word of the name.' }),
  ),
  email: optionalNotNull(
    text({ max: 81 }).meta({
      examples: ['kari.nordmann@example.no'],
      description: 'Exact, or the beginning when it ends in *. A lone * is no criterion.',
    }),
  ),
  countryCode: optionalNotNull(
    telephoneCriteria.countryCode.meta({
      description: `Calling code of the telephone number, with a plus sign (%2B in a URL). ${IGNORED_ALONE}`,
    }),
  ),
  telephoneNumber: optionalNotNull(
    telephoneCriteria.telephoneNumber.meta({
      description:
        'Telephone number, national (Norway) or with the calling code. Ignored if countryCode and telephoneNumberNoCountryCode are set.',
    }),
  ),
  telephoneNumberNoCountryCode: optionalNotNull(
    telephoneCriteria.telephoneNumberNoCountryCode.meta({
      description: `Telephone number without the calling code. ${IGNORED_ALONE}`,
    }),
  ),
  landlineNumber: optionalNotNull(
    landlineNumber().meta({ description: 'Landline number in any spelling of a telephone number.' }),
  ),
  dateOfBirth: optionalNotNull(calendarDay().meta({ description: 'Day of birth, YYYY-MM-DD.' })),
  postalAddress: optionalNotNull(
    text({ max: 260 }).meta({
      examples: ['Storgata Oslo'],
      description: 'Each word must begin a word of the address lines or the town.',
    }),
  ),
  postCode: optionalNotNull(
    text({ max: 10 }).meta({ examples: ['0150'], description: 'Post code. Blanks and hyphens do not count.' }),
  ),
  ticketRightOwner: optionalNotNull(
    text({ max: 100 }).meta({ examples: ['VY'], description: 'The company of a personnel ticket, exact.' }),
  ),
  ticketRightBearer: optionalNotNull(
    text({ max: 100 }).meta({ examples: ['SJN-4711'], description: 'The bearer of a personnel ticket, exact.' }),
  ),
  invoiceOrganisationId: optionalNotNull(invoiceOrganisationIdCriterion()),
  vippsId: optionalNotNull(
    text({ max: 100 }).meta({ examples: ['vipps-0f8fad5b'], description: 'Vipps unique user identifier, exact.' }),
  ),
};

/** The criteria of a search as they are sent. */
export type SearchCriteria = z.output<z.ZodObject<typeof searchCriteria>>;

const CRITERIA = Object.keys(searchCriteria) as (keyof SearchCriteria)[];

/** Matches everything: a `*`, which only means something behind the beginning of an email. */
const LONE_ASTERISK = /^\s*\*+\s*$/;

/** A search has a criterion that narrows it. One half of a telephone number is none, and neither is a lone `*`. */
function checkNarrows({ values, has, isRefused, refuse }: SentFields<SearchCriteria>): void {
  const isPair = has('countryCode') && has('telephoneNumberNoCountryCode');
  const narrows = CRITERIA.some((name) => {
    if (name === 'countryCode' || name === 'telephoneNumberNoCountryCode') return isPair;
    const value = values[name];
    return isRefused(name) || (value !== undefined && !LONE_ASTERISK.test(value));
  });
  if (narrows) return;
  const asterisk = CRITERIA.find((name) => values[name] !== undefined && LONE_ASTERISK.test(values[name]));
  if (asterisk !== undefined) refuse(asterisk, { message: 'Expected at least one character before the *.' });
  else refuse([], { message: `Expected at least one of ${CRITERIA.join(', ')}.` });
}

/** The rules across the criteria of a search. The telephone number becomes the pair as it is stored. */
export const searchRules = [acrossFields(checkNarrows), acrossFields(readTelephoneCriteria<SearchCriteria>)] as const;
