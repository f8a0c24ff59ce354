import { randomBytes } from 'node:crypto';
import type { CustomerChangedEvent } from '@profiles/contracts';
import type { Command } from 'commander';
import { Webhook } from 'standardwebhooks';
import { eventsAfter, newestCursor } from '../event-feed.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { type CommandContext, serviceOf } from './context.js';

interface ListenOptions {
  readonly forwardTo: string;
  readonly secret?: string;
}

/** A receiver that takes longer has failed, in milliseconds, as for real deliveries. */
const TIMEOUT_MILLIS = 15_000;
const SECRET_BYTES = 32;

/** `webhooks` and its subcommands. */
export function addWebhooks(program: Command, context: CommandContext): void {
  const webhooks = program.command('webhooks').description('Try a receiver of webhooks on this machine');
  webhooks
    .command('listen')
    .description('Forward each change, beginning now, to a receiver on this machine, as a webhook would deliver it')
    .requiredOption('--forward-to <url>', 'address of the receiver, such as http://localhost:4242/webhooks')
    .option('--secret <whsec_…>', 'secret that deliveries are signed with; default is a new one, which is printed')
    .addHelpText(
      'after',
      `
Nothing is registered with the service, so it needs no public address. Each event is sent once: a receiver that fails is
noted, and the next event follows. Registered webhooks repeat a delivery for three days.`,
    )
    .action(async ({ forwardTo, secret = newSecret() }: ListenOptions, command: Command) => {
      const { terminal } = context;
      if (!isAddress(forwardTo)) {
        throw new CommandError(`"${forwardTo}" is no address. It begins with http:// or https://.`, EXIT.usage);
      }
      const signer = signerWith(secret);
      const service = await serviceOf(context, command);
      const after = await newestCursor(service);
      terminal.note(`The secret of the deliveries is ${secret}\nForwarding to ${forwardTo}. Ctrl-C ends.`);
      for await (const { event } of eventsAfter(service, { after, selection: {}, follow: true })) {
        const outcome = await deliver(event, { forwardTo, signer, signal: terminal.signal });
        terminal.out(`${event.time}  ${event.data.customerNumber}  ${event.type}  ${outcome}`);
      }
    });
}

/** `localhost:4242/webhooks` is a URL too: of the scheme `localhost`. */
function isAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

function signerWith(secret: string): Webhook {
  try {
    return new Webhook(secret);
  } catch {
    throw new CommandError('--secret is no secret of a webhook: whsec_ and 24 to 64 bytes in base64.', EXIT.usage);
  }
}

interface Target {
  readonly forwardTo: string;
  readonly signer: Webhook;
  readonly signal: AbortSignal;
}

/** Delivers one event, and returns the status or the reason of the failure. */
async function deliver(event: CustomerChangedEvent, { forwardTo, signer, signal }: Target): Promise<string> {
  const body = JSON.stringify(event);
  const now = new Date();
  try {
    const response = await fetch(forwardTo, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'webhook-id': event.id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
        'webhook-signature': signer.sign(event.id, now, body),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLIS)]),
    });
    await response.body?.cancel();
    return response.ok ? String(response.status) : `FAILED: ${response.status}`;
  } catch (error) {
    signal.throwIfAborted();
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    return `FAILED: ${code ?? (error as Error).name}`;
  }
}
