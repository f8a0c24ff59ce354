import { z } from 'zod';
import { profileExport } from './schemas/profile-export.js';

/** Where the schema is found, beside the OpenAPI document. */
export const PROFILE_EXPORT_SCHEMA_PATH = '/exports/profile-export.v1.schema.json';

/** The JSON Schema (draft 2020-12) of what `export-profile` answers: the zod schema's, so the two can't differ. */
export function profileExportJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(profileExport, { target: 'draft-2020-12', io: 'output' });
  return {
    $schema,
    $id: 'urn:customer-profiles:profile-export:v1',
    title: 'ProfileExport',
    description: 'Everything kept of one person.',
    ...schema,
  };
}
