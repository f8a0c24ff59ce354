import { OPERATIONS } from '@profiles/contracts';
import { requireFeed } from '../../pipeline/require-feed.js';
import { query } from '../../pipeline/use-case.js';
import { JsonText } from '../../responses/json-text.js';

export const listEvents = query(
  OPERATIONS.events.list,
  async (input, { call, events }) => {
    const organisationId = input.organisationId ?? call.caller.organisationId;
    const text = new JsonText(await requireFeed(events).list({ ...input, organisationId }));
    return { value: call.acceptsText ? text : OPERATIONS.events.list.output.parse(text.toJSON()) };
  },
  { waits: true },
);
