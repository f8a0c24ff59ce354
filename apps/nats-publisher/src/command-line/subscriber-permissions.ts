import { EVENT_STREAM, EVENT_SUBJECT_PREFIX } from '@profiles/contracts';
import { DEAD_LETTER_SUBJECT_PREFIX, POSITIONS_BUCKET } from '@profiles/events';

/** A subscriber that a server is to know. */
export interface NewSubscriber {
  /** The name of the user, the durable consumer, the inbox, the positions and the dead letters. */
  readonly subscriber: string;
  readonly organisationId: number;
}

/** The block of permissions of one subscriber, as deploy/nats/nats-server.conf has them. */
export function permissionsOf({ subscriber, organisationId }: NewSubscriber): string {
  const consumer = '$JS.API.CONSUMER';
  const filter = `${EVENT_SUBJECT_PREFIX}.${organisationId}.>`;
  const publish = [
    `${consumer}.CREATE.${EVENT_STREAM}.${subscriber}.${filter}`,
    `${consumer}.INFO.${EVENT_STREAM}.${subscriber}`,
    `${consumer}.MSG.NEXT.${EVENT_STREAM}.${subscriber}`,
    `${consumer}.UNPIN.${EVENT_STREAM}.${subscriber}`,
    `$JS.ACK.${EVENT_STREAM}.${subscriber}.>`,
    `${consumer}.CREATE.${EVENT_STREAM}.${subscriber}-peek.${filter}`,
    `${consumer}.MSG.NEXT.${EVENT_STREAM}.${subscriber}-peek`,
    `${consumer}.DELETE.${EVENT_STREAM}.${subscriber}-peek`,
    `$KV.${POSITIONS_BUCKET}.${subscriber}.>`,
    `$JS.API.DIRECT.GET.KV_${POSITIONS_BUCKET}.$KV.${POSITIONS_BUCKET}.${subscriber}.>`,
    `${DEAD_LETTER_SUBJECT_PREFIX}.${subscriber}.>`,
  ];
  return [
    `${variableOf(subscriber)}: {`,
    '  publish: [',
    ...publish.map((subject) => `    "${subject}"`),
    '  ]',
    `  subscribe: ["_INBOX_${subscriber}.>"]`,
    '}',
  ].join('\n');
}

/** The line of the user of one subscriber. */
export function userOf({ subscriber }: NewSubscriber): string {
  const variable = variableOf(subscriber);
  return `{ user: ${subscriber}, password: $${variable}_PASSWORD, permissions: $${variable} }`;
}

function variableOf(subscriber: string): string {
  return subscriber.toUpperCase().replaceAll('-', '_');
}
