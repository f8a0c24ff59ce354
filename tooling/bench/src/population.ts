import { createProfilesClient } from '@profiles/client';
import type { TokenIssuer } from '@profiles/devstack';
import type { Surroundings } from './contenders/contender.js';
import { startTrpc } from './contenders/ours.js';

/** Existing customers and cards that requests refer to. */
export interface Population {
  readonly customers: readonly { readonly customerNumber: number; readonly email: string; readonly surname: string }[];
  /** The cards, each with the two customers that it alternates between. */
  readonly cards: readonly { readonly ecardNumber: number; readonly owners: readonly [number, number] }[];
  readonly token: string;
}

const CARDS = 64;
const AT_ONCE = 32;

/** Creates customers with a service that is started for it. */
export async function populate(surroundings: Surroundings, issuer: TokenIssuer, count: number): Promise<Population> {
  const service = await startTrpc(surroundings);
  const population = await populateThrough(service.url, issuer, count);
  await service.close();
  return population;
}

/** Creates customers through a running service, so that all contenders find documents as the service stores them. */
export async function populateThrough(url: string, issuer: TokenIssuer, count: number): Promise<Population> {
  const token = await issuer.mint({ organisationId: 1, clientId: 'bench', expiresIn: '12h' });
  const api = createProfilesClient({ url, token, clientName: 'acme-bench' });
  const customers: { customerNumber: number; email: string; surname: string }[] = [];
  let next = 0;
  const work = async () => {
    for (let n = next++; n < count; n = next++) {
      const { email, surname, firstName } = personOf(n);
      const { customerNumber } = await api.profiles.create({
        ...{ organisationId: 1, surname, firstName, email, dateOfBirth: '1985-04-12', createdBy: 'bench' },
        ...{ createdByChannel: 'bench', countryCode: '+47', telephoneNumberNoCountryCode: '91234567' },
        postalAddresses: [{ addressLine1: `Storgata ${n}`, town: 'Oslo', postCode: '0150', typeOfAddress: 'P' }],
      });
      customers.push({ customerNumber, email, surname });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const cards = [];
  for (let n = 0; n < CARDS; n++) {
    const owners = [customers[2 * n]?.customerNumber ?? 0, customers[2 * n + 1]?.customerNumber ?? 0] as const;
    const ecardNumber = 7_000_000_000 + n;
    const card = { ecardOperator: '57803', ecardNumber, startOfOwnership: '2026-01-01' };
    await api.ecards.add({ customerNumber: owners[0], ...card });
    cards.push({ ecardNumber, owners });
  }
  return { customers, cards, token };
}

/** The n-th customer, alike for every contender. */
export function personOf(n: number) {
  return { email: `kari.${n}@example.no`, firstName: 'Kari', surname: surnameOf(n) };
}

/** About twenty customers share a name. */
function surnameOf(n: number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  let text = '';
  for (let rest = Math.floor(n / 20) + 1; rest > 0; rest = Math.floor(rest / 26)) text += letters[rest % 26];
  return `N${text}sen`;
}
