/** What runs alone in a process and is measured: see start-contender.ts. */
export interface Contender {
  /** Where it answers. */
  readonly url: string;
  close(): Promise<void>;
}

/** What every contender is given. */
export interface Surroundings {
  readonly mongoUri: string;
  readonly database: string;
  readonly tokens: {
    readonly jwksUrl: string;
    readonly issuer: string;
    readonly audience: string;
    readonly organisationClaim: string;
    readonly permissionsClaim: string;
    readonly clientClaim: string;
  };
}

export const CONTENDERS = ['ceiling', 'trpc', 'trpc-official', 'rest'] as const;
export type ContenderName = (typeof CONTENDERS)[number];
