import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { ASSUMPTIONS } from './assumptions.js';
import { figuresFrom } from './figures.js';
import { needOf, SIZES } from './model.js';
import { growthModelPage } from './page.js';
import { PAGE, publishedFigures } from './published.js';

/** Round figures: 100 µs of the service for every request, 50 µs of the adapter on top, 40 µs of the database. */
function roundFigures(exponent = 0) {
  const rows = ['get by number', 'by email', 'search', 'update', 'create', 'move a card'];
  const round = (cpuMicrosPerRequest: number) => ({ cpuMicrosPerRequest, rssMiB: 512 });
  const bench = rows.flatMap((row) => [
    { row, clients: 32, contender: 'trpc', rounds: [round(100)] },
    { row, clients: 32, contender: 'rest', rounds: [round(150)] },
  ]);
  const growth = ['get by number', 'by email', 'search: email', 'create', 'move a card'].map((row) => ({
    row,
    cells: [{ customers: 1e6, databaseCpuMicros: 40 }],
    verdict: { exponent },
  }));
  return figuresFrom({ results: bench }, { results: growth });
}

describe('the model of growth', () => {
  test('gives each zone a process, and keeps processes half busy when one of three zones is lost', () => {
    // 100 000/s × 100 µs = 10 cores; twice of it for half load; half as many again for the lost zone.
    const need = needOf({ requestsPerSecond: 100_000, customers: 1e6 }, roundFigures());
    expect(need.serviceProcesses).toBe(30);
    // 40 % over REST × 50 µs = 2 cores.
    expect(need.adapterProcesses).toBe(6);
    expect(need.memoryGiB).toBe(18);
    expect(needOf({ requestsPerSecond: 10, customers: 1e6 }, roundFigures()).serviceProcesses).toBe(3);
  });

  test('takes as many shards as the scarcest of processor, memory and disk needs', () => {
    // 100 000/s × 40 µs = 4 cores: one shard of 8 cores, half busy.
    expect(needOf({ requestsPerSecond: 100_000, customers: 1e4 }, roundFigures()).decidedBy).toBe('disk');
    expect(needOf({ requestsPerSecond: 1_000, customers: 1e6 }, roundFigures()).decidedBy).toBe('one is enough');
    // A third of 10⁹ customers × 2 300 bytes = 767 GB in memory, 8 caches of 100 GB; 5 460 GB of data on 2 TB disks are fewer.
    const large = needOf({ requestsPerSecond: 1, customers: 1e9 }, roundFigures());
    expect([large.shards, large.decidedBy]).toEqual([8, 'memory']);
  });

  test('continues the measured growth of the database, and never lets it get cheaper', () => {
    expect(roundFigures(0.5).create.database(1e8)).toBeCloseTo(400);
    expect(roundFigures(-0.1).create.database(1e8)).toBe(40);
  });

  test('has parts of the requests that add up to one', () => {
    const { reads, searches, updates, creates, cards } = ASSUMPTIONS;
    const parts = [reads, searches, updates, creates, cards].map(({ value }) => value);
    expect(parts.reduce((sum, part) => sum + part)).toBeCloseTo(1);
  });

  test('needs no less for more requests or more customers', async () => {
    const figures = await publishedFigures();
    for (const size of SIZES) {
      const need = needOf(size, figures);
      for (const more of [
        { ...size, customers: size.customers * 10 },
        { ...size, requestsPerSecond: size.requestsPerSecond * 10 },
      ]) {
        const larger = needOf(more, figures);
        expect(larger.shards).toBeGreaterThanOrEqual(need.shards);
        expect(larger.serviceProcesses).toBeGreaterThanOrEqual(need.serviceProcesses);
        expect(larger.streams).toBeGreaterThanOrEqual(need.streams);
      }
    }
  });

  test('names a row that the published figures lack', () => {
    expect(() => figuresFrom({ results: [] }, { results: [] })).toThrow(
      /bench.json has no row "get by number" of trpc/,
    );
  });

  test('is what docs/growth-model.md says', async () => {
    const page = growthModelPage(await publishedFigures());
    expect(await readFile(PAGE, 'utf8'), 'npm run model:growth -- --write').toBe(page);
  });
});
