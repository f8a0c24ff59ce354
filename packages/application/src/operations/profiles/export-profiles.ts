import { OPERATIONS } from '@profiles/contracts';
import { exportLines } from '../../imports/export-lines.js';
import { query } from '../../pipeline/use-case.js';

/** Profiles of one page. */
const PAGE_SIZE = 500;

/** One page of the export. The adapter streams one after the other. */
export const exportProfiles = query(
  OPERATIONS.profiles.exportAll,
  async ({ after, changedSince }, context) => {
    const { profiles, next } = await context.store.imports.profilesOf({ after, changedSince, limit: PAGE_SIZE });
    for (const { customerNumber, organisationId } of profiles)
      context.store.discloseNumber(customerNumber, organisationId);
    return { value: { lines: await exportLines(context, profiles), ...(next !== undefined && { nextAfter: next }) } };
  },
  { isBulk: true },
);
