import type { WebhookSecurity } from '@profiles/application';
import { refusalOfTarget, sealedSecrets, type WebhookSettings } from '@profiles/webhooks';

/** [HOOK-4] [HOOK-5] The check of targets, and new secrets, by the settings. */
export function webhookSecurity(settings: WebhookSettings): WebhookSecurity {
  const secrets = settings.keys && sealedSecrets(settings.keys);
  return {
    newSecret: (webhookId) => {
      if (secrets === undefined) return undefined;
      const secret = secrets.create();
      return { secret, sealed: secrets.seal(secret, webhookId) };
    },
    refusalOf: (url) => refusalOfTarget(url, settings),
  };
}
