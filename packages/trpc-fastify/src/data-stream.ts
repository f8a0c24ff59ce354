/** Whether a result would have to be streamed: an async iterable, or an object that holds one or a promise. */
export function isDataStream(value: unknown): boolean {
  if (!isObject(value)) return false;
  if (isAsyncIterable(value)) return true;
  for (const name in value) {
    const member = value[name];
    if (typeof member === 'string' || typeof member === 'number' || !Object.hasOwn(value, name)) continue;
    if (isPromise(member) || isAsyncIterable(member)) return true;
  }
  return false;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an `await` would wait for this. */
export function isThenable(value: unknown): value is Promise<unknown> {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return false;
  return typeof (value as { then?: unknown }).then === 'function';
}

function isAsyncIterable(value: unknown): boolean {
  return isObject(value) && Symbol.asyncIterator in value;
}

function isPromise(value: unknown): boolean {
  return isThenable(value) && !Array.isArray(value) && typeof (value as { catch?: unknown }).catch === 'function';
}
