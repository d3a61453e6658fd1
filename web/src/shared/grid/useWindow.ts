import { useLayoutEffect, useState, type RefObject } from 'react';
import type { Place } from './types';

/** Up to here every row is drawn, as high as its text; above it rows are of one height and only those in view are drawn. */
export const WINDOW_FROM = 200;
export const ROW_PX = 34;
const SPARE = 12;

/** Which rows of a long table are drawn, and how to bring a cell into view. */
export function useWindow(frame: RefObject<HTMLDivElement | null>, count: number) {
  const flat = count > WINDOW_FROM;
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element || !flat) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, flat]);
  const from = flat ? Math.max(0, Math.floor(top / ROW_PX) - SPARE) : 0;
  const to = flat ? Math.min(count, Math.ceil((top + height) / ROW_PX) + SPARE) : count;
  return {
    flat, from, to,
    before: from * ROW_PX,
    after: (count - to) * ROW_PX,
    onScroll: () => { if (flat && frame.current) setTop(frame.current.scrollTop); },
    /** A row that is not drawn is scrolled to by its number; one that is, by itself, clear of the head and of the totals. */
    show: ({ row, col }: Place) => {
      const element = frame.current;
      if (!element?.contains(document.activeElement)) return;
      if (flat && (row < from || row >= to)) element.scrollTop = Math.max(0, row * ROW_PX - element.clientHeight / 2);
      element.querySelector(`[data-cell="${row}:${col}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
  };
}
