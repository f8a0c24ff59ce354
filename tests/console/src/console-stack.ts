import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createProfilesClient, type ProfilesClient } from '@profiles/client';
import { configFrom, startConsole } from '@profiles/console';
import { addShowcase, freePort } from '@profiles/devstack';
import { type FaultyProxy, startFaultyProxy } from '@profiles/system-tests/faulty-proxy';
import { MONGODB_URI, NATS_URL, startStack } from '@profiles/system-tests/stack';
import { DEVELOPMENT_WEBHOOKS } from '@profiles/webhooks';
import { HAS_CHROMIUM } from './chromium.js';

const isBuilt = existsSync(fileURLToPath(new URL('../../../apps/console/dist/web/index.html', import.meta.url)));
if (!isBuilt) console.warn('SKIPPED: the console in a browser: build it first (node apps/console/build-web.mjs).');

/** Whether this machine has what the tests need: a browser, both servers and the built console. */
export const CAN_RUN = HAS_CHROMIUM && isBuilt && MONGODB_URI !== undefined && NATS_URL !== undefined;

/** The organisation of the people who can sign in at the issuer of the devstack. */
export const ORGANISATION = 1;
const LOCAL_PERMISSIONS = ['les', 'opprett', 'endre', 'slett', 'admin'].map((right) => `customers-profile:${right}`);

/** The console and everything behind it, with a database of its own. */
export interface ConsoleStack {
  /** The origin of the console. */
  readonly url: string;
  /** All origins that its page may call. */
  readonly origins: readonly string[];
  /** The service under another name, for what a test prepares. */
  readonly api: ProfilesClient;
  /** Fills in the sample customers of `npm start` that have a history. */
  showcase(): Promise<void>;
  /** The service as the browser reaches it. */
  readonly network: FaultyProxy;
  close(): Promise<void>;
}

/** Starts service, publisher, events gateway, token issuer and console. */
export async function startConsoleStack(): Promise<ConsoleStack> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const stack = await startStack({
    events: true,
    consoleOrigins: [url],
    // The sample has a webhook to an address on this machine.
    serviceConfig: { webhooks: { ...DEVELOPMENT_WEBHOOKS, allowPrivate: true } },
  });
  const network = await startFaultyProxy(Number(new URL(stack.serviceUrl).port));
  const serviceUrl = `http://127.0.0.1:${network.port}`;
  const { browser } = configFrom({ CONSOLE_ISSUER: stack.issuer.url, CONSOLE_SERVICE_URL: serviceUrl });
  const console = await startConsole({ host: '127.0.0.1', port, logLevel: 'error', browser });
  const token = await stack.token({ organisationId: ORGANISATION, permissions: LOCAL_PERMISSIONS });
  return {
    url,
    origins: [url, serviceUrl, stack.issuer.url],
    api: createProfilesClient({ url: stack.serviceUrl, token, clientName: 'console-tests' }),
    network,
    showcase: () => addShowcase({ serviceUrl: stack.serviceUrl, issuer: stack.issuer, log: () => undefined }),
    async close() {
      await console.close();
      await network.close();
      await stack.close();
    },
  };
}
