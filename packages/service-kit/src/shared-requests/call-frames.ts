// The format in which several calls of an adapter share one HTTP request to the service (ADR 0029).
//
// Request: lines of JSON, in UTF-8. JSON text has no line feed. The first line is the list of the Authorization headers.
// Then come two lines per call: its head, and its input as the caller of the service sent it.
// Response: one frame per outcome, in the order in which the calls end: a head as a line of JSON, then the bytes of the
// value. The number of a call is its place in the request.

/** The path of the service for shared requests. */
export const SHARED_REQUESTS_PATH = '/calls';
/** The route of a call that has a request of its own. A call that shares one is counted and traced under it, too. */
export const PROCEDURE_ROUTE = '/trpc/:path';
/** The media type of request and response. Another format would get another number. */
export const SHARED_REQUESTS_TYPE = 'application/vnd.profiles.calls.v1';
/** Maximum calls in a shared request: the same as in a batch of tRPC. */
export const MAX_SHARED_CALLS = 100;
/** Maximum size of the input of one call, in bytes: that of a request body (contract, section 1). */
export const MAX_INPUT_BYTES = 1024 * 1024;
/** Maximum size of a shared request, in bytes: one call of the greatest size and the heads of all others. */
export const MAX_SHARED_BYTES = 2 * 1024 * 1024;

/** A call as it travels in a shared request. */
export interface SharedCall {
  /** The procedure, such as `profiles.get`. */
  readonly name: string;
  /** The headers of the call, as a request of its own would have them, with `authorization`. Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON text of the input. Empty: none. */
  readonly inputText: string;
}

/** The outcome of a call. */
export interface CallOutcome {
  /** The JSON of the value, as a text or as UTF-8. Absent when there is none. */
  readonly value?: string | Uint8Array | undefined;
  /** The problem (RFC 9457) that a failed call ends with. */
  readonly error?: object;
  /** The revision of the profile in the value. */
  readonly revision?: number;
  /** Whether the response was stored by an earlier call with the same Idempotency-Key. */
  readonly replayed?: boolean;
  /** Whether the caller has the current version. */
  readonly notModified?: boolean;
}

/** The head of a frame. Members that a receiver does not know are ignored. */
interface OutcomeHead extends Omit<CallOutcome, 'value'> {
  readonly call: number;
  /** The length of the value in bytes. Absent when there is no value. */
  readonly length?: number;
}

/** The text of a request that carries calls. */
export function sharedRequestOf(calls: readonly SharedCall[]): string {
  const places = new Map<string, number>();
  const lines = calls.map(({ name, headers: { authorization = '', ...headers }, inputText }) => {
    const place = places.get(authorization) ?? places.size;
    places.set(authorization, place);
    return `${JSON.stringify([name, place, headers])}\n${inputText}\n`;
  });
  return `${JSON.stringify([...places.keys()])}\n${lines.join('')}`;
}

/** A call that was read from a shared request, or the number of one whose head is not valid. */
export type ReadCall = SharedCall | 'malformed';

/**
 * Reads a shared request. A call whose head is not valid does not affect the others.
 *
 * @returns undefined when the text as a whole is not a shared request.
 */
export function callsIn(text: string): readonly ReadCall[] | undefined {
  const lines = text.split('\n');
  // The text ends with a line feed, so the last part is empty.
  if (lines.length % 2 !== 0 || lines.at(-1) !== '') return undefined;
  const authorizations = jsonIn(lines[0]);
  if (!Array.isArray(authorizations) || !authorizations.every((one) => typeof one === 'string')) return undefined;
  const calls: ReadCall[] = [];
  for (let at = 1; at + 1 < lines.length; at += 2) {
    calls.push(callOf(jsonIn(lines[at]), lines[at + 1] as string, authorizations));
  }
  return calls;
}

function callOf(head: unknown, inputText: string, authorizations: readonly string[]): ReadCall {
  if (!Array.isArray(head)) return 'malformed';
  const [name, place, headers] = head as unknown[];
  const authorization = typeof place === 'number' ? authorizations[place] : undefined;
  if (typeof name !== 'string' || authorization === undefined) return 'malformed';
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return 'malformed';
  const own: Record<string, string> = Object.create(null);
  for (const header in headers) {
    const value = (headers as Record<string, unknown>)[header];
    if (typeof value !== 'string') return 'malformed';
    own[header] = value;
  }
  own['authorization'] = authorization;
  return { name, headers: own, inputText };
}

function jsonIn(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '');
  } catch {
    return undefined;
  }
}

/** The parts of a frame, to be written one after the other. */
export function frameOf(call: number, { value, ...rest }: CallOutcome): readonly (string | Uint8Array)[] {
  const length = typeof value === 'string' ? Buffer.byteLength(value) : value?.length;
  const head = `${JSON.stringify({ call, length, ...rest })}\n`;
  return value === undefined ? [head] : [head, value];
}

/** An outcome as it was read, with the number of its call. */
export interface ReadOutcome extends Omit<OutcomeHead, 'length'> {
  readonly value?: Buffer;
}

const LINE_FEED = 0x0a;
/** Maximum length of the head of a frame, in bytes. A problem with an error for each field stays below. */
const MAX_HEAD_BYTES = 1024 * 1024;

/** Reads the frames of a response from the chunks in which they arrive. */
export class FrameReader {
  readonly #onOutcome: (outcome: ReadOutcome) => void;
  #chunks: Buffer[] = [];
  #size = 0;
  /** The head whose value has not arrived completely. */
  #head: OutcomeHead | undefined;

  constructor(onOutcome: (outcome: ReadOutcome) => void) {
    this.#onOutcome = onOutcome;
  }

  /**
   * Reads the next bytes.
   *
   * @throws an Error when they are not frames.
   */
  read(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    // A large value is joined once, when all of it is there, and not with every chunk.
    if (this.#head?.length !== undefined && this.#size < this.#head.length) return;
    const bytes = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks, this.#size);
    const rest = bytes.subarray(this.#framesIn(bytes));
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#size = rest.length;
  }

  /** Reports all complete frames. Returns the position behind them. */
  #framesIn(bytes: Buffer): number {
    let at = 0;
    while (true) {
      if (this.#head === undefined) {
        const end = bytes.indexOf(LINE_FEED, at);
        if (end === -1) {
          if (bytes.length - at > MAX_HEAD_BYTES) throw new Error('The head of a frame is too long.');
          return at;
        }
        this.#head = headIn(bytes.toString('utf8', at, end));
        at = end + 1;
      }
      const { length, ...outcome } = this.#head;
      if (length !== undefined && bytes.length - at < length) return at;
      this.#head = undefined;
      this.#onOutcome(length === undefined ? outcome : { ...outcome, value: bytes.subarray(at, at + length) });
      at += length ?? 0;
    }
  }
}

function headIn(text: string): OutcomeHead {
  const head = JSON.parse(text) as Partial<OutcomeHead> | null;
  const isLength = head?.length === undefined || (Number.isSafeInteger(head.length) && head.length >= 0);
  if (!Number.isSafeInteger(head?.call) || !isLength) throw new Error('The head of a frame is not valid.');
  return head as OutcomeHead;
}
