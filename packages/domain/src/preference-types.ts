import type { Instant } from './instant.js';

/** The type of a preference's value. */
export type PreferenceType = 'TEXT' | 'BOOLEAN' | 'NUMBER' | 'DATE';

/** A preference that customers of an organisation can have. */
export interface PreferenceDefinition {
  readonly id: number;
  readonly organisationId: number;
  readonly preferenceCode: string;
  readonly preferenceType: PreferenceType;
  readonly preferenceDescription: string;
  /** An inactive definition accepts no new values. */
  readonly isActive: boolean;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  /** Increases by one with each change. */
  readonly version: number;
}
