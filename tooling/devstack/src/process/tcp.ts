import { connect, type Socket } from 'node:net';

export type Address = { host: string; port: number };

const TIMEOUT_MS = 1_000;

/** Connects, lets `talk` speak and listen, and hangs up. Refused, silent or late: an error. */
export function overTcp<T>(address: Address, talk: (socket: Socket, done: (answer: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(TIMEOUT_MS, () => fail(new Error('no answer in time')));
    socket.once('error', fail);
    socket.once('close', () => reject(new Error('the connection was closed')));
    socket.once('connect', () =>
      talk(socket, (answer) => {
        resolve(answer);
        socket.destroy();
      }),
    );
  });
}

/** Whether anything takes a connection there. */
export function isListening(address: Address): Promise<boolean> {
  return overTcp<boolean>(address, (_, done) => done(true)).catch(() => false);
}
