import { type Instant, secretsAt, type Webhook } from '@profiles/domain';
import type { WorkerWebhooks } from '@profiles/mongo-store/webhooks';
import type { SealedSecrets } from '@profiles/webhooks';

/** A webhook as the worker uses it. */
export interface KnownWebhook {
  readonly webhook: Webhook;
  /** Since when every attempt has failed. */
  failingSince: Instant | undefined;
}

export interface DirectorySettings {
  readonly webhooks: WorkerWebhooks;
  readonly secrets: SealedSecrets;
  readonly partitions: () => readonly number[];
  /** Called for each webhook that was deleted, or whose lease was lost. */
  readonly onVanished: (webhook: Webhook) => Promise<void>;
}

/** The webhooks of the leased partitions. They are read again each second, so changes take effect within that time. */
export class WebhookDirectory {
  readonly #settings: DirectorySettings;
  #known = new Map<string, KnownWebhook>();
  /** Opened secrets, by their sealed form. */
  #opened = new Map<string, string>();

  constructor(settings: DirectorySettings) {
    this.#settings = settings;
  }

  async refresh(): Promise<void> {
    const found = await this.#settings.webhooks.of(this.#settings.partitions());
    const before = this.all;
    this.#known = new Map(found.map((one) => [one.webhook.id, { ...one }]));
    const sealed = new Set(found.flatMap(({ webhook }) => webhook.secrets.map((secret) => secret.sealed)));
    this.#opened = new Map([...this.#opened].filter(([form]) => sealed.has(form)));
    for (const { webhook } of before) if (!this.#known.has(webhook.id)) await this.#settings.onVanished(webhook);
  }

  get(webhookId: string): KnownWebhook | undefined {
    return this.#known.get(webhookId);
  }

  get all(): readonly KnownWebhook[] {
    return [...this.#known.values()];
  }

  /** The ids of the webhooks that are paused. */
  paused(): string[] {
    return this.all.flatMap(({ webhook }) => (webhook.isActive ? [] : webhook.id));
  }

  /**
   * [HOOK-5] The secrets that sign now.
   * @throws SecretNotOpenedError
   */
  secretsOf(webhook: Webhook, now: Instant): string[] {
    return secretsAt(webhook, now).map((sealed) => {
      const secret = this.#opened.get(sealed) ?? this.#settings.secrets.open(sealed, webhook.id);
      this.#opened.set(sealed, secret);
      return secret;
    });
  }
}
