// Measures the console in Chromium on a running devstack (`npm start`): what a first visit loads, when its largest text is there,
// how soon results follow the service's response, and how smoothly 10 000 results and 10 000 refused rows scroll. Prints a table for
// docs/performance.md.
// CONSOLE_URL is the console. @default http://127.0.0.1:3008

import { chromium } from 'playwright-core';

const URL_OF_CONSOLE = process.env.CONSOLE_URL ?? 'http://127.0.0.1:3008';
const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const VISITS = 7;
const SEARCHES = ['Hansen', 'Nordm', 'Berg', 'Kari', 'Ola', 'Olsen', 'Johansen', 'Lie', 'Dahl', 'Solberg'];
const ROWS = 10_000;
const FIRST_PAGE = 20;
const WHEEL_STEPS = 120;
/** The turn of the wheel in one step. With the fast one the whole list is scrolled through, about 920 000 pixels. */
const WHEEL_PIXELS = 400;
const FAST_PIXELS = 4_000;

const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: PROGRAM, args });
const rows = [];
const add = (name, value) => rows.push(`| ${name} | ${value} |`);
const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
const part = (numbers, share) =>
  numbers.toSorted((one, other) => one - other)[Math.floor((numbers.length - 1) * share)];
const millis = (number) => `${number.toFixed(0)} ms`;

const LARGEST_PAINT = `
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) globalThis.largestPaint = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
`;

/** A browser without a past, signed in. */
async function signedIn() {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(LARGEST_PAINT);
  await page.goto(URL_OF_CONSOLE);
  await page.locator('button[value="administrator"]').click();
  await page.getByRole('heading', { name: 'Who needs help?' }).waitFor();
  return { context, page };
}

async function measureVisits() {
  const [empty, again, scripts] = [[], [], []];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(LARGEST_PAINT);
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    const isScript = new Set();
    let bytes = 0;
    network.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (type === 'Script' && response.url.startsWith(URL_OF_CONSOLE)) isScript.add(requestId);
    });
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (isScript.has(requestId)) bytes += encodedDataLength;
    });
    await page.goto(URL_OF_CONSOLE);
    await page.locator('button[value="administrator"]').click();
    await page.getByRole('heading', { name: 'Who needs help?' }).waitFor();
    await page.waitForTimeout(1_000);
    scripts.push(bytes);
    empty.push(await page.evaluate('globalThis.largestPaint'));
    await page.goto(URL_OF_CONSOLE);
    await page.getByRole('heading', { name: 'Who needs help?' }).waitFor();
    await page.waitForTimeout(1_000);
    again.push(await page.evaluate('globalThis.largestPaint'));
    await context.close();
  }
  add(
    'script of the first visit, compressed with Brotli, headers included',
    `${(median(scripts) / 1_000).toFixed(1)} kB`,
  );
  add('largest contentful paint after the sign-in, median of 7', millis(median(empty)));
  add('the same, largest of 7', millis(Math.max(...empty)));
  add('largest contentful paint of a later visit, median of 7', millis(median(again)));
}

/** Waits for results in the page itself, so that the way to this script does not count. */
const RESULTS_AFTER_RESPONSE = `(text) => new Promise((resolve) => {
  const began = performance.now();
  const look = () => {
    const rows = [...document.querySelectorAll('.hits:not(.hits-outdated) [role="row"]')];
    const isThere = rows.some((row) => row.textContent.includes(text));
    if (!isThere || document.querySelector('.search-page')?.getAttribute('aria-busy') === 'true') return;
    watcher.disconnect();
    // The next frame shows what was changed.
    requestAnimationFrame(() => setTimeout(() => {
      const responses = performance.getEntriesByType('resource')
        .filter(({ name, startTime }) => name.includes('/trpc/') && startTime >= began)
        .map(({ responseEnd }) => responseEnd);
      resolve(performance.now() - Math.max(...responses));
    }));
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
})`;

async function measureSearches(page) {
  const times = [];
  for (const text of SEARCHES) {
    await page.getByRole('searchbox').fill('');
    await page.getByRole('heading', { name: 'Who needs help?' }).waitFor();
    await page.evaluate('performance.clearResourceTimings()');
    const shown = page.evaluate(`(${RESULTS_AFTER_RESPONSE})(${JSON.stringify(text)})`);
    await page.getByRole('searchbox').fill(text);
    times.push(await shown);
  }
  add('from the last response to results in a frame, median of 10', millis(median(times)));
  add('the same, largest of 10', millis(Math.max(...times)));
}

const FRAMES = `(isDone) => new Promise((resolve) => {
  const frames = [];
  globalThis.stopFrames = () => resolve(frames);
  let before = performance.now();
  const next = (now) => {
    frames.push(now - before);
    before = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})`;

async function framesWhile(page, act) {
  const frames = page.evaluate(`(${FRAMES})()`);
  await act();
  await page.evaluate('globalThis.stopFrames()');
  return (await frames).slice(2);
}

/** Lets the second page of a search be 10 000 customers: those of the service again and again, under other customer numbers. */
async function repeatResults(page) {
  await page.route('**/profiles.search*', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    const { data } = body.result;
    if (route.request().postData()?.includes('"cursor"')) {
      const length = ROWS - FIRST_PAGE;
      const { items } = data;
      data.items = Array.from({ length }, (_, index) => ({
        ...items[index % items.length],
        customerNumber: 90_000_000 + index,
      }));
      delete data.nextCursor;
    }
    await route.fulfill({ response, json: body });
  });
}

async function measureResults(page) {
  await repeatResults(page);
  await page.getByRole('searchbox').fill('Berg');
  await page.getByRole('button', { name: 'Show more' }).press('Enter');
  await page.getByText(/^1\d{4} customers$/).waitFor({ timeout: 120_000 });
  await page.waitForTimeout(1_000);
  await page.mouse.move(640, 450);
  await page.evaluate(`(() => {
    globalThis.mostRows = 0;
    const count = () => {
      mostRows = Math.max(mostRows, document.querySelectorAll('.hits [role="row"]').length);
      requestAnimationFrame(count);
    };
    count();
  })()`);
  for (const [name, pixels] of [
    ['400 pixels a step', WHEEL_PIXELS],
    ['4 000 pixels a step', FAST_PIXELS],
  ]) {
    await page.evaluate('scrollTo(0, 0)');
    await page.waitForTimeout(500);
    const frames = await framesWhile(page, async () => {
      const height = await page.evaluate('document.documentElement.scrollHeight');
      const steps = pixels === FAST_PIXELS ? height / pixels : WHEEL_STEPS * 5;
      for (let step = 0; step < steps; step += 1) {
        await page.mouse.wheel(0, pixels);
        await page.waitForTimeout(16);
      }
    });
    add(`10 000 results, ${name}: frames, median, 95 of 100, longest`, framesText(frames));
    add('of these over 50 ms', `${frames.filter((time) => time > 50).length} of ${frames.length}`);
  }
  add('most rows of the 10 000 in the document', await page.evaluate('mostRows'));
  await page.unrouteAll();
}

const framesText = (frames) => [median(frames), part(frames, 0.95), Math.max(...frames)].map(millis).join(', ');

async function measureScrolling(page) {
  await page.goto(`${URL_OF_CONSOLE}/admin/imports`);
  await page.locator('input[type="file"]').setInputFiles({
    ...{ name: 'many.ndjson', mimeType: 'application/x-ndjson', buffer: Buffer.from('{"a":\n'.repeat(ROWS)) },
  });
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByText(`refused: ${ROWS}`).first().waitFor();
  const idle = await framesWhile(page, () => page.waitForTimeout(2_000));
  await page.mouse.move(640, 450);
  const frames = await framesWhile(page, async () => {
    for (let step = 0; step < WHEEL_STEPS; step += 1) {
      await page.mouse.wheel(0, 400);
      await page.waitForTimeout(16);
    }
  });
  const nodes = await page.evaluate('document.querySelectorAll("*").length');
  add('elements in the document with 10 000 refused rows', nodes);
  add('frames while nothing happens: median, 95 of 100', `${millis(median(idle))}, ${millis(part(idle, 0.95))}`);
  add('frames while scrolling: median, 95 of 100, longest', framesText(frames));
  add('frames over 50 ms while scrolling', `${frames.filter((time) => time > 50).length} of ${frames.length}`);
}

await measureVisits();
const { context, page } = await signedIn();
await measureSearches(page);
await measureResults(page);
await measureScrolling(page);
await context.close();
await browser.close();
process.stdout.write(`| measured | result |\n|---|---|\n${rows.join('\n')}\n`);
