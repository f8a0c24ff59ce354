import { readFileSync } from 'node:fs';
import { OPERATION_LIST } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
// @ts-expect-error a script without types
import { apiModule } from '../generate-api.mjs';
import { editorOf } from './testing/language-service.js';

/** As in the README: what a caller writes on the first day. */
const CALLER = `
import { createProfilesClient } from './index.js';

const api = createProfilesClient({ url: 'http://127.0.0.1:3001', token: 'secret', clientName: 'acme-crm' });
const kari = await api.profiles.get({ customerNumber: 1_000_000, includeECards: true });
console.log(kari.firstName, kari.email, kari.telephoneNumber);
await api.profiles.update(
  { customerNumber: 1, surname: 'N', firstName: 'K', changedBy: 'w', changedByChannel: 'w', vippsId: 'v', languagePreference: 'NO' },
  { ifMatch: 3, idempotencyKey: 'k' },
);
`;

describe('the types of the client', () => {
  test('are those of the operations: run `pnpm generate` after a change of one', () => {
    const generated = readFileSync(new URL('./api.generated.ts', import.meta.url), 'utf8');
    expect(generated).toBe(apiModule());
  });

  const editor = editorOf(CALLER);

  test('let the caller compile, with at most 10 000 instantiations and without a schema', () => {
    const fresh = editorOf(CALLER);
    expect(fresh.errors()).toEqual([]);
    expect(fresh.instantiations()).toBeLessThanOrEqual(10_000);
    expect(fresh.files().filter((file) => /\/zod\/|contracts\/src\/(operations|schemas)/.test(file))).toEqual([]);
  });

  test.each([
    ['api.profiles.get', 'Find customer by customer number'],
    ['api.profiles.get', 'GET /profiles/{customerNumber}'],
    ['api.profiles.update', '@throws'],
    ['includeECards', '@example true'],
    ['vippsId', 'Vipps unique user identifier.'],
    ['kari.email', 'Contact email.'],
    ['kari.telephoneNumber', '@deprecated'],
    ['languagePreference', '@deprecated'],
    ['idempotencyKey', 'Idempotency-Key'],
    ['clientName', 'ET-Client-Name'],
    ['createProfilesClient', 'Creates a client'],
  ])('show in an editor what is said of them: %s', (word, text) => {
    expect(editor.hover(word)).toContain(text);
  });

  test('strike through what is deprecated', () => {
    expect(editor.struckThrough()).toContain('telephoneNumber');
  });

  const calls = OPERATION_LIST.map(({ name }) => `void api.${name};`).join('\n');
  const allCalls = editorOf(
    `import type { ProfilesApi } from './index.js';\ndeclare const api: ProfilesApi;\n${calls}\n`,
  );

  test.each(OPERATION_LIST)('$name shows its summary and its description', ({ name, operation }) => {
    const shown = allCalls.hover(`api.${name};`).replace(/\s+/g, ' ');
    expect(shown).toContain(operation.summary);
    expect(shown).toContain(operation.description.replace(/\s+/g, ' '));
  });
});
