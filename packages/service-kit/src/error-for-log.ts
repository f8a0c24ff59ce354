/** Messages of other errors may quote what a customer sent, or a document: they stay out of the log. */
const MESSAGE_IS_SAFE =
  /^(ProfilesError|StoreUnavailableError|StaleRevisionError|ClaimLostError|UniqueKeyTakenError|BadEnvironment|JOSEError|JWKS\w+|(Mongo(Network|ServerSelection|TopologyClosed|NotConnected|OperationTimeout)|Nats|JetStream|Connection|Timeout|NoResponders|RequestError)\w*)$/;

type LoggedError = {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string | number;
  readonly cause?: LoggedError;
};

/** An error as it is logged: what kind, which code, where, and why; never with data of customers in it. */
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

/** The lines that say where. The ones before them repeat the message. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
