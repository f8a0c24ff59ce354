/**
 * Error classes whose messages contain no personal data. The message of any other error stays out of the log, because
 * it may quote a request or a document.
 */
const MESSAGE_IS_SAFE =
  /^(ProfilesError|StoreUnavailableError|StaleRevisionError|ClaimLostError|UniqueKeyTakenError|InvalidEnvironmentError|JOSEError|JWKS\w+|(Mongo(Network|ServerSelection|TopologyClosed|NotConnected|OperationTimeout)|Nats|JetStream|Connection|Timeout|NoResponders|RequestError)\w*)$/;

type LoggedError = {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string | number;
  readonly cause?: LoggedError;
};

/** An error in the form in which it is logged: class, code, stack and causes, without personal data. */
export function errorForLog(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: MESSAGE_IS_SAFE.test(error.name) ? error.message : '',
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    stack: framesOf(error.stack ?? ''),
    ...(error.cause !== undefined && depth < 5 && { cause: errorForLog(error.cause, depth + 1) }),
  };
}

/** The stack frames without the lines before them, which repeat the message. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
