import { expect, test } from 'vitest';
import { commandFrom, InvalidCommandError, USAGE } from './command.js';

test('every option of a replay arrives under its field', () => {
  const args =
    'replay --from 2026-01-31T08:00:00Z --until 2026-02-01T08:00:00Z --organisation 1 --customer 1000001 --from-event 019f1c9a-3a54-7c1e-9a0b-7f6f0a1b2c3d --until-event 019f1c9b-3a54-7c1e-9a0b-7f6f0a1b2c3d --to-prefix copy.v1 --rate 50 --dry-run';
  expect(commandFrom(args.split(' '))).toEqual({
    name: 'replay',
    request: {
      ...{ from: '2026-01-31T08:00:00Z', until: '2026-02-01T08:00:00Z', organisationId: 1, customerNumber: 1_000_001 },
      fromEvent: '019f1c9a-3a54-7c1e-9a0b-7f6f0a1b2c3d',
      untilEvent: '019f1c9b-3a54-7c1e-9a0b-7f6f0a1b2c3d',
      ...{ everything: false, toPrefix: 'copy.v1', eventsPerSecond: 50, dryRun: true },
    },
  });
});

test.each([
  ['', 'Name a command.'],
  ['reply', 'There is no command reply.'],
  ['resume', 'resume: name the id.'],
  ['release a b', 'Too much: b'],
  ['replay now', 'Too much: now'],
  ['lost', 'lost: --from must be the time of the backup'],
  ['lost --from 2026-01-31T08:00:00Z', 'lost: --out must name the file'],
  ['aside --rate 3', 'Only replay and lost take options.'],
  ['replay --organization 1', '--organization'],
  ['replay', '--everything: Select events'],
  ['replay --to-prefix copy.v1', '--everything: Select events'],
  ['replay --rate 0', '--rate: '],
  ['replay --customer x', '--customer: '],
  ['replay --from yesterday', '--from: '],
  ['replay --from 2026-02-01T08:00:00Z --until 2026-01-01T08:00:00Z', '--until: Must be later than from.'],
  ['replay --to-prefix customer-changed', '--to-prefix: Must be customer-changed.v1 itself'],
  ['replay --to-prefix customer-changed.v1.2', '--to-prefix: Must be customer-changed.v1 itself'],
  ['replay --to-prefix _INBOX', '--to-prefix: Must not begin with _'],
  ['replay --to-prefix $JS.API', '--to-prefix: Must be words'],
  ['replay --to-prefix copy.>', '--to-prefix: Must be words'],
])('“%s” is refused with a sentence that says what is wrong', (line, sentence) => {
  const args = line === '' ? [] : line.split(' ');
  expect(() => commandFrom(args)).toThrow(InvalidCommandError);
  expect(() => commandFrom(args)).toThrow(sentence);
});

test('the usage names every command and option', () => {
  for (const word of [
    'replay ',
    'resume ',
    'cancel ',
    'replays ',
    'parked ',
    'release ',
    'new-epoch ',
    'lost ',
    'accept-stream ',
    '--dry-run',
    '--to-prefix',
  ]) {
    expect(USAGE).toContain(word);
  }
});

test('the commands of a restore', () => {
  expect(commandFrom(['new-epoch'])).toEqual({ name: 'new-epoch' });
  expect(commandFrom(['lost', '--from', '2026-01-31T08:00:00+01:00', '--out', 'lost.json'])).toEqual({
    ...{ name: 'lost', since: '2026-01-31T07:00:00.000Z', out: 'lost.json' },
  });
});

test('the name that parked events had before is still understood', () => {
  expect(commandFrom(['aside'])).toEqual({ name: 'parked' });
});
