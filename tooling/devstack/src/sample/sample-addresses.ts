import type { Faker } from '@faker-js/faker';

const TOWNS: readonly (readonly [postCode: string, town: string])[] = [
  ['0150', 'Oslo'],
  ['0357', 'Oslo'],
  ['1337', 'Sandvika'],
  ['1606', 'Fredrikstad'],
  ['2317', 'Hamar'],
  ['3015', 'Drammen'],
  ['3714', 'Skien'],
  ['4006', 'Stavanger'],
  ['4612', 'Kristiansand'],
  ['5003', 'Bergen'],
  ['6002', 'Ålesund'],
  ['7010', 'Trondheim'],
  ['8006', 'Bodø'],
  ['9008', 'Tromsø'],
  ['9510', 'Alta'],
];

/** Made-up addresses in real towns: the first one private, a second one for invoices. */
export function sampleAddresses(faker: Faker, count: number) {
  return Array.from({ length: count }, (_, index) => {
    const [postCode, town] = faker.helpers.arrayElement(TOWNS);
    return {
      typeOfAddress: index === 0 ? ('P' as const) : ('I' as const),
      addressLine1: faker.location.streetAddress(),
      postCode,
      town,
      countryCode: 'NOR' as const,
    };
  });
}
