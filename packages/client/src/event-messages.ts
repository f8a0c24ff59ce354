import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** The response to a subscription, as its messages come. */
export interface MessageStream {
  readonly messages: AsyncGenerator<EventSourceMessage, void, undefined>;
  close(): void;
}

/**
 * The messages of a response with server-sent events. A read that gets nothing for `silenceMillis` rejects with `onSilence()`;
 * the time in which its caller does not read does not count.
 */
export function messagesOf(
  body: ReadableStream<Uint8Array>,
  { silenceMillis, onSilence }: { readonly silenceMillis: number; readonly onSilence: () => Error },
): MessageStream {
  const reader = body.getReader();
  const close = () => void reader.cancel().catch(() => undefined);

  async function read() {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(onSilence()), silenceMillis);
    });
    try {
      return await Promise.race([reader.read(), silence]);
    } finally {
      clearTimeout(timer);
    }
  }

  async function* messages(): AsyncGenerator<EventSourceMessage, void, undefined> {
    const complete: EventSourceMessage[] = [];
    const parser = createParser({ onEvent: (message) => complete.push(message) });
    const decoder = new TextDecoder();
    try {
      for (;;) {
        const { done, value } = await read();
        if (done) return;
        parser.feed(decoder.decode(value, { stream: true }));
        yield* complete.splice(0);
      }
    } finally {
      close();
    }
  }

  return { messages: messages(), close };
}
