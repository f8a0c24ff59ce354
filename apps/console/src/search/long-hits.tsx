import { type ComponentProps, createContext, type ReactElement, use, useMemo } from 'react';
import { CollectionRendererContext, DefaultCollectionRenderer, ListLayout, Virtualizer } from 'react-aria-components';

/** The usual height of a customer in the list, in pixels. */
const OPTIONS = { estimatedRowSize: 92 };

/** Keeps only the customers near the window in the document. In a file of its own: few searches find more than a hundred. */
export function LongHits({ children }: { readonly children: ReactElement }) {
  return (
    <Virtualizer layout={ListLayout} layoutOptions={OPTIONS}>
      <RowsWithoutCount>{children}</RowsWithoutCount>
    </Virtualizer>
  );
}

const VirtualRenderer = createContext(DefaultCollectionRenderer);

/**
 * Rows that do not look for their own number. Each would go through all customers whenever it is rendered, which takes longer than
 * a frame when there are thousands (findings/react-aria-rows-count-all-rows.sh). The list gives them their numbers.
 */
function RowsWithoutCount({ children }: { readonly children: ReactElement }) {
  const renderer = use(CollectionRendererContext);
  const ofList = useMemo(() => ({ ...renderer, CollectionRoot: Rows }), [renderer]);
  return (
    <VirtualRenderer value={renderer}>
      <CollectionRendererContext value={ofList}>{children}</CollectionRendererContext>
    </VirtualRenderer>
  );
}

function Rows(props: ComponentProps<typeof DefaultCollectionRenderer.CollectionRoot>) {
  const renderer = use(VirtualRenderer);
  const ofRows = useMemo(() => ({ ...renderer, isVirtualized: false }), [renderer]);
  return (
    <CollectionRendererContext value={ofRows}>
      <renderer.CollectionRoot {...props} />
    </CollectionRendererContext>
  );
}
