import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A key that encrypts secrets, with the id by which sealed secrets name it. */
export interface SealingKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** A sealed secret can't be opened: its key is not configured, or it was changed or moved to another webhook. */
export class SecretNotOpenedError extends Error {
  override name = 'SecretNotOpenedError';
}

/** The bytes of a secret. Standard Webhooks asks for 24 to 64. */
const SECRET_BYTES = 32;
/** The prefix of a secret in Standard Webhooks. */
const SECRET_PREFIX = 'whsec_';
const FORM = 'v1';
const ALGORITHM = 'aes-256-gcm';
/** 96 bits, as NIST SP 800-38D recommends. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Makes, seals and opens the secrets of webhooks. */
export interface SealedSecrets {
  /** A new random secret. */
  create(): string;
  /** The secret, encrypted for one webhook with the first key. */
  seal(secret: string, webhookId: string): string;
  /** @throws {@link SecretNotOpenedError} */
  open(sealed: string, webhookId: string): string;
}

/**
 * [HOOK-5] Secrets encrypted with AES-256-GCM. The first key seals; each of them opens what it has sealed, so a key is
 * rotated by putting a new one in front. The webhook's id is authenticated too: a sealed secret is of no use elsewhere.
 */
export function sealedSecrets(keys: readonly [SealingKey, ...SealingKey[]]): SealedSecrets {
  const [current] = keys;
  const byId = new Map(keys.map((one) => [one.id, one.key]));
  return {
    create: () => SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64'),
    seal: (secret, webhookId) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, current.key, iv).setAAD(Buffer.from(webhookId));
      const content = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [FORM, current.id, content.toString('base64url')].join('.');
    },
    open: (sealed, webhookId) => {
      const [form, id = '', text = ''] = sealed.split('.');
      const key = byId.get(id);
      if (form !== FORM || key === undefined) {
        throw new SecretNotOpenedError(`The key ${JSON.stringify(id)} of a webhook's secret is not configured.`);
      }
      const content = Buffer.from(text, 'base64url');
      try {
        const decipher = createDecipheriv(ALGORITHM, key, content.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(webhookId)).setAuthTag(content.subarray(-TAG_BYTES));
        return decipher.update(content.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new SecretNotOpenedError("A webhook's secret can't be opened with its key.", { cause });
      }
    },
  };
}

/** The number of bytes of a key of AES-256. */
const KEY_BYTES = 32;

/**
 * Keys from text: `id:key` with commas between them, each key 32 bytes in base64. Undefined when the text has another form.
 */
export function sealingKeysFrom(text: string): readonly [SealingKey, ...SealingKey[]] | undefined {
  const keys = text.split(',').map((part): SealingKey | undefined => {
    const [, id, encoded = ''] = /^\s*([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/=_-]+)\s*$/.exec(part) ?? [];
    const key = Buffer.from(encoded, 'base64');
    return id !== undefined && key.length === KEY_BYTES ? { id, key } : undefined;
  });
  const valid = keys.filter((key) => key !== undefined);
  const [first, ...others] = valid;
  const isComplete = valid.length === keys.length && new Set(valid.map(({ id }) => id)).size === keys.length;
  return first !== undefined && isComplete ? [first, ...others] : undefined;
}
