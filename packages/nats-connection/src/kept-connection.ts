import { credsAuthenticator, errors } from '@nats-io/nats-core';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { backOffMillis, waited } from './back-off.js';

export interface NatsSettings {
  /** The name of the client, as the monitoring of the broker shows it. @defaultValue `nats-publisher` */
  readonly clientName?: string | undefined;
  /** One address, or several with commas between them. */
  readonly servers: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
  /** Reads the content of the credentials file. Called for each connection, so that renewed credentials are used. */
  readonly credentials?: (() => string) | undefined;
  /** The path of the trusted certificates, in PEM. With it only TLS is spoken. */
  readonly caFile?: string | undefined;
}

interface ConnectionEvents {
  onUp(connection: NatsConnection): void;
  onDown(): void;
  onFailed(error: unknown): void;
  /** The server refused a publish to a subject, because the user has no permission. */
  onRefused(subject: string, error: Error): void;
}

const CONNECT_TIMEOUT_MILLIS = 5_000;
const DRAIN_MILLIS = 2_000;

/**
 * Connects and stays connected. The client reconnects for ever; where it gives up, as on refused credentials, a new
 * connection is made. The wait of the client for its first connection is not used, because a shutdown could not end it.
 */
export class KeptConnection {
  readonly #settings: NatsSettings;
  readonly #events: ConnectionEvents;
  readonly #closed = new AbortController();
  #connection: NatsConnection | undefined;
  #isUp = false;
  #running: Promise<void> | undefined;

  constructor(settings: NatsSettings, events: ConnectionEvents) {
    this.#settings = settings;
    this.#events = events;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Absent while the broker can't be reached. */
  get current(): NatsConnection | undefined {
    return this.#isUp ? this.#connection : undefined;
  }

  async close(): Promise<void> {
    this.#closed.abort();
    // Draining waits for the broker, which may be unreachable.
    if (this.#isUp) await Promise.race([this.#connection?.drain().catch(() => {}), waited(DRAIN_MILLIS)]);
    await this.#connection?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#closed.signal.aborted) {
      try {
        this.#connection = await connect(connectionOptions(this.#settings));
        failures = 0;
        await this.#follow(this.#connection);
      } catch (error) {
        this.#events.onFailed(error);
      }
      await waited(backOffMillis(failures), this.#closed.signal);
      failures += 1;
    }
  }

  /** Runs until the connection is closed for good. */
  async #follow(connection: NatsConnection): Promise<void> {
    const statuses = connection.status();
    if (this.#closed.signal.aborted) return connection.close();
    this.#up(connection);
    for await (const status of statuses) {
      if (status.type === 'disconnect') this.#down();
      if (status.type === 'reconnect') this.#up(connection);
      if (status.type === 'error' && status.error instanceof errors.PermissionViolationError) {
        this.#events.onRefused(status.error.subject, status.error);
      }
    }
    this.#down();
  }

  #up(connection: NatsConnection): void {
    this.#isUp = true;
    this.#events.onUp(connection);
  }

  #down(): void {
    if (!this.#isUp) return;
    this.#isUp = false;
    if (!this.#closed.signal.aborted) this.#events.onDown();
  }
}

/** The options of the client. It reconnects for ever, unless the caller says otherwise. */
export function connectionOptions(settings: NatsSettings) {
  const { clientName = 'nats-publisher', servers, user, password, token, credentials, caFile } = settings;
  return {
    servers: servers.split(',').map((server) => server.trim()),
    name: clientName,
    ...(user !== undefined && { user }),
    ...(password !== undefined && { pass: password }),
    ...(token !== undefined && { token }),
    ...(credentials !== undefined && {
      authenticator: credsAuthenticator(() => new TextEncoder().encode(credentials())),
    }),
    ...(caFile !== undefined && { tls: { caFile } }),
    ...(caFile === undefined && servers.startsWith('tls:') && { tls: {} }),
    timeout: CONNECT_TIMEOUT_MILLIS,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 500,
    // A silent loss of the broker is noticed after half a minute.
    pingInterval: 10_000,
    maxPingOut: 2,
    // A stack trace per message would cost more than the message.
    noAsyncTraces: true,
  };
}
