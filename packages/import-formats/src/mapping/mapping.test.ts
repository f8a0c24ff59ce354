import { expect, test } from 'vitest';
import { mappingJsonSchema } from './mapping.js';

test('the published JSON Schema of mapping files is the one of the code (npx vitest -u writes it)', async () => {
  const schema = `${JSON.stringify(mappingJsonSchema(), undefined, 2)}\n`;
  await expect(schema).toMatchFileSnapshot('../../mapping.schema.json');
});
