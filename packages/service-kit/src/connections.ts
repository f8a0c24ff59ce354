import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server, Socket } from 'node:net';

/** The connections of a server, and whether a request is in progress on each of them. */
export interface Connections {
  /** Open connections. */
  readonly count: number;
  /**
   * Destroys connections without a request in progress. A connection on which a request has begun to arrive is left
   * alone unless `force` is set.
   *
   * Node's own `closeIdleConnections` leaves connections that never sent a request (they count as active until the
   * headers timeout) and those whose TLS handshake is not finished (they are not in its list at all).
   */
  destroyUnused(options?: { readonly force?: boolean }): void;
  /** Destroys every connection. Requests in progress fail. */
  destroyAll(): void;
}

interface Connection {
  /** The TCP socket, also below TLS. */
  readonly socket: Socket;
  requestsInProgress: number;
  /** Bytes read when the last request ended. More than these belong to a request that has begun to arrive. */
  bytesReadWhenIdle: number;
}

/** Follows the connections of an HTTP or HTTPS server from now on. */
export function trackConnections(server: Server): Connections {
  const open = new Set<Connection>();
  /** By the socket of the requests: the TLS socket, or the TCP socket without TLS. */
  const bySocket = new WeakMap<Socket, Connection>();
  const byPeer = new Map<string, Connection>();

  server.on('connection', (socket: Socket) => {
    const connection = { socket, requestsInProgress: 0, bytesReadWhenIdle: 0 };
    const peer = peerOf(socket);
    open.add(connection);
    bySocket.set(socket, connection);
    byPeer.set(peer, connection);
    socket.once('close', () => {
      open.delete(connection);
      if (byPeer.get(peer) === connection) byPeer.delete(peer);
    });
  });
  server.on('secureConnection', (tlsSocket: Socket) => {
    const connection = byPeer.get(peerOf(tlsSocket));
    if (connection === undefined) return;
    bySocket.set(tlsSocket, connection);
    connection.bytesReadWhenIdle = connection.socket.bytesRead;
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const connection = bySocket.get(socket);
    if (connection === undefined) return;
    connection.requestsInProgress += 1;
    // One function for all requests: a closure for each would cost every request.
    response.on('close', requestEnded);
  });

  function requestEnded(this: ServerResponse): void {
    const connection = bySocket.get(this.req.socket);
    if (connection === undefined) return;
    connection.requestsInProgress -= 1;
    connection.bytesReadWhenIdle = connection.socket.bytesRead;
  }

  return {
    get count() {
      return open.size;
    },
    destroyUnused({ force = false } = {}) {
      for (const { socket, requestsInProgress, bytesReadWhenIdle } of open) {
        if (requestsInProgress > 0) continue;
        if (force || socket.bytesRead === bytesReadWhenIdle) socket.destroy();
      }
    },
    destroyAll() {
      for (const { socket } of open) socket.destroy();
    },
  };
}

/** The remote end, which is the same for a TLS socket and the TCP socket below it. */
function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
