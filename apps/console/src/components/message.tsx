import type { ReactNode } from 'react';
import './message.css';

interface MessageProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** @defaultValue neutral */
  readonly tone?: 'neutral' | 'danger' | 'warning' | 'success';
  /** The level of the heading. @defaultValue 2 */
  readonly level?: 1 | 2 | 3;
}

/** A message with a heading: an empty state, a failure, a warning. */
export function Message({ title, children, tone = 'neutral', level = 2 }: MessageProps) {
  const Heading = `h${level}` as const;
  return (
    <section className={`message message-${tone}`}>
      <Heading className="message-title">{title}</Heading>
      {children}
    </section>
  );
}
