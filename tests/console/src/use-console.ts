import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type BrowserSettings, launchChromium } from './chromium.js';
import { type ConsoleStack, startConsoleStack } from './console-stack.js';
import { type PersonId, type Visitor, type VisitorOptions, visit } from './visitor.js';

type VisitOptions = Pick<VisitorOptions, 'path' | 'device' | 'expected' | 'prepare'>;

/** A running console and a browser in front of it. */
export interface UsedConsole {
  readonly stack: ConsoleStack;
  /** Signs a person in, and leaves after the test. */
  visit(person: PersonId, options?: VisitOptions): Promise<Visitor['page']>;
  /** The same, with what the test can ask about the visit. */
  visitor(person: PersonId, options?: VisitOptions): Promise<Visitor>;
}

/** Starts one for the tests of the surrounding `describe`. A test fails when one of its pages has done what no page may. */
export function useConsole(browserSettings: BrowserSettings = {}): UsedConsole {
  const started: { stack?: ConsoleStack; browser?: Browser } = {};
  const visitors: Visitor[] = [];
  beforeAll(async () => {
    [started.stack, started.browser] = await Promise.all([startConsoleStack(), launchChromium(browserSettings)]);
  });
  afterEach(async () => {
    const left = visitors.splice(0);
    const faults = await Promise.all(left.map((visitor) => visitor.faults()));
    await Promise.all(left.map((visitor) => visitor.close()));
    expect(faults.flat()).toEqual([]);
  });
  afterAll(async () => {
    await started.browser?.close();
    await started.stack?.close();
  });
  const visitor: UsedConsole['visitor'] = async (person, options = {}) => {
    const parts = { stack: running(started.stack), browser: running(started.browser), person };
    const come = await visit({ ...parts, ...options });
    visitors.push(come);
    return come;
  };
  return {
    get stack() {
      return running(started.stack);
    },
    visitor,
    visit: async (person, options) => (await visitor(person, options)).page,
  };
}

function running<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('It runs in tests only.');
  return part;
}
