import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort, freePortFrom } from './free-port.js';

test('a free port can be listened on, is never given twice and lies below the range of outgoing connections', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, freePort));
  expect(new Set(ports).size).toBe(50);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(ports[0], '127.0.0.1', resolve));
  await new Promise((resolve) => server.close(resolve));
});

test('a wished port that is taken gives way to the next free one', async () => {
  const wished = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(wished, '127.0.0.1', resolve));
  expect(await freePortFrom(wished)).toBeGreaterThan(wished);
  await new Promise((resolve) => server.close(resolve));
});
