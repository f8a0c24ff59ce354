import { OPERATIONS } from '@profiles/contracts';
import { query } from '../../pipeline/use-case.js';

export const listWebhooks = query(OPERATIONS.webhooks.list, async (input, { store, call }) => ({
  value: await store.webhooksOf(input.organisationId ?? call.caller.organisationId),
}));
