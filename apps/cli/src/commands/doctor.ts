import { OPERATIONS } from '@profiles/contracts';
import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { tableOf } from '../output.js';
import type { RestService } from '../rest-service.js';
import { type CommandContext, globalsOf, serviceOf } from './context.js';

/** One check of the doctor and its result. */
interface Finding {
  readonly check: string;
  readonly isWell: boolean;
  readonly detail: string;
}

interface DoctorOptions {
  readonly part: readonly string[];
}

/** The token verifier allows this much between the clocks of issuer and service; a larger skew makes tokens fail. */
const MAX_SKEW_SECONDS = 5;
const TIMEOUT_MILLIS = 5_000;

/** `doctor`. */
export function addDoctor(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description('Check that every part is reachable and ready, clocks, versions, and what the token allows')
    .option(
      '--part <url>',
      'origin of another part to check, such as the service or the publisher; repeatable',
      collect,
      [],
    )
    .addHelpText(
      'after',
      `
The readiness of the service covers its database, indexes and token keys, that of the publisher the broker and its stream.
Without --part only the part behind --url is checked, and the calls through it.

Example:
  $ profiles doctor --part http://127.0.0.1:3001 --part http://127.0.0.1:3003`,
    )
    .action(async ({ part }: DoctorOptions, command: Command) => {
      const service = await serviceOf(context, command);
      const parts = await Promise.all([service.url, ...part].map((url) => findingsOfPart(url.replace(/\/+$/, ''))));
      const findings = [...parts.flat(), ...versionsAgree(parts.flat()), ...(await findingsOfToken(service))];
      const rows = findings.map(({ check, isWell, detail }) => [isWell ? 'ok' : 'FAILED', check, detail]);
      if (globalsOf(command).json) context.terminal.out(JSON.stringify(findings, undefined, 2));
      else context.terminal.out(tableOf(['', 'check', ''], rows));
      if (findings.some(({ isWell }) => !isWell)) context.exitWith(EXIT.failed);
    });
}

function collect(value: string, values: readonly string[]): readonly string[] {
  return [...values, value];
}

async function findingsOfPart(url: string): Promise<Finding[]> {
  const sent = Date.now();
  const ready = await fetched(`${url}/readyz`);
  if (ready === undefined) {
    return [
      { check: `${url} is reachable`, isWell: false, detail: 'No response. Check the address and that it runs.' },
    ];
  }
  const { checks } = parsed(ready.text) as { checks?: Record<string, string> };
  const skew = skewOf(ready.date, sent, Date.now());
  return [
    { check: `${url} is reachable`, isWell: true, detail: `${Date.now() - sent} ms` },
    ...(checks === undefined
      ? [{ check: `${url} is ready`, isWell: false, detail: 'It is no part of the customer profiles service.' }]
      : Object.entries(checks).map(([name, outcome]) => ({
          check: `${url}: ${name}`,
          isWell: outcome === 'ok',
          detail: outcome,
        }))),
    { check: `${url}: clock`, isWell: Math.abs(skew) <= MAX_SKEW_SECONDS, detail: `${skew} s from this machine` },
    await versionOf(url),
  ];
}

/** The Date header has whole seconds. */
function skewOf(date: string | null, sent: number, received: number): number {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return 0;
  const early = Math.ceil((theirs + 999 - sent) / 1_000);
  const late = Math.floor((theirs - received) / 1_000);
  return early < 0 ? early : Math.max(late, 0);
}

async function versionOf(url: string): Promise<Finding> {
  const metrics = await fetched(`${url}/metrics`);
  const labels = /^build_info\{([^}]*)\}/m.exec(metrics?.text ?? '')?.[1] ?? '';
  const version = /(?:^|,)version="([^"]*)"/.exec(labels)?.[1];
  const revision = /(?:^|,)revision="([^"]*)"/.exec(labels)?.[1];
  return {
    check: `${url}: version`,
    isWell: version !== undefined,
    detail: version === undefined ? 'Its metrics show no version.' : `${version} (revision ${revision})`,
  };
}

function versionsAgree(findings: readonly Finding[]): Finding[] {
  const versions = new Set(findings.filter(({ check }) => check.endsWith(': version')).map(({ detail }) => detail));
  const detail =
    versions.size === 1 ? 'All parts have one version.' : 'The parts have different versions: finish the upgrade.';
  return [{ check: 'versions', isWell: versions.size === 1, detail }];
}

async function findingsOfToken(service: RestService): Promise<Finding[]> {
  const calls = [
    [
      'permission to read (customers-profile:les)',
      () => service.call(OPERATIONS.profiles.resolve, { customerNumbers: [1] }),
    ],
    ['permission to import and export (customers-profile:admin)', () => service.call(OPERATIONS.imports.list, {})],
  ] as const;
  return Promise.all(
    calls.map(async ([check, call]): Promise<Finding> => {
      try {
        await call();
        return { check, isWell: true, detail: 'allowed' };
      } catch (error) {
        return { check, isWell: false, detail: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}

async function fetched(url: string): Promise<{ text: string; date: string | null } | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
    return { text: await response.text(), date: response.headers.get('date') };
  } catch {
    return undefined;
  }
}

function parsed(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {};
  }
}
