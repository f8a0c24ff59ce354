/** A message in the stream. */
export interface Stored {
  readonly sequence: number;
  readonly id: string;
  readonly subject: string;
  readonly body: Uint8Array;
  readonly customerNumber: number;
  readonly revision: number;
}
