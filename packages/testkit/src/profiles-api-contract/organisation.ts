import { randomBytes, randomInt } from 'node:crypto';
import {
  type CallOptions,
  type CustomerChangedData,
  type CustomerResponse,
  type InputOf,
  type Operations,
  Permission,
  type ProfilesApi,
  type ResponseMeta,
} from '@profiles/contracts';
import type { Wiring, WiringCaller } from './wiring.js';

export type CreateBody = InputOf<Operations['profiles']['create']>;
export type UpdateBody = InputOf<Operations['profiles']['update']>;
export type EcardBody = InputOf<Operations['ecards']['add']>;

export const ORDINARY: readonly string[] = [Permission.Read, Permission.Create, Permission.Change, Permission.Delete];

/** An organisation that no other test has, and the calls its tests make most. */
export interface Organisation {
  readonly organisationId: number;
  readonly api: ProfilesApi;
  /** Creates a customer, by default a standard one with nothing optional. */
  create(fields?: Partial<CreateBody>, options?: CallOptions): Promise<CustomerResponse>;
  /** Updates a customer; what an update needs and is not given stays as it is. */
  update(customer: CustomerResponse, fields?: Partial<UpdateBody>, options?: CallOptions): Promise<CustomerResponse>;
  /** A customer of type P merged into one of type S, with both as they were before. */
  mergedPair(source?: Partial<CreateBody>, target?: Partial<CreateBody>): Promise<MergedPair>;
  events(customer: { customerNumber: number }): Promise<readonly CustomerChangedData[]>;
  apiFor(caller: Partial<WiringCaller>): ProfilesApi;
}

/** Makes an organisation of its own for each test. */
export type NewOrganisation = () => Organisation;

export interface MergedPair {
  readonly source: CustomerResponse;
  readonly target: CustomerResponse;
  /** The response of the merge. */
  readonly answer: CustomerResponse;
}

export function newOrganisation(wiring: Wiring): Organisation {
  const organisationId = randomInt(1, 2 ** 31);
  const api = wiring.apiFor({ organisationId });
  const create: Organisation['create'] = (fields = {}, options) =>
    api.profiles.create({ ...createBody(organisationId), ...fields }, options);
  return {
    organisationId,
    api,
    create,
    update: (customer, fields = {}, options) => api.profiles.update({ ...updateBody(customer), ...fields }, options),
    mergedPair: async (sourceFields = {}, targetFields = {}) => {
      const source = await create({ profileType: 'P', ...sourceFields });
      const target = await create(targetFields);
      const answer = await api.profiles.merge({
        customerNumber: target.customerNumber,
        pticketCustomerNumber: source.customerNumber,
      });
      return { source, target, answer };
    },
    events: ({ customerNumber }) => wiring.events(customerNumber),
    apiFor: (caller) => wiring.apiFor({ organisationId, ...caller }),
  };
}

/** The required fields of a create. */
export function createBody(organisationId: number): CreateBody {
  return { surname: 'Nordmann', firstName: 'Kari', organisationId, createdBy: 'web', createdByChannel: 'web-shop' };
}

/** The required fields of an update. */
export function updateBody({ customerNumber, surname, firstName }: CustomerResponse): UpdateBody {
  return {
    customerNumber,
    surname: surname || 'Nordmann',
    firstName: firstName || 'Kari',
    changedBy: 'crm-user',
    changedByChannel: 'crm',
  };
}

/** A text that is unique in the test run. */
export function unique(prefix = 'x'): string {
  return `${prefix}${randomBytes(8).toString('hex')}`;
}

export function newEmail(): string {
  return `${unique('kari.')}@example.no`;
}

/** The metadata of a response. */
export function responseMeta(): { readonly options: CallOptions; read(): ResponseMeta } {
  let meta: ResponseMeta = {};
  return {
    options: {
      onResponseMeta: (told) => {
        meta = told;
      },
    },
    read: () => meta,
  };
}

/** The instant that is this many days from now. */
export function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();
}
