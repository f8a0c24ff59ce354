import type { ReactElement } from 'react';
import { ListLayout, Virtualizer } from 'react-aria-components';

/** The usual height of a customer in the list, in pixels. */
const OPTIONS = { estimatedRowSize: 92 };

/** Keeps only the customers near the window in the document. In a file of its own: few searches find more than a hundred. */
export function LongHits({ children }: { readonly children: ReactElement }) {
  return (
    <Virtualizer layout={ListLayout} layoutOptions={OPTIONS}>
      {children}
    </Virtualizer>
  );
}
