import { reasonOf } from './process/run-command.js';
import type { RunningServer, ServerOptions, Skipped } from './running-server.js';

export type StartedServer = Omit<RunningServer, 'skipped'>;

/** One way to a server. `attempt` throws, with the reason as its message, when this way is not open. */
export type Step = { what: string; attempt(): Promise<StartedServer> };

export type Chain = { server: string; steps: readonly Step[]; warning: string };

/** An explicit wish of the caller that can't be met: the chain must not quietly go on to something else. */
export class GivenServerError extends Error {}

/** Takes the first way that is open and says, one line each, why the ones before it were not. */
export async function walkChain(chain: Chain, options: ServerOptions): Promise<RunningServer> {
  const skipped: Skipped[] = [];
  for (const step of chain.steps) {
    try {
      const started = await step.attempt();
      options.log(`${chain.server}: using ${step.what}${started.note ? ` (${started.note})` : ''}`);
      return { ...started, skipped };
    } catch (error) {
      if (error instanceof GivenServerError) throw error;
      const why = reasonOf(error);
      skipped.push({ what: step.what, why });
      options.log(`${chain.server}: ${why}`);
    }
  }
  return none(chain, options, skipped);
}

function none(chain: Chain, options: ServerOptions, skipped: Skipped[]): RunningServer {
  if (!(options.allowNone ?? options.env['CI'] !== 'true')) {
    throw new Error(`${chain.server}: no server to be had. ${skipped.map(({ why }) => why).join('; ')}`);
  }
  options.log(`WARNING: ${chain.server}: no server to be had. ${chain.warning}`);
  return { kind: 'none', uri: '', note: chain.warning, skipped, stop: async () => {} };
}
