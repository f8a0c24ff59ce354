import type { CustomerChangedEvent } from '@profiles/contracts';
import { subjectOf } from '@profiles/contracts';
import type { Seeded } from '../sample/seed.js';
import type { EventLog } from './event-log.js';
import { numberOf, personalData, type Role, type Scene } from './scene.js';
import { type Step, same } from './step.js';

export type Observed = { scene: Scene; log: EventLog; seeded: Seeded };

/** The changes of each customer of the scenario: the operation, and the other party, if there is one. */
const STORIES: Readonly<Record<Role, readonly (readonly [cause: string, related?: Role])[]>> = {
  kari: [['create-profile'], ['add-ecard'], ['update-ecard', 'ola'], ['merge-profiles', 'ticketHolder']],
  ola: [['create-profile'], ['update-ecard', 'kari'], ['deactivate-profile'], ['restore-profile'], ['erase-profile']],
  ticketHolder: [['create-profile'], ['merge-profiles', 'kari']],
  namesake: [['create-profile']],
};
const EVENTS_OF_THE_STORIES = Object.values(STORIES).flat().length;

/** The events that a subscriber must have received of all writes. */
export function stepsOfEvents(observed: Observed): Step[] {
  return [
    { title: 'every write has brought its event', attempt: () => countAll(observed) },
    { title: 'each is an event of the contract, under its own subject', attempt: () => readAll(observed) },
    { title: 'per customer they come in order, without a gap or a repeat', attempt: () => followRevisions(observed) },
    { title: 'they tell what happened, to both parties', attempt: () => compareStories(observed) },
    { title: 'no name, email, phone or card number is in them', attempt: () => searchForPeople(observed) },
  ];
}

async function countAll({ log, seeded }: Observed): Promise<string> {
  const expected = EVENTS_OF_THE_STORIES + seeded.customers + seeded.ecards;
  same('events', await log.arrived(expected), expected);
  return `${expected} events`;
}

async function readAll({ log }: Observed): Promise<string> {
  log.events().forEach(({ data, subject }, index) => {
    same('subject in NATS', log.messages[index]?.subject, subjectOf(data));
    same('subject', subject, String(data.customerNumber));
  });
  return `${subjectOf({ organisationId: 1, customerNumber: 1 }).replace(/\.1\.1$/, '')}.<organisation>.<customer>`;
}

async function followRevisions({ log }: Observed): Promise<string> {
  const customers = byCustomer(log.events());
  for (const [customerNumber, events] of customers) {
    const revisions = events.map(({ data }) => data.revision);
    same(
      `revisions of customer ${customerNumber}`,
      revisions,
      events.map((_, index) => index + 1),
    );
  }
  return `${customers.size} customers`;
}

async function compareStories({ scene, log }: Observed): Promise<string> {
  const customers = byCustomer(log.events());
  for (const [role, story] of Object.entries(STORIES) as [Role, (typeof STORIES)[Role]][]) {
    const events = customers.get(numberOf(scene, role)) ?? [];
    const told = events.map(({ data }) => [data.cause, data.relatedCustomerNumber]);
    const expected = story.map(([cause, related]) => [cause, related && numberOf(scene, related)]);
    same(`what customer ${numberOf(scene, role)} went through`, told, expected);
  }
  return STORIES.kari.map(([cause]) => cause).join(', ');
}

async function searchForPeople({ scene, log }: Observed): Promise<string> {
  const values = personalData(scene);
  for (const { subject, headers, text } of log.messages) {
    const whole = `${subject}\n${headers}\n${text}`.toLowerCase();
    const leaked = values.find((value) => whole.includes(value.toLowerCase()));
    if (leaked !== undefined) throw new Error(`"${leaked}" is in an event: ${text}`);
  }
  return `${values.length} values looked for`;
}

function byCustomer(events: readonly CustomerChangedEvent[]): Map<number, CustomerChangedEvent[]> {
  const customers = new Map<number, CustomerChangedEvent[]>();
  for (const event of events) {
    const { customerNumber } = event.data;
    customers.set(customerNumber, [...(customers.get(customerNumber) ?? []), event]);
  }
  return customers;
}
