import type { Collections } from './collections.js';
import type { Index } from './index-definition.js';

const EXPIRY: Index = {
  keys: { expiresAt: 1 },
  options: { expireAfterSeconds: 0 },
  reason: '[IMPORT-3] What an import keeps goes when it can no longer be undone.',
};

/** The indexes of imports, by collection. */
export const IMPORT_INDEXES: Readonly<Partial<Record<keyof Collections, readonly Index[]>>> = {
  imports: [
    {
      keys: { organisationId: 1, createdAt: -1, _id: -1 },
      reason: 'The imports of an organisation, the newest first.',
    },
    {
      keys: { organisationId: 1, _id: 1, version: 1 },
      reason: 'One import, and the version that a write was decided on.',
    },
    EXPIRY,
  ],
  importCounters: [
    { keys: { organisationId: 1, importId: 1 }, reason: 'The counts of an import.' },
    { keys: { organisationId: 1, _id: 1, isOpen: 1 }, reason: '[IMPORT-1] A write of rows needs an open counter.' },
    EXPIRY,
  ],
  importBlocks: [
    { keys: { organisationId: 1, _id: 1, version: 1 }, reason: 'The outcomes of rows, and the version of a write.' },
    {
      keys: { organisationId: 1, importId: 1, undoable: 1, block: -1 },
      reason: '[IMPORT-3] The rows that are to be undone, the last ones first.',
    },
    {
      keys: { organisationId: 1, importId: 1, createdNumbers: 1 },
      reason: '[IMPORT-3] Whether a customer was created by the same import that updates it.',
    },
    EXPIRY,
  ],
  givenNames: [
    { keys: { _id: 1, organisationId: 1 }, reason: '[IMPORT-1] Given numbers, and those of other organisations.' },
  ],
  importImages: [
    { keys: { organisationId: 1, _id: 1 }, reason: '[IMPORT-3] The image of a customer.' },
    {
      keys: { organisationId: 1, importId: 1, block: 1 },
      reason: '[IMPORT-3] The customers that rows of a block updated last.',
    },
    { keys: { organisationId: 1, about: 1 }, reason: '[ERASE-1] The images that may hold data of a customer.' },
    EXPIRY,
  ],
  importRehearsals: [
    { keys: { organisationId: 1, _id: 1 }, reason: '[IMPORT-2] A later row of a dry run replaces the profile.' },
    {
      keys: { organisationId: 1, importId: 1, keys: 1 },
      reason: '[IMPORT-2] The earlier rows with the same unique values.',
    },
    { keys: { organisationId: 1, customerNumber: 1 }, reason: '[ERASE-1] The rows of a dry run about a customer.' },
    EXPIRY,
  ],
};
