import { type RefObject, useLayoutEffect, useState } from 'react';

/** The distance of an element from the top of the document, in pixels. What stands above it may change with any render. */
export function useDocumentTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const now = Math.round((element.current?.getBoundingClientRect().top ?? 0) + scrollY);
    if (Math.abs(now - top) > 1) setTop(now);
  });
  return top;
}
