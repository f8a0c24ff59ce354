import { expect, test } from 'vitest';
import type { Action, Call } from './history.js';
import { checkProfiles } from './profile-check.js';

const CUSTOMER = 1_000_000;
let time = 0;

type Profile = Action & { readonly kind: 'profile' };

/** A call after the one before. */
function call(action: Pick<Profile, 'does' | 'value'>, seen?: Pick<Call, 'revision' | 'shown'>): Call {
  time += 2;
  return {
    ...{ caller: 1, stretch: 1, url: '', invoked: time, ended: time + 1 },
    action: { kind: 'profile', key: String(CUSTOMER), customer: CUSTOMER, ...action },
    ...(seen === undefined ? { outcome: 'unknown' } : { outcome: 'ok', ...seen }),
  };
}

const shown = (firstName: string, surname: string) => ({ firstName, surname, status: 'A' });

function faultsOf(calls: readonly Call[]): string[] {
  const last = Math.max(...calls.map(({ revision = 0 }) => revision));
  const revisions = Array.from({ length: last }, (_, at) => at + 1);
  return checkProfiles({ seed: 0, calls, failures: [], published: new Map([[CUSTOMER, revisions]]) });
}

test('a write that ended well after one of unknown outcome explains its own field, and that one the other', () => {
  const faults = faultsOf([
    call({ does: 'read' }, { revision: 1, shown: shown('Kari', 'Nordmann') }),
    call({ does: 'surname', value: 'Hansen' }),
    call({ does: 'firstName', value: 'Ola' }, { revision: 3, shown: shown('Ola', 'Hansen') }),
  ]);
  expect(faults).toEqual([]);
});

test('without the write of unknown outcome the other field is unexplained', () => {
  const faults = faultsOf([
    call({ does: 'read' }, { revision: 1, shown: shown('Kari', 'Nordmann') }),
    call({ does: 'firstName', value: 'Ola' }, { revision: 3, shown: shown('Ola', 'Hansen') }),
  ]);
  expect(faults).toEqual([
    'customer 1000000: revision 3 has the surname Hansen, which no call wrote',
    'customer 1000000: 1 revisions have no write, and 0 writes have an unknown outcome',
  ]);
});

test('one revision has the change of one write', () => {
  const faults = faultsOf([
    call({ does: 'read' }, { revision: 1, shown: shown('Kari', 'Nordmann') }),
    call({ does: 'surname', value: 'Hansen' }),
    call({ does: 'firstName', value: 'Ola' }, { revision: 2, shown: shown('Ola', 'Hansen') }),
  ]);
  expect(faults).toEqual(['customer 1000000: revision 2 has the firstName Ola, which no call wrote']);
});
