import { freePort, freePortFrom } from '../process/free-port.js';

/** The port for one of the programs, in the order in which they are started. */
export type PortFor = (program: keyof typeof USUAL) => Promise<number>;

const USUAL = {
  MongoDB: 27017,
  NATS: 4222,
  'openapi-adapter': 3000,
  'profiles-service': 3001,
  'nats-publisher': 3003,
  'token issuer': 3004,
  retention: 3005,
  'events-gateway': 3006,
  console: 3008,
} as const;

/** The usual ports; where one is taken, the next free one, and a line that says so. */
export function usualPorts(log: (line: string) => void): PortFor {
  return async (program) => {
    const port = await freePortFrom(USUAL[program]);
    if (port !== USUAL[program]) log(`Port ${USUAL[program]} is taken: ${program} gets ${port}.`);
    return port;
  };
}

/** Any free ports, so that other programs are not disturbed. */
export const anyPorts: PortFor = () => freePort();
