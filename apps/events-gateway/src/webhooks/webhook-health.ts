import { isPauseDue, type Webhook } from '@profiles/domain';
import type { WorkerWebhooks } from '@profiles/mongo-store/webhooks';
import type { KnownWebhook } from './webhook-directory.js';

export interface HealthSettings {
  readonly webhooks: WorkerWebhooks;
  /** [HOOK-3] In milliseconds. */
  readonly pauseAfterMillis: number;
  readonly ids: { readonly uuid: () => string; readonly uuidAt: (at: string) => string };
  readonly onPaused: (webhook: Webhook) => void;
  readonly onFailed: (error: unknown) => void;
}

/** [HOOK-3] Notes since when a webhook fails, and pauses one that has failed for days. */
export class WebhookHealth {
  readonly #settings: HealthSettings;

  constructor(settings: HealthSettings) {
    this.#settings = settings;
  }

  /** Notes the result of an attempt. It never rejects: the next attempt notes it again. */
  async noted(known: KnownWebhook, succeeded: boolean): Promise<void> {
    try {
      if (succeeded) await this.#works(known);
      else await this.#fails(known);
    } catch (error) {
      this.#settings.onFailed(error);
    }
  }

  async #works(known: KnownWebhook): Promise<void> {
    if (known.failingSince === undefined) return;
    known.failingSince = undefined;
    await this.#settings.webhooks.setFailingSince(known.webhook.id, undefined);
  }

  async #fails(known: KnownWebhook): Promise<void> {
    const { webhooks, pauseAfterMillis, ids, onPaused } = this.#settings;
    const now = new Date().toISOString();
    if (known.failingSince === undefined) {
      known.failingSince = now;
      await webhooks.setFailingSince(known.webhook.id, now);
    }
    if (!isPauseDue(known.failingSince, now, pauseAfterMillis)) return;
    const record = { id: ids.uuidAt(now), at: now, correlationId: ids.uuid() };
    if (!(await webhooks.pause(known.webhook, record))) return;
    // When it is active again, it has as much time as before.
    known.failingSince = undefined;
    await webhooks.setFailingSince(known.webhook.id, undefined);
    onPaused(known.webhook);
  }
}
