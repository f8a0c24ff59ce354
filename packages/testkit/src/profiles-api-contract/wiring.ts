import type { CustomerChangedData, ProfilesApi } from '@profiles/contracts';

/** The caller. */
export interface WiringCaller {
  readonly organisationId: number;
  /** Default: read, create, change and deactivate, as an ordinary caller has them. */
  readonly permissions?: readonly string[];
  readonly clientId?: string;
}

/** The service behind one of its ways in. Its store may be shared and long-lived, its clock is the real one. */
export interface Wiring {
  apiFor(caller: WiringCaller): ProfilesApi;
  /** Every event of a customer that was committed, oldest first. */
  events(customerNumber: number): Promise<readonly CustomerChangedData[]>;
  close?(): Promise<void>;
}
