import { isCalendarDay } from '@profiles/domain';
import { z } from 'zod';
import { text } from '../fields.js';

/** The criteria of find-profiles and search-profiles. All that are given must match. */
export const searchCriteria = {
  firstName: text({ max: 100, min: 1 })
    .optional()
    .meta({ examples: ['Kari'], description: 'Each word must begin a word of the name.' }),
  surname: text({ max: 100, min: 1 })
    .optional()
    .meta({ examples: ['Nordmann'], description: 'Each word must begin a word of the name.' }),
  email: text({ max: 81, min: 1 })
    .optional()
    .meta({ examples: ['kari.nordmann@example.no'], description: 'Exact, or the beginning when it ends in *.' }),
  countryCode: text({ max: 4 })
    .optional()
    .meta({ examples: ['+47'], description: 'Ignored unless telephoneNumberNoCountryCode is also set.' }),
  telephoneNumber: text({ max: 30, min: 1 })
    .optional()
    .meta({
      deprecated: true,
      examples: ['+4791234567'],
      description: 'Ignored if countryCode and telephoneNumberNoCountryCode are set.',
    }),
  telephoneNumberNoCountryCode: text({ max: 30, min: 1 })
    .optional()
    .meta({ examples: ['91234567'], description: 'Ignored unless countryCode is also set.' }),
  landlineNumber: text({ max: 30, min: 1 })
    .optional()
    .meta({ examples: ['22123456'] }),
  dateOfBirth: z
    .string()
    .refine((value) => /^\d{4}-\d\d-\d\d$/.test(value) && isCalendarDay(value), 'Not a calendar day: write YYYY-MM-DD.')
    .optional()
    .meta({ format: 'date', examples: ['1985-04-12'] }),
  postalAddress: text({ max: 260, min: 1 })
    .optional()
    .meta({ examples: ['Storgata Oslo'], description: 'Words of the address lines or the town.' }),
  postCode: text({ max: 10, min: 1 })
    .optional()
    .meta({ examples: ['0150'] }),
  ticketRightOwner: text({ max: 100, min: 1 })
    .optional()
    .meta({ examples: ['VY'] }),
  ticketRightBearer: text({ max: 100, min: 1 })
    .optional()
    .meta({ examples: ['SJN-4711'] }),
  invoiceOrganisationId: text({ max: 9, min: 1 })
    .optional()
    .meta({ examples: ['974760673'], description: 'Organisation ID from Brønnøysund, for invoice profiles.' }),
  vippsId: text({ max: 100, min: 1 })
    .optional()
    .meta({ examples: ['vipps-0f8fad5b'], description: 'Vipps unique user identifier.' }),
};

export type SearchCriteria = z.output<z.ZodObject<typeof searchCriteria>>;

/** A search without any criterion would be a listing of everybody. Half a telephone number is no criterion. */
export function checkSomeCriterion(input: SearchCriteria, ctx: z.core.$RefinementCtx): void {
  const { countryCode, telephoneNumberNoCountryCode, ...others } = input;
  const pair = countryCode !== undefined && telephoneNumberNoCountryCode !== undefined;
  const criteria = Object.keys(searchCriteria) as (keyof SearchCriteria)[];
  if (pair || criteria.some((name) => (others as SearchCriteria)[name] !== undefined)) return;
  ctx.addIssue({ code: 'custom', path: [], message: `Give at least one of ${criteria.join(', ')}.` });
}
