import type { Socket } from 'node:net';
import proxyAddr from '@fastify/proxy-addr';
import type { FastifyRequest } from 'fastify';
import type { OpenSpan } from './tracing/spans.js';

/** How a call has ended. */
export interface CallEnd {
  readonly status: number;
  readonly millis: number;
}

/** The guards of an HTTP request, for a call that shares its request with others. */
export interface CallGuards {
  /**
   * Admits a call under the load limits of the server.
   *
   * @returns the function that ends the call; undefined when the call must be refused (503).
   */
  admit(): (() => void) | undefined;
  /** Begins the span of a call; undefined when tracing is off. */
  trace(call: Pick<FastifyRequest, 'headers'>): OpenSpan | undefined;
  /** The address of the caller: `X-Forwarded-For` counts if the proxies it passed are trusted. */
  addressOf(socket: Socket, forwardedFor: string | undefined): string;
  /** Counts and logs a call, as a request to its procedure would be. */
  observe(call: Pick<FastifyRequest, 'id' | 'headers'>, end: CallEnd): void;
}

/** Determines the address of a caller like Fastify does for a request of its own. */
export function callAddresses(trustedProxies: readonly string[]): CallGuards['addressOf'] {
  if (trustedProxies.length === 0) return ({ remoteAddress = '' }) => remoteAddress;
  const isTrusted = proxyAddr.compile([...trustedProxies]);
  return (socket, forwardedFor) => {
    const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
    return proxyAddr({ headers, socket, connection: socket } as never, isTrusted);
  };
}
