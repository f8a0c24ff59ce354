/** The caller, from its token and never from a header. */
export interface Caller {
  readonly organisationId: number;
  readonly clientId: string;
  readonly permissions: ReadonlySet<string>;
}
