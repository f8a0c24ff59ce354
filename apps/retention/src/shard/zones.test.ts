import { expect, test } from 'vitest';
import { InvalidZoneError, zonesFrom } from './zones.js';

test('a zone is a shard and its organisations; one organisation needs no range', () => {
  expect(zonesFrom(['shard01=1-40', 'shard02=41'])).toEqual([
    { shard: 'shard01', first: 1, last: 40 },
    { shard: 'shard02', first: 41, last: 41 },
  ]);
});

test.each([['1-40'], ['shard01'], ['shard01=40-1'], ['=1-2']])('%s is refused', (text) => {
  expect(() => zonesFrom([text])).toThrow(InvalidZoneError);
});

test('an organisation in two zones is refused', () => {
  expect(() => zonesFrom(['a=1-40', 'b=40-50'])).toThrow('Organisation 40 is in two zones');
});
