import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef, useState } from 'react';
import { useDocumentTop } from './use-document-top';
import './virtual-list.css';

interface VirtualListProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T, index: number) => string;
  /** The entry of an item, inside its list item. */
  readonly children: (item: T, index: number) => ReactNode;
  /** The usual height of an entry in pixels, until it has been measured. */
  readonly height: number;
  /** The space between entries, in pixels. @defaultValue 0 */
  readonly gap?: number;
  readonly className: string;
  readonly itemClassName?: string;
  readonly label?: string;
}

/** A list that is not longer is in the document as a whole, so that it can be searched and printed. */
const MAX_WHOLE = 100;

/** Entries that are kept above and below the window, so that Tab always leads to the next one. */
const OVERSCAN = 8;

/**
 * A list that may be long: only the entries near the window are in the document. Screen readers are told the place of each and
 * the length of the list. The entry with the focus and its neighbours stay in the document, so that scrolling does not lose the
 * place.
 */
export function VirtualList<T>({
  items,
  keyOf,
  children,
  height,
  gap = 0,
  className,
  itemClassName,
  label,
}: VirtualListProps<T>) {
  const list = useRef<HTMLUListElement>(null);
  const top = useDocumentTop(list);
  const [focused, setFocused] = useState<number>();
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => height,
    getItemKey: (index) => keyOf(items[index] as T, index),
    overscan: items.length <= MAX_WHOLE ? MAX_WHOLE : OVERSCAN,
    scrollMargin: top,
    gap,
    rangeExtractor: (range: Range) => withFocused(defaultRangeExtractor(range), focused, items.length),
  });
  return (
    <ul
      ref={list}
      className={`${className} virtual-list`}
      aria-label={label}
      style={{ height: virtualizer.getTotalSize() }}
      onFocus={({ target }) => setFocused(Number(target.closest<HTMLElement>('[data-index]')?.dataset['index']))}
      // On its way to another entry the focus stays in the list: that entry must not leave the document meanwhile.
      onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && setFocused(undefined)}
    >
      {virtualizer.getVirtualItems().map(({ key, index, start }) => (
        <li
          key={key}
          ref={virtualizer.measureElement}
          data-index={index}
          className={itemClassName}
          aria-setsize={items.length}
          aria-posinset={index + 1}
          style={{ transform: `translateY(${start - top}px)` }}
        >
          {children(items[index] as T, index)}
        </li>
      ))}
    </ul>
  );
}

/** With the focused entry and its neighbours, to which Tab leads. */
function withFocused(range: readonly number[], focused: number | undefined, count: number): number[] {
  if (focused === undefined || Number.isNaN(focused)) return [...range];
  const kept = [focused - 1, focused, focused + 1].filter((index) => index >= 0 && index < count);
  return [...new Set([...range, ...kept])].toSorted((one, other) => one - other);
}
