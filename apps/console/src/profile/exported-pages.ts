import type { CallOptions, ProfilesApi } from '@profiles/client';

type ExportedPage = Awaited<ReturnType<ProfilesApi['profiles']['export']>>;

/**
 * The pages of the export of a customer: one, except for a person with very much data. The options name the employee, for the
 * access log.
 */
export async function exportedPages(
  api: ProfilesApi,
  customerNumber: number,
  options: CallOptions,
): Promise<ExportedPage[]> {
  const pages: ExportedPage[] = [];
  let cursor: string | undefined;
  do {
    const input = { customerNumber, ...(cursor !== undefined && { cursor }) };
    const page = await api.profiles.export(input, options);
    pages.push(page);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return pages;
}
