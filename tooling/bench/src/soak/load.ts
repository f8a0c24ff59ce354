import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { personOf } from '../population.js';

const CALLERS = 4;
const TIMEOUT_MILLIS = 10_000;
const ORGANISATION = 1;
const PERSON = { organisationId: ORGANISATION, surname: 'Nordmann', createdBy: 'soak', createdByChannel: 'soak' };

interface LoadSettings {
  readonly urls: readonly string[];
  readonly token: () => Promise<string>;
  readonly ratePerSecond: number;
  /** The number of customers that is kept: as many are erased as are created. */
  readonly customers: number;
}

/** The outcomes of the callers since the last look. */
interface Seen {
  readonly millis: readonly number[];
  /** Calls without a response of success: processes are restarted meanwhile. */
  readonly failed: number;
}

/** Callers that read, create, change and erase customers at a steady rate. */
export class Load {
  readonly #settings: LoadSettings;
  readonly #customers: { readonly customerNumber: number; readonly email: string }[] = [];
  readonly #callers: Promise<void>[];
  #token = '';
  #millis: number[] = [];
  #failed = 0;
  #turn = 0;
  #isStopped = false;

  constructor(settings: LoadSettings) {
    this.#settings = settings;
    this.#callers = Array.from({ length: CALLERS }, () => this.#call());
  }

  get customers(): number {
    return this.#customers.length;
  }

  /** The outcomes since the last call. */
  seen(): Seen {
    const seen = { millis: this.#millis, failed: this.#failed };
    this.#millis = [];
    this.#failed = 0;
    return seen;
  }

  /** Takes a new token: the load lasts longer than one. */
  async renew(): Promise<void> {
    this.#token = await this.#settings.token();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#callers);
  }

  async #call(): Promise<void> {
    await this.renew();
    const every = (CALLERS * 1000) / this.#settings.ratePerSecond;
    while (!this.#isStopped) {
      const started = performance.now();
      try {
        await this.#next();
        this.#millis.push(performance.now() - started);
      } catch {
        this.#failed += 1;
      }
      await setTimeout(Math.max(0, every - (performance.now() - started)));
    }
  }

  /** Half of the calls read; a fifth change; the others create and erase. */
  async #next(): Promise<void> {
    const one = this.#customers[randomInt(Math.max(1, this.#customers.length))];
    const draw = randomInt(10);
    if (one === undefined || (draw < 3 && this.#customers.length < this.#settings.customers)) return this.#create();
    if (draw < 3) return this.#erase();
    if (draw < 5) {
      const body = {
        firstName: `Kari ${personOf(randomInt(20_000_000)).surname}`,
        changedBy: 'soak',
        changedByChannel: 'soak',
      };
      return void (await this.#send('PATCH', `/profiles/${one.customerNumber}`, body));
    }
    const path = draw < 8 ? `/${one.customerNumber}` : `/organisations/${ORGANISATION}/usernames/${one.email}`;
    await this.#send('GET', `/profiles${path}`);
  }

  async #create(): Promise<void> {
    const email = `${randomUUID()}@example.no`;
    const { customerNumber } = await this.#send('POST', '/profiles', { ...PERSON, firstName: 'Kari', email });
    if (customerNumber !== undefined) this.#customers.push({ customerNumber, email });
  }

  async #erase(): Promise<void> {
    const [oldest] = this.#customers.splice(0, 1);
    if (oldest !== undefined) await this.#send('DELETE', `/profiles/${oldest.customerNumber}`);
  }

  async #send(method: string, path: string, body?: object): Promise<{ readonly customerNumber?: number }> {
    const { urls } = this.#settings;
    this.#turn += 1;
    const response = await fetch(`${urls[this.#turn % urls.length]}/customers/v2${path}`, {
      method,
      headers: {
        ...{ authorization: `Bearer ${this.#token}`, 'et-client-name': 'acme-soak', 'x-changed-by': 'soak' },
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return text === '' ? {} : (JSON.parse(text) as { customerNumber?: number });
  }
}
