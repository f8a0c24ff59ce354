import { z } from 'zod';
import { customerChangedEvent } from './events.js';

/** Where the schema is found, beside the OpenAPI document. */
export const CUSTOMER_CHANGED_SCHEMA_PATH = '/events/customer-changed.v1.schema.json';

/** The JSON Schema (draft 2020-12) of a change event: the zod schema's, so the two can't differ. */
export function customerChangedJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(customerChangedEvent, { target: 'draft-2020-12', io: 'output' });
  return {
    $schema,
    $id: 'urn:customer-profiles:customer-changed:v1',
    title: 'CustomerChanged',
    description: 'A change of one customer as a CloudEvent 1.0. It holds no personal data.',
    ...schema,
  };
}
