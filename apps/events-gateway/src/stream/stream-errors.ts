/** The stream can't be read now: the broker is unreachable, the stream is missing, or it was not read up to its end yet. */
export class StreamUnreadableError extends Error {
  override name = 'StreamUnreadableError';
}
