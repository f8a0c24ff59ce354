import { z } from 'zod';
import { acrossFields, type SentFields } from '../../across-fields.js';
import { actor, customerNumber } from '../../fields.js';
import { defineOperation } from '../../operation.js';
import { Permission } from '../../permissions.js';
import { mergeOptions } from '../../schemas/merge-options.js';
import { number, timestamp } from '../../schemas/response-fields.js';

export const connectProfile = defineOperation({
  slug: 'connect-profile',
  kind: 'mutation',
  rest: { method: 'POST', path: '/profiles/{customerNumber}/connected-profiles' },
  permission: Permission.Change,
  errors: [601, 602, 617, 626, 629],
  tag: 'Profiles',
  summary: 'Connect a profile to a permanent profile',
  description:
    'Connects a temporary (T) or standard (S) profile to this standard profile (S), which stays. What belongs to the former moves here, and its number leads here from now on. Both must be active.',
  example: ({ customer, otherCustomer }) => ({
    customerNumber: customer.customerNumber,
    customerNumberToConnect: otherCustomer.customerNumber,
    temporaryCustomerNumber: otherCustomer.customerNumber,
    changedByChannel: 'webshop',
  }),
  input: z
    .strictObject({
      customerNumber: customerNumber().meta({ description: 'The standard profile that stays.' }),
      changedByChannel: actor().meta({ description: 'The channel through which the profiles are connected.' }),
      customerNumberToConnect: customerNumber()
        .meta({
          description:
            'Customer number of the profile to connect. Required, unless the deprecated temporaryCustomerNumber is given.',
        })
        .nullish(),
      temporaryCustomerNumber: customerNumber()
        .meta({ deprecated: true, description: 'Deprecated. Use customerNumberToConnect.' })
        .nullish(),
      ...mergeOptions,
    })
    .check(acrossFields(checkOneIsNamed)),
  output: z
    .object({
      changedAt: timestamp().meta({ description: 'When the profile that stays was last changed.' }),
      relatedCustomerNumbers: z
        .array(number())
        .meta({ description: 'Customer numbers of all profiles that lead to this one.' }),
    })
    .meta({ id: 'CustomerConnectResponse' }),
});

interface ToConnect {
  customerNumberToConnect?: number | null | undefined;
  temporaryCustomerNumber?: number | null | undefined;
}

/** The profile to connect is named once, or twice alike. */
function checkOneIsNamed(fields: SentFields<ToConnect>): void {
  const { customerNumberToConnect: number, temporaryCustomerNumber: deprecated } = fields.values;
  if (!fields.has('customerNumberToConnect') && !fields.has('temporaryCustomerNumber')) {
    fields.refuse('customerNumberToConnect', { message: 'Required.' });
  } else if (number != null && deprecated != null && number !== deprecated) {
    fields.refuse('temporaryCustomerNumber', {
      message: 'Expected the same number as customerNumberToConnect, whose deprecated name it is.',
    });
  }
}
