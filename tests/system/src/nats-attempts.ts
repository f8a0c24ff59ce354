import { EVENT_STREAM } from '@profiles/contracts';

export const API = '$JS.API';
export const OWN = 'organisation-1-crm';
export const OTHER = 'organisation-2-crm';
/** Another subscriber of the same organisation. */
const COLLEAGUE = 'organisation-1-billing';
export const POSITIONS = 'KV_customer-changed-positions';
/** The subject of a position of a subscriber. */
export const positionOf = (user: string) => `$KV.customer-changed-positions.${user}.1000002`;

const OTHER_EVENTS = 'customer-changed.v1.2.>';

/** A request by one subscriber for something that belongs to another. Once it is refused, the response does not matter. */
interface Attempt {
  readonly what: string;
  readonly subject: string;
  readonly body?: object | string;
}

export const consumerRequest = (config: object) => ({
  stream_name: EVENT_STREAM,
  config: { ack_policy: 'explicit', ...config },
});
/** The subject under which a consumer is created; the filter is part of it, so permissions see it. */
export const create = (name: string, filter = '') =>
  `${API}.CONSUMER.CREATE.${EVENT_STREAM}.${name}${filter === '' ? '' : `.${filter}`}`;
const ofOther = { durable_name: OTHER, filter_subject: OTHER_EVENTS };
const pushed = { deliver_subject: `_INBOX_${OWN}.push`, filter_subject: OTHER_EVENTS };

/** Requests that organisation-1-crm must be refused. */
export const FORBIDDEN_REQUESTS: readonly Attempt[] = [
  { what: 'pull from its consumer', subject: `${API}.CONSUMER.MSG.NEXT.${EVENT_STREAM}.${OTHER}`, body: '10' },
  { what: 'inspect its consumer', subject: `${API}.CONSUMER.INFO.${EVENT_STREAM}.${OTHER}` },
  { what: 'create or update its consumer', subject: create(OTHER, OTHER_EVENTS), body: consumerRequest(ofOther) },
  {
    what: 'put the own filter on its consumer',
    subject: create(OTHER, 'customer-changed.v1.1.>'),
    body: consumerRequest({ durable_name: OTHER, filter_subject: 'customer-changed.v1.1.>' }),
  },
  { what: 'unpin its consumer', subject: `${API}.CONSUMER.UNPIN.${EVENT_STREAM}.${OTHER}`, body: { group: 'one' } },
  {
    what: 'unpin the consumer of a colleague',
    subject: `${API}.CONSUMER.UNPIN.${EVENT_STREAM}.${COLLEAGUE}`,
    body: { group: 'one' },
  },
  {
    what: 'pull from the consumer of a colleague',
    subject: `${API}.CONSUMER.MSG.NEXT.${EVENT_STREAM}.${COLLEAGUE}`,
    body: '10',
  },
  {
    what: 'peek at its events',
    subject: create(`${OWN}-peek`, OTHER_EVENTS),
    body: consumerRequest({ name: `${OWN}-peek`, filter_subject: OTHER_EVENTS }),
  },
  { what: 'read its positions', subject: `${API}.DIRECT.GET.${POSITIONS}.${positionOf(OTHER)}` },
  { what: 'read the positions of a colleague', subject: `${API}.DIRECT.GET.${POSITIONS}.${positionOf(COLLEAGUE)}` },
  { what: 'read a position by its number', subject: `${API}.DIRECT.GET.${POSITIONS}`, body: { seq: 1 } },
  { what: 'get a position', subject: `${API}.STREAM.MSG.GET.${POSITIONS}`, body: { seq: 1 } },
  { what: 'write its positions', subject: positionOf(OTHER), body: '9' },
  { what: 'write the positions of a colleague', subject: positionOf(COLLEAGUE), body: '9' },
  { what: 'purge the positions', subject: `${API}.STREAM.PURGE.${POSITIONS}` },
  { what: 'read the dead letters', subject: `${API}.STREAM.MSG.GET.CUSTOMER_CHANGED_DEAD_LETTERS`, body: { seq: 1 } },
  { what: 'delete its consumer', subject: `${API}.CONSUMER.DELETE.${EVENT_STREAM}.${OTHER}` },
  { what: 'reset its consumer', subject: `${API}.CONSUMER.RESET.${EVENT_STREAM}.${OTHER}` },
  { what: 'pause its consumer', subject: `${API}.CONSUMER.PAUSE.${EVENT_STREAM}.${OTHER}`, body: {} },
  {
    what: 'move the own consumer to its filter',
    subject: create(OWN, OTHER_EVENTS),
    body: consumerRequest({ durable_name: OWN, filter_subject: OTHER_EVENTS }),
  },
  {
    what: 'move the own consumer to all events',
    subject: create(OWN, 'customer-changed.v1.>'),
    body: consumerRequest({ durable_name: OWN, filter_subject: 'customer-changed.v1.>' }),
  },
  { what: 'create without a filter', subject: create(OWN), body: consumerRequest({ durable_name: OWN }) },
  {
    what: 'create with filter_subjects',
    subject: create(OWN),
    body: consumerRequest({ durable_name: OWN, filter_subjects: [OTHER_EVENTS] }),
  },
  {
    what: 'create the old way for a durable one',
    subject: `${API}.CONSUMER.DURABLE.CREATE.${EVENT_STREAM}.${OWN}`,
    body: consumerRequest({ durable_name: OWN, filter_subject: OTHER_EVENTS }),
  },
  {
    what: 'create the old way for an ephemeral one',
    subject: `${API}.CONSUMER.CREATE.${EVENT_STREAM}`,
    body: consumerRequest(pushed),
  },
  { what: 'create a push consumer', subject: create('push', OTHER_EVENTS), body: consumerRequest(pushed) },
  { what: 'get a message by its number', subject: `${API}.STREAM.MSG.GET.${EVENT_STREAM}`, body: { seq: 2 } },
  { what: 'get a message directly', subject: `${API}.DIRECT.GET.${EVENT_STREAM}`, body: { seq: 2 } },
  { what: 'get the last message directly', subject: `${API}.DIRECT.GET.${EVENT_STREAM}.customer-changed.v1.2.1000002` },
  { what: 'acknowledge its message', subject: `$JS.ACK.${EVENT_STREAM}.${OTHER}.1.2.1.1.0`, body: '+ACK' },
  { what: 'publish an event', subject: 'customer-changed.v1.2.1000002', body: {} },
  { what: 'publish an event of its own', subject: 'customer-changed.v1.1.1000001', body: {} },
  { what: 'write into its dead letters', subject: `customer-changed-dead-letters.v1.${OTHER}.1`, body: {} },
  { what: 'write into its inbox', subject: `_INBOX_${OTHER}.1`, body: {} },
  {
    what: 'make a stream that copies the events',
    subject: `${API}.STREAM.CREATE.COPY`,
    body: { name: 'COPY', sources: [{ name: EVENT_STREAM }] },
  },
  {
    what: 'republish the events elsewhere',
    subject: `${API}.STREAM.UPDATE.${EVENT_STREAM}`,
    body: { name: EVENT_STREAM, republish: { src: '>', dest: `_INBOX_${OWN}.>` } },
  },
  { what: 'inspect the stream', subject: `${API}.STREAM.INFO.${EVENT_STREAM}` },
  { what: 'purge the stream', subject: `${API}.STREAM.PURGE.${EVENT_STREAM}` },
  { what: 'list the consumers', subject: `${API}.CONSUMER.LIST.${EVENT_STREAM}` },
  { what: 'inspect the account', subject: `${API}.INFO` },
  {
    what: 'make a KV bucket',
    subject: `${API}.STREAM.CREATE.KV_copy`,
    body: { name: 'KV_copy', subjects: ['$KV.copy.>'] },
  },
  { what: 'write into a KV bucket', subject: '$KV.copy.key', body: 'value' },
];

/** Requests to permitted subjects whose bodies ask for something forbidden: the server must check the body. */
export const LYING_BODIES = [
  { what: 'another filter', config: { durable_name: OWN, filter_subject: OTHER_EVENTS } },
  { what: 'no filter', config: { durable_name: OWN } },
  { what: 'several filters', config: { durable_name: OWN, filter_subjects: [OTHER_EVENTS] } },
  { what: 'a filter and several filters', config: { durable_name: OWN, ...ofOwn(), filter_subjects: [OTHER_EVENTS] } },
  { what: 'the name of the other one', config: { ...ofOwn(), durable_name: OTHER } },
  { what: 'a push consumer of the other one', config: { durable_name: OWN, ...pushed } },
];

export const FORBIDDEN_SUBSCRIPTIONS = [
  ...['customer-changed.v1.2.>', 'customer-changed.v1.>', 'customer-changed.v1.1.>', '>', '*.>'],
  ...['_INBOX.>', `_INBOX_${OTHER}.>`, '_INBOX_*.>', '*', `customer-changed-dead-letters.v1.${OTHER}.>`],
  ...['$JS.EVENT.ADVISORY.>', '$JS.ACK.>', '$JS.API.>', '$KV.>', '$SYS.>'],
];

export function ofOwn() {
  return { filter_subject: 'customer-changed.v1.1.>' };
}
