import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';

const CODE_BY_STATUS: Readonly<Record<number, TRPC_ERROR_CODE_KEY>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  409: 'CONFLICT',
  410: 'NOT_FOUND',
  412: 'PRECONDITION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'BAD_REQUEST',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
};

/** The code of tRPC for an HTTP status. tRPC has none for 410 and 414: the status itself is in `error.data.httpStatus`. */
export function trpcCodeOf(status: number): TRPC_ERROR_CODE_KEY {
  return CODE_BY_STATUS[status] ?? 'INTERNAL_SERVER_ERROR';
}
