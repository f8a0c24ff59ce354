import type { Dependencies } from '@profiles/application';
import type { Random } from '../runtime/random.js';
import { newProcess, type Process } from '../runtime/scheduler.js';
import type { EnvironmentEvent, Plan } from '../workload/plan.js';
import { Broker } from './broker.js';
import { Outbox } from './outbox.js';
import { type Publisher, startPublisher } from './publisher.js';
import { dependenciesOf, purge, settlePairs } from './service.js';
import { type Subscriber, startSubscriber } from './subscriber.js';
import type { World } from './world.js';

/** The wall clocks of two servers differ by at most this much when they start. In milliseconds. */
const MAX_SKEW_MILLIS = 2_000;
const HOUR_MILLIS = 3_600_000;

interface Service {
  process: Process;
}

/** All processes of a simulation: two of each kind, each of which can die and start again. */
export class Installation {
  readonly world: World;
  readonly services: Service[] = [];
  readonly publishers: Publisher[] = [];
  readonly subscribers: Subscriber[] = [];
  readonly dependencies = new Map<Process, Dependencies>();
  /** The longest pause before a call, in milliseconds. */
  readonly paceMillis: number;
  readonly #random: Random;
  #started = 0;

  constructor(world: World, plan: Plan, random: Random) {
    this.world = world;
    this.#random = random;
    if (plan.hasPublishers) {
      const broker = new Broker(world);
      world.broker = broker;
      world.outbox = new Outbox(world, (id) => broker.everStored.has(id));
    }
    this.paceMillis = plan.paceMillis;
    for (const at of [1, 2, 3]) {
      if (plan.hasPublishers && at <= plan.publishers) this.publishers.push(this.#startPublisher());
      if (at > 2) continue;
      this.services.push({ process: this.#startService() });
      if (plan.hasSubscribers) this.subscribers.push(this.#startSubscriber());
    }
  }

  /** Something that happens to the installation from outside. */
  async happen(event: EnvironmentEvent, random: Random): Promise<void> {
    const { world } = this;
    const { scheduler } = world;
    scheduler.note(`event: ${event}`);
    world.faults.count(event);
    if (event === 'kill a service') return this.#replace(random.pick(this.services), () => this.#startService());
    if (event === 'kill a publisher') return this.#restart(this.publishers, random, () => this.#startPublisher());
    if (event === 'kill a subscriber') return this.#restart(this.subscribers, random, () => this.#startSubscriber());
    if (event === 'suspend a service') return this.#suspend(this.services, random);
    if (event === 'suspend a publisher') return this.#suspend(this.publishers, random);
    if (event === 'suspend a subscriber') return this.#suspend(this.subscribers, random);
    if (event === 'hours pass') scheduler.now += random.below(50) * HOUR_MILLIS;
    if (event === 'the broker forgets') world.broker?.forget(1 + random.below(3));
    if (event === 'set a clock') this.#setClock(random);
    if (event === 'purge') await purge(world, this.#process('retention'));
    if (event === 'settle pairs') await settlePairs(world, this.#process('background'));
  }

  /** Every process is there again and nothing fails any more. */
  heal(): void {
    const { world } = this;
    world.faults.isCalm = true;
    for (const { process } of [...this.services, ...this.publishers, ...this.subscribers]) process.pausedUntil = 0;
  }

  /** Whether all that was committed has reached the stream and the subscribers. */
  isSettled(): boolean {
    const { outbox, broker } = this.world;
    if (outbox === undefined || broker === undefined) return true;
    return !outbox.hasPending && (this.subscribers.length === 0 || broker.durable.isIdle);
  }

  #process(kind: string): Process {
    this.#started += 1;
    const skew = Math.round((this.#random.next() - 0.5) * 2 * MAX_SKEW_MILLIS);
    return newProcess(`${kind}-${this.#started}`, skew);
  }

  #startService(): Process {
    const process = this.#process('service');
    this.dependencies.set(process, dependenciesOf(this.world, process));
    return process;
  }

  #startPublisher(): Publisher {
    return startPublisher(this.world, this.#process('publisher'));
  }

  #startSubscriber(): Subscriber {
    return startSubscriber(this.world, this.#process('subscriber'));
  }

  #setClock(random: Random): void {
    const all = [...this.services, ...this.publishers, ...this.subscribers];
    const chosen = random.pick(all);
    if (chosen !== undefined) chosen.process.skew += Math.round((random.next() - 0.5) * 2 * 60_000);
  }

  #suspend(among: readonly { readonly process: Process }[], random: Random): void {
    const chosen = random.pick(among);
    if (chosen?.process.isAlive) this.world.suspend(chosen.process, 100 + random.below(20_000));
  }

  #restart<T extends { process: Process }>(among: T[], random: Random, start: () => T): void {
    const at = random.below(among.length);
    const chosen = among[at];
    if (chosen === undefined) return;
    this.world.kill(chosen.process);
    this.world.scheduler.startTimer(() => {
      among[at] = start();
    }, random.below(3_000));
  }

  #replace(service: Service | undefined, start: () => Process): void {
    if (service === undefined) return;
    this.world.kill(service.process);
    service.process = start();
  }
}
