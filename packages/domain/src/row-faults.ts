import { type InputError, type Rejected, Rejection, type RejectionCode, reject } from './decision.js';
import type { Profile } from './profile.js';
import { rejectionOfTakenKey, uniqueKeysOf } from './uniqueness.js';

const BAD_INPUT: ReadonlySet<RejectionCode> = new Set([Rejection.BadInput, Rejection.BadPostCode, Rejection.BadName]);

/** The field of a row that holds a unique value, by the kind of its key. */
const FIELD_BY_KIND: Readonly<Record<string, string>> = {
  email: 'email',
  username: 'username',
  ref: 'customerRef',
  vipps: 'vippsId',
  account: 'customerAccounts',
};

const MESSAGE_BY_KIND: Readonly<Record<string, string>> = {
  email: 'Another customer of the organisation has this email.',
  username: 'Another customer of the organisation has this username.',
  ref: 'Another customer of the organisation has this customerRef.',
  vipps: 'Another customer of the organisation has this vippsId.',
  account: 'Another customer of the organisation has this customer account.',
};

const MESSAGE_BY_CODE: Partial<Record<RejectionCode, string>> = {
  [Rejection.EcardTaken]: 'The card has a current owner. End that ownership first.',
  [Rejection.CustomerAccountTaken]: 'The customer account is in the list already.',
  [Rejection.NotFound]: 'There is no such customer.',
};

/** [IMPORT-1] Collects every error of a row, so that it can be mended at once. */
export class RowFaults {
  readonly #codes = new Set<RejectionCode>();
  readonly #errors: InputError[] = [];
  #survivor: number | undefined;

  /**
   * Adds the rejection of a rule. `path` is the field of the row that it is about, where the rule names none; `named` says an error
   * by the fields of a row.
   */
  add({ code, details }: Rejected, path = '', named = (error: InputError): InputError => error): void {
    const message = details.message ?? MESSAGE_BY_CODE[code] ?? 'Not accepted.';
    this.#codes.add(code);
    this.#errors.push(...(details.errors ?? [{ path: details.path ?? path, message }]).map(named));
    this.#survivor ??= details.survivor;
  }

  /** Adds an error for each unique value of a profile that another one holds. */
  addTakenKeys(profile: Profile, isTaken: (key: string) => boolean): void {
    const fields = new Set<string>();
    for (const key of uniqueKeysOf(profile)) {
      if (!isTaken(key)) continue;
      const kind = key.slice(0, key.indexOf(':'));
      const path = FIELD_BY_KIND[kind] ?? '';
      // A username that follows from the email is no error of its own.
      if (kind === 'username' && fields.has('email') && profile.username === profile.email) continue;
      fields.add(path);
      this.add(reject(rejectionOfTakenKey(key), { path, message: MESSAGE_BY_KIND[kind] ?? 'Taken.' }));
    }
  }

  /** One rejection with all errors; none if there are none. Its code is that of all errors, if they have one. */
  rejection(): Rejected | undefined {
    const [code] = this.#codes;
    if (code === undefined) return undefined;
    const message = this.#errors.map((error) =>
      error.path === '' ? error.message : `${error.path}: ${error.message}`,
    );
    return reject(this.#codes.size === 1 ? code : this.#commonCode(), {
      message: message.join(' '),
      errors: this.#errors,
      ...(this.#survivor !== undefined && { survivor: this.#survivor }),
    });
  }

  #commonCode(): RejectionCode {
    return [...this.#codes].some((code) => BAD_INPUT.has(code)) ? Rejection.BadInput : Rejection.Conflict;
  }
}
