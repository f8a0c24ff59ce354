import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useDocumentTop } from './use-document-top';

/** The rows of a long table that are near the window, and the space of those above and below. */
export function useTableWindow(count: number, height: number) {
  const body = useRef<HTMLTableSectionElement>(null);
  const top = useDocumentTop(body);
  const virtualizer = useWindowVirtualizer({ count, estimateSize: () => height, overscan: 8, scrollMargin: top });
  const rows = virtualizer.getVirtualItems();
  return {
    body,
    measure: virtualizer.measureElement,
    indexes: rows.map(({ index }) => index),
    before: (rows[0]?.start ?? top) - top,
    after: virtualizer.getTotalSize() - ((rows.at(-1)?.end ?? top) - top),
  };
}
