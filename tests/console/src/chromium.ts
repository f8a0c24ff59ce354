import { findOnPath } from '@profiles/devstack';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

/** Names under which distributions install Chromium or its relatives. */
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser of this machine: that of `CHROMIUM`, otherwise the first on the PATH. */
async function findChromium(): Promise<string | undefined> {
  const given = process.env['CHROMIUM'];
  if (given !== undefined && given !== '') return given;
  for (const program of PROGRAMS) {
    const path = await findOnPath(program, process.env);
    if (path !== undefined) return path;
  }
  return undefined;
}

const path = await findChromium();

/** Whether there is a browser. Without it the tests are skipped, and this says so. */
export const HAS_CHROMIUM = path !== undefined;
if (!HAS_CHROMIUM) {
  console.warn(
    `SKIPPED: the console in a browser: none of ${PROGRAMS.join(', ')} is on the PATH. Set CHROMIUM to one.`,
  );
}

/** How the browser is started, besides what each test needs. */
export type BrowserSettings = Pick<LaunchOptions, 'args' | 'env'>;

/** Starts the browser without a window. */
export function launchChromium({ args = [], env = {} }: BrowserSettings = {}): Promise<Browser> {
  if (path === undefined) throw new Error('There is no browser on this machine.');
  // Its sandbox refuses to work for root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: path, args: [...sandbox, ...args], env: { ...process.env, ...env } });
}
