/** Who calls: what the token says, never what a header says. */
export interface Caller {
  readonly organisationId: number;
  readonly clientId: string;
  readonly permissions: ReadonlySet<string>;
}
