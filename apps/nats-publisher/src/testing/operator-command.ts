import { commandFrom } from '../command-line/command.js';
import { perform } from '../command-line/run-command.js';
import type { PublisherWorld } from './publisher-world.js';
import type { TestServers } from './test-servers.js';

/** Runs a command line as an operator does, on the servers of the test, and returns its output. */
export async function operatorCommand(
  line: string,
  { servers, world }: { readonly servers: TestServers | undefined; readonly world: PublisherWorld },
  signal = new AbortController().signal,
): Promise<{ isWell: boolean; said: string }> {
  const said: string[] = [];
  const isWell = await perform(commandFrom(line.split(' ')), {
    servers: {
      mongo: { uri: servers?.mongoUri ?? '', database: world.stream.name },
      nats: { servers: servers?.natsUrl ?? '' },
    },
    stream: world.stream.name,
    signal,
    log: (text) => said.push(text),
  });
  return { isWell, said: said.join('\n') };
}
