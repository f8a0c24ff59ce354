import type { Browser, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core';
import type { ConsoleStack } from './console-stack.js';

/** The people of the devstack's token issuer. */
export type PersonId = 'reader' | 'agent' | 'administrator';

/** A person in front of the console, in a browser without a past. */
export interface Visitor {
  readonly page: Page;
  /** Every address that the browser has asked for, pages and calls alike. */
  readonly addresses: readonly string[];
  /** The observed faults that no page may have. */
  faults(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface VisitorOptions {
  readonly stack: ConsoleStack;
  readonly browser: Browser;
  readonly person: PersonId;
  /** The page that is opened. @defaultValue `/` */
  readonly path?: string;
  /** @defaultValue English, in light colours, 1280 × 900 */
  readonly device?: BrowserContextOptions;
  /** Errors in the browser's console that belong to the test. @defaultValue none */
  readonly expected?: RegExp;
  /** Is done with the page before it is opened. @defaultValue nothing */
  prepare?(page: Page): Promise<unknown>;
}

/** For one step of a person. A page that takes longer is broken, also on a loaded machine. */
const STEP_TIMEOUT_MILLIS = 30_000;
/** The keys that the console may store in the browser. */
const STORED = ['console.language', 'console.theme'];
/** The names of everything that a page can keep. */
const EVERYTHING_KEPT = `(async () => [
  ...Object.keys(localStorage),
  ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map(({ name }) => name),
  ...(await caches.keys()),
  ...document.cookie.split(';').filter(Boolean),
  ...[name].filter(Boolean),
])()`;
const DEVICE: BrowserContextOptions = {
  locale: 'en-GB',
  timezoneId: 'Europe/Oslo',
  colorScheme: 'light',
  reducedMotion: 'reduce',
  viewport: { width: 1280, height: 900 },
};

/** Opens a page of the console, and signs a person in. */
export async function visit({
  stack,
  browser,
  person,
  path = '/',
  device,
  expected,
  prepare,
}: VisitorOptions): Promise<Visitor> {
  const context = await browser.newContext({ ...DEVICE, ...device, permissions: ['clipboard-write'] });
  context.setDefaultTimeout(STEP_TIMEOUT_MILLIS);
  const page = await context.newPage();
  const faults = recordFaults(page, stack.origins, expected);
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  await prepare?.(page);
  await page.goto(`${stack.url}${path}`);
  await page.locator(`button[value="${person}"]`).click();
  await page.getByRole('banner').waitFor();
  return {
    page,
    addresses,
    async faults() {
      const kept = await page.evaluate<string[]>(EVERYTHING_KEPT);
      return [...faults, ...kept.filter((key) => !STORED.includes(key)).map((key) => `kept in the browser: ${key}`)];
    },
    close: () => context.close(),
  };
}

/** Errors of scripts, of the console (a violation of the content security policy is one), and calls of other hosts. */
function recordFaults(page: Page, origins: readonly string[], expected?: RegExp): string[] {
  const faults: string[] = [];
  const ofConsole = (message: ConsoleMessage) => {
    const text = `${message.text()} ${message.location().url}`;
    if (message.type() === 'error' && expected?.test(text) !== true) faults.push(`console: ${text}`);
  };
  page.on('console', ofConsole);
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (/^https?:$/.test(protocol) && !origins.includes(origin)) faults.push(`called: ${origin}`);
  });
  return faults;
}
