const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use. Stop the process that uses it, or set another port',
  EACCES: 'the port needs more rights. Set a port from 1024 on',
  EADDRNOTAVAIL: 'this machine has no such address. Set another HOST',
};

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** A server cannot listen on its address. The message names the address and the remedy. */
export class ListenError extends Error {
  override name = 'ListenError';
  readonly address: ListenAddress;

  constructor(address: ListenAddress, cause: NodeJS.ErrnoException) {
    const reason = REASONS[cause.code ?? ''] ?? `the system refuses it (${cause.code ?? cause.name})`;
    super(`Cannot listen on ${address.host}:${address.port}: ${reason}.`, { cause });
    this.address = address;
  }
}
