import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@profiles/cli';
import { startTokenIssuer } from '@profiles/devstack';
import { startOpenApiAdapter } from '@profiles/openapi-adapter';
import { startProfilesService } from '@profiles/profiles-service';
import { restProfilesApi, TEST_SETTINGS } from '@profiles/testkit';

/** The output of a command, and its exit code. */
export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
  /** The output of a command with `--json`. */
  json(): never;
}

interface CommandOptions {
  /** The answer to questions. @defaultValue false */
  readonly confirms?: boolean;
  readonly signal?: AbortSignal;
  /** @defaultValue that of the command line */
  readonly url?: string;
  /** Receives each note when it is printed. */
  readonly onNote?: (text: string) => void;
}

/** A command line with a token, in this process. */
export function commandLine(settings: { readonly url: string; readonly token: string; readonly home: string }) {
  return async (
    args: readonly string[],
    { confirms = false, signal = new AbortController().signal, url = settings.url, onNote }: CommandOptions = {},
  ): Promise<CommandResult> => {
    const out: string[] = [];
    const notes: string[] = [];
    const code = await run(['--url', url, ...args], {
      version: '0.0.0',
      env: {
        url: undefined,
        token: settings.token,
        clientSecret: undefined,
        sessionFile: join(settings.home, 'session.json'),
      },
      terminal: {
        out: (text) => void out.push(text),
        note: (text) => {
          notes.push(text);
          onNote?.(text);
        },
        isInteractive: false,
        confirm: async () => confirms,
        signal,
      },
    });
    return { code, out: out.join('\n'), notes: notes.join('\n'), json: () => JSON.parse(out.join('\n')) as never };
  };
}

/** The command line in front of a service that keeps its profiles in memory. */
export async function startCliWorld() {
  const directory = await mkdtemp(join(tmpdir(), 'profiles-cli-'));
  const issuer = await startTokenIssuer({});
  const { jwksUrl, issuer: name, audience } = issuer;
  const claims = {
    organisationClaim: 'https://entur.io/organisationID',
    permissionsClaim: 'permissions',
    clientClaim: 'azp',
  };
  const common = {
    host: '127.0.0.1',
    port: 0,
    logLevel: 'error',
    tokens: { jwksUrl, issuer: name, audience, ...claims },
  };
  const limits = { perMinute: 1_000_000, unidentifiedPerMinute: 1_000_000 };
  const service = await startProfilesService({
    ...common,
    ...{ store: 'memory', settings: TEST_SETTINGS, limits },
    loginThrottleLimits: { perCustomer: 1_000_000, perAddress: 1_000_000 },
  });
  const adapter = await startOpenApiAdapter({ ...common, limits, service: service.url });
  const tokenOf = (organisationId: number) =>
    issuer.mint({
      organisationId,
      clientId: 'cli',
      permissions: ['les', 'opprett', 'endre', 'slett', 'admin'].map((right) => `customers-profile:${right}`),
    });

  /** An organisation without customers, and the command line of one of its users. */
  async function newOrganisation() {
    const organisationId = Math.floor(Math.random() * 1e9) + 1;
    const token = await tokenOf(organisationId);
    return {
      organisationId,
      token,
      api: restProfilesApi({ baseUrl: `${adapter.url}/customers/v2`, token }),
      cli: commandLine({ url: adapter.url, token, home: join(directory, randomUUID()) }),
    };
  }
  return {
    adapterUrl: adapter.url,
    newOrganisation,
    /** Writes a file and returns its path. */
    async file(content: string | Uint8Array, name = 'customers.csv'): Promise<string> {
      const folder = await mkdtemp(join(directory, 'file-'));
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    async close() {
      await adapter.close();
      await service.close();
      await issuer.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
