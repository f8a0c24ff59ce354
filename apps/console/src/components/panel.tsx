import { type ReactNode, useId } from 'react';
import './panel.css';

interface PanelProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Actions beside the title. */
  readonly actions?: ReactNode;
}

/** A section of a page with a title. */
export function Panel({ title, children, actions }: PanelProps) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-header">
        <h2 id={id}>{title}</h2>
        {actions}
      </header>
      {children}
    </section>
  );
}
