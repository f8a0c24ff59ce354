import { OPERATIONS, ProfilesError } from '@profiles/contracts';
import { type CreateProfile, decideCreate, rejectionOfTakenKey } from '@profiles/domain';
import { given } from '../../commands/given.js';
import { mutation } from '../../pipeline/use-case.js';
import { toProfileResponse } from '../../responses/customer-response.js';
import { decide } from '../../tenant/decide.js';

export const createProfile = mutation(
  OPERATIONS.profiles.create,
  async (input, { call, store, ids, passwords, now }) => {
    // A profile that does not exist yet has no version.
    if (call.ifMatch !== undefined)
      throw new ProfilesError(412, { detail: 'If-Match: a new profile has no revision yet.' });
    const fields = given(input);
    const { password, postalAddresses } = fields;
    const customerNumber = await store.nextCustomerNumber();
    const command: CreateProfile = {
      ...fields,
      surname: fields.surname ?? '',
      firstName: fields.firstName ?? '',
      languagePreferenceISO6393: fields.languagePreferenceISO6393 ?? 'NOB',
      postalAddresses: postalAddresses?.map(({ id: _ignored, ...address }) => given(address)) ?? [],
    };
    const newAddressIds = await store.nextPostalAddressIds(command.postalAddresses?.length ?? 0);
    const birth = { customerNumber, uuid: ids.profileUuid(), at: now, newAddressIds };
    const decision = decide(decideCreate, command, birth);
    const profile = decision.changes.profiles[0]?.after;
    if (profile === undefined) throw new Error('A creation is a change to one profile.');

    const defaultRef = input.customerRef == null ? `ref:${customerNumber}` : undefined;
    return {
      decision,
      respond: (committed) => toProfileResponse(committed(profile)),
      // [UNIQ-2] If that number is another profile's reference already, the next number is used.
      onTaken: (key) => (key === defaultRef ? 'again' : rejectionOfTakenKey(key)),
      ...(password !== undefined && {
        credentials: [
          { customerNumber, organisationId: input.organisationId, passwordHash: await passwords.hash(password) },
        ],
      }),
    };
  },
);
