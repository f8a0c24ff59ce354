import { DOCUMENTED_SUBJECT, ProfilesError } from '@profiles/contracts';
import type { ExampleRequest } from './example-server.js';
import type { ExampleWorld } from './example-world.js';

/** How one problem comes about. */
export interface Provocation {
  /** The state of the documented customers before. */
  readonly before?: (api: ExampleWorld['api']) => Promise<unknown>;
  readonly request: ExampleRequest;
  /** A request that is sent before. */
  readonly first?: ExampleRequest;
  /** The failure of the service that the request meets. */
  readonly failure?: Error;
}

const { organisationId, customer, cardOwner, otherCustomer, deactivatedCustomer, mergeTarget } = DOCUMENTED_SUBJECT;
const PROFILE = `/profiles/${customer.customerNumber}`;
const GET: ExampleRequest = { method: 'GET', path: PROFILE };
const NAMELESS: ExampleRequest = { ...GET, headers: { 'et-client-name': undefined } };
const NEW = {
  ...{ organisationId, firstName: 'Ola', surname: 'Nordmann' },
  ...{ createdBy: 'web', createdByChannel: 'webshop' },
};
const CHANGE = { firstName: 'Ola', surname: 'Nordmann', changedBy: 'web', changedByChannel: 'webshop' };
const ADDRESS = { town: 'Oslo', postCode: '0150', typeOfAddress: 'P' } as const;
const CARD = { ecardOperator: cardOwner.ecardOperator, ecardNumber: cardOwner.ecardNumber };
const TICKET = { ticketRightOwner: 'VY', ticketRightBearer: 'SJN-4711', ticketHolderCode: 'EMP-01' };
const SINCE = '2026-01-01T00:00:00.000Z';
const MAX_ADDRESSES = 100;

const create = (fields: object, headers = {}): ExampleRequest => ({
  ...{ method: 'POST', path: '/profiles', headers },
  body: { ...NEW, ...fields },
});
const update = (headers: ExampleRequest['headers'] = {}, path = PROFILE): ExampleRequest => ({
  ...{ method: 'PUT', path, headers },
  body: CHANGE,
});

/** Each problem by `<code>/<status>`. */
export const PROVOCATIONS: Readonly<Record<string, Provocation>> = {
  '400/400': { request: create({ surname: undefined }) },
  '409/409': {
    request: {
      ...{ method: 'POST', path: '/preferences' },
      body: { preferenceCode: 'SEAT', preferenceType: 'TEXT', preferenceDescription: 'Window or aisle.' },
    },
  },
  '412/412': { request: update({ 'if-match': '"99"' }) },
  '413/413': { request: { ...update(), body: { ...CHANGE, firstName: 'x'.repeat(2 ** 20) } } },
  '414/414': { request: { method: 'GET', path: `/profiles/customer-references/${'x'.repeat(2001)}` } },
  '415/415': { request: { ...update({ 'content-type': 'text/plain' }), body: 'Kari' } },
  '422/422': {
    first: create({}, { 'idempotency-key': 'order-4711' }),
    request: create({ firstName: 'Kari' }, { 'idempotency-key': 'order-4711' }),
  },
  '429/429': { first: NAMELESS, request: NAMELESS },
  '500/500': { request: GET, failure: new Error('A bug.') },
  '503/503': { request: GET, failure: new ProfilesError(503, { retryAfter: 1 }) },
  '600/400': { request: create({ password: '12345678' }) },
  '601/409': { request: update({}, `/profiles/${mergeTarget.mergedCustomerNumber}`) },
  '602/409': { request: create({ email: customer.username }) },
  '603/400': { request: create({ email: 'kari' }) },
  '604/400': { request: { method: 'POST', path: `${PROFILE}/postal-addresses`, body: { ...ADDRESS, postCode: '15' } } },
  '605/400': { request: create({ countryCode: '+47', telephoneNumberNoCountryCode: '1' }) },
  '606/400': { request: create({ surname: ' ' }) },
  '610/403': { request: { ...GET, permissions: [] } },
  '611/401': { request: { ...GET, headers: { authorization: undefined } } },
  '613/409': {
    before: async (api) => {
      const { customerNumber } = await api.profiles.create({ ...NEW, email: 'ola@example.no' });
      await api.profiles.deactivate({ customerNumber });
      await api.profiles.create({ ...NEW, email: 'ola@example.no' });
    },
    request: { method: 'PUT', path: '/profiles/1000007/restore' },
  },
  '614/409': { request: { method: 'PUT', path: `${PROFILE}/restore` } },
  '617/404': { request: { method: 'GET', path: `/profiles/${deactivatedCustomer.customerNumber}` } },
  '618/503': { request: update(), failure: new ProfilesError(618) },
  '619/503': { request: GET, failure: new ProfilesError(619) },
  '621/409': {
    before: (api) =>
      api.personnelTickets.add({
        ...{ customerNumber: customer.customerNumber, ...TICKET },
        ...{ validFrom: SINCE, validTo: '2099-12-31T23:59:59.000Z' },
      }),
    request: { method: 'PUT', path: `${PROFILE}/deactivate` },
  },
  '624/409': {
    request: {
      ...{ method: 'POST', path: `/profiles/${otherCustomer.customerNumber}/customer-accounts` },
      body: { accountId: DOCUMENTED_SUBJECT.accountHolder.accountId },
    },
  },
  '625/409': { request: create({ customerRef: customer.customerReference }) },
  '626/409': {
    before: (api) => api.profiles.create({ ...NEW, vippsId: 'vipps-0f8fad5b' }),
    request: create({ vippsId: 'vipps-0f8fad5b' }),
  },
  '627/409': {
    request: {
      ...{ method: 'POST', path: `/profiles/${otherCustomer.customerNumber}/ecard-ownerships` },
      body: { ...CARD, startOfOwnership: SINCE },
    },
  },
  '628/400': { request: { method: 'GET', path: `/profiles/ecards/${cardOwner.ecardNumber16digits.slice(0, 15)}9` } },
  '628/409': {
    before: (api) =>
      api.ecards.add({
        ...{ customerNumber: otherCustomer.customerNumber, ecardOperator: '57804' },
        ...{ ecardNumber: CARD.ecardNumber, startOfOwnership: SINCE },
      }),
    request: { method: 'GET', path: `/profiles/ecards/${CARD.ecardNumber}` },
  },
  '629/409': {
    before: (api) => {
      const postalAddresses = Array.from({ length: MAX_ADDRESSES }, (_, index) => ({
        ...ADDRESS,
        addressLine1: `${index}`,
      }));
      return api.profiles.create({ ...NEW, postalAddresses });
    },
    request: { method: 'POST', path: '/profiles/1000007/postal-addresses', body: ADDRESS },
  },
  '630/410': { request: { method: 'GET', path: '/events?after=4711' } },
};
