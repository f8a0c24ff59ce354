import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findPromtool } from '../promtool.js';
import { pathOf } from './repository-files.js';

const run = promisify(execFile);

test('each alert fires on recorded series that show its problem, and healthy series raise none', async ({ skip }) => {
  const promtool = await findPromtool();
  if (promtool === undefined) {
    console.warn('promtool was neither found nor could it be fetched: the alert rules are NOT tested.');
    return skip();
  }
  const { stdout } = await run(promtool, ['test', 'rules', pathOf('deploy/prometheus/alerts.test.yaml')]);
  expect(stdout).toContain('SUCCESS');
});
