import { isMerged, type Profile, storedRowOf } from '@profiles/domain';
import type { UseCaseContext } from '../pipeline/use-case.js';

/** The profiles as rows of an import, each a line of JSON. */
export async function exportLines({ store }: UseCaseContext, profiles: readonly Profile[]): Promise<string> {
  const { imports } = store;
  const numbers = profiles.map(({ customerNumber }) => customerNumber);
  const hasPreferences = profiles.some(({ preferences }) => preferences.length > 0);
  const [ecards, hashes, survivors, definitions] = await Promise.all([
    imports.ecardsOfAll(numbers),
    imports.passwordHashesOf(numbers),
    imports.survivorsOf(profiles),
    hasPreferences ? store.preferenceDefinitionsOf(imports.organisationId) : [],
  ]);
  const codes = new Map(definitions.map(({ id, preferenceCode }) => [id, preferenceCode]));
  const cards = new Map<number, typeof ecards>();
  for (const card of ecards) cards.set(card.customerNumber, [...(cards.get(card.customerNumber) ?? []), card]);
  const leadsTo = new Map<number, Profile>();
  for (const survivor of survivors) for (const number of survivor.relatedCustomerNumbers) leadsTo.set(number, survivor);
  return profiles
    .map((profile) => {
      const { customerNumber } = profile;
      const row = storedRowOf(profile, {
        ecards: cards.get(customerNumber) ?? [],
        survivor: isMerged(profile) ? (leadsTo.get(customerNumber) ?? profile) : profile,
        codeOf: (id) => codes.get(id),
        passwordHash: hashes.get(customerNumber),
      });
      return `${JSON.stringify(row)}\n`;
    })
    .join('');
}
