/** Which rows of a long list are worth drawing: those on the screen, and some around them. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Rows beyond each edge, so that scrolling meets no blank. */
const SPARE = 12;

export interface Window {
  readonly first: number;
  /** The one after the last. */
  readonly end: number;
  /** Pixels of one row, as the style sheet has them. */
  readonly height: number;
}

/** `list` has a height of `--row` for each of `count` rows; the document scrolls. */
export function useWindow(list: RefObject<HTMLElement | null>, count: number): Window {
  const [window, setWindow] = useState<Window>({ first: 0, end: Math.min(count, 40), height: 36 });
  useLayoutEffect(() => {
    const look = (): void => {
      if (list.current === null) return;
      const height = Number.parseFloat(getComputedStyle(list.current).getPropertyValue('--row'));
      const above = -list.current.getBoundingClientRect().top;
      const first = Math.max(0, Math.floor(above / height) - SPARE);
      const end = Math.min(count, Math.ceil((above + innerHeight) / height) + SPARE);
      setWindow((before) =>
        before.first === first && before.end === end && before.height === height
          ? before
          : { first, end, height },
      );
    };
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
    };
  }, [list, count]);
  return window;
}
