/** The settings of a receiver's process. */
export interface ReceiverSettings {
  /** The notes of each organisation, with the headers of its calls. */
  readonly organisations: readonly {
    readonly organisationId: number;
    readonly notesFile: string;
    readonly headers: Readonly<Record<string, string>>;
  }[];
  readonly restUrl: string;
  /** Where the receiver of webhooks listens. */
  readonly port: number;
}

/** The variable that has them as JSON. */
export const RECEIVER_SETTINGS = 'RECEIVER_SETTINGS';

export function receiverSettings(): ReceiverSettings {
  return JSON.parse(process.env[RECEIVER_SETTINGS] ?? '') as ReceiverSettings;
}

/** The pause before a receiver tries again, in milliseconds. */
export const PAUSE_MILLIS = 100;
