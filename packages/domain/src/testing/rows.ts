import type { ImportedCustomer, PreferenceDefinition, RowScene } from '../index.js';
import { EARLIER, LATER, NOW } from './given.js';

/** A row with nothing but what every row has. */
export function aRow(fields: Partial<ImportedCustomer> = {}): ImportedCustomer {
  return {
    ...{ profileType: 'S', surname: 'Nordmann', firstName: 'Kari', languagePreferenceISO6393: 'NOB' },
    ...{ createdBy: 'crm', createdByChannel: 'crm-export', ...fields },
  };
}

export function aDefinition(id: number, fields: Partial<PreferenceDefinition> = {}): PreferenceDefinition {
  return {
    ...{ id, organisationId: 1, preferenceCode: `CODE-${id}`, preferenceType: 'TEXT', preferenceDescription: 'One.' },
    ...{ isActive: true, createdAt: EARLIER, changedAt: EARLIER, version: 1, ...fields },
  };
}

/** A scene in which nothing is taken. New ids count up. */
export function aScene(fields: Partial<RowScene> = {}, definitions: readonly PreferenceDefinition[] = []): RowScene {
  let ids = 0;
  return {
    ...{ organisationId: 1, now: NOW, defaultExpiration: LATER, newAddressIds: [11, 12] },
    definitions: new Map(definitions.map((definition) => [definition.preferenceCode, definition])),
    isCardHeld: () => false,
    isKeyTaken: () => false,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    ...fields,
  };
}

export const aCard = (ecardNumber: number) => ({ ecardOperator: '57803', ecardNumber, startOfOwnership: EARLIER });
