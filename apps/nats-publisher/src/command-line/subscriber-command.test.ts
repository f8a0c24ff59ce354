import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { InvalidCommandError } from './command.js';
import { SUBSCRIBER_USAGE, subscriberCommandFrom } from './subscriber-command.js';
import { permissionsOf, userOf } from './subscriber-permissions.js';

const CONFIG = readFileSync(new URL('../../../../deploy/nats/nats-server.conf', import.meta.url), 'utf8');

test.each([
  ['dead-letters list', { name: 'list', subscriber: undefined, limit: 100 }],
  [
    'dead-letters list --subscriber organisation-1-crm --limit 5',
    { name: 'list', subscriber: 'organisation-1-crm', limit: 5 },
  ],
  ['dead-letters replay 17', { name: 'replay', id: 17 }],
  ['dead-letters drop --subscriber organisation-1-crm', { name: 'drop', subscriber: 'organisation-1-crm' }],
  [
    'subscriber organisation-3-crm --organisation 3',
    { name: 'permissions', subscriber: 'organisation-3-crm', organisationId: 3 },
  ],
  ['update-stream', { name: 'update-stream', isDryRun: false }],
  ['update-stream --dry-run', { name: 'update-stream', isDryRun: true }],
  ['replay --customer 7', undefined],
])('“%s” is understood', (line, command) => {
  expect(subscriberCommandFrom(line.split(' '))).toEqual(command);
});

test.each([
  ['dead-letters', 'list, replay or drop?'],
  ['dead-letters replay', 'give the id of one, or --subscriber'],
  ['dead-letters replay 1 --subscriber organisation-1-crm', 'give the id of one, or --subscriber'],
  ['dead-letters drop x', 'The id: must be a whole number'],
  ['dead-letters list 3', 'Too much: 3'],
  ['dead-letters list --limit 0', '--limit: must be a whole number'],
  ['dead-letters list --subscriber a.>', 'A subscriber has a name of letters'],
  ['subscriber organisation-3-crm', '--organisation: must be a whole number'],
  ['subscriber', 'A subscriber has a name of letters'],
])('“%s” is refused with a sentence that says what is wrong', (line, sentence) => {
  expect(() => subscriberCommandFrom(line.split(' '))).toThrow(InvalidCommandError);
  expect(() => subscriberCommandFrom(line.split(' '))).toThrow(sentence);
});

test('the usage names every command and option', () => {
  for (const word of ['list', 'replay', 'drop', 'subscriber ', '--subscriber', '--limit', '--organisation'])
    expect(SUBSCRIBER_USAGE).toContain(word);
});

test.each([
  ['organisation-1-crm', 1],
  ['organisation-1-billing', 1],
  ['organisation-2-crm', 2],
])('the block of %s in deploy/nats is the one that the command prints', (subscriber, organisationId) => {
  const shipped = CONFIG.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  expect(shipped.join('\n')).toContain(permissionsOf({ subscriber, organisationId }));
  expect(CONFIG).toContain(userOf({ subscriber, organisationId }));
});
