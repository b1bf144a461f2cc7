/** Figures that stand in documents: written there, or held to what is computed now. */
import { readFileSync, writeFileSync } from 'node:fs';

export interface Page {
  readonly page: URL;
  /** What of the page has the figures. */
  readonly part: RegExp;
  /** The part as it is computed now. */
  readonly now: string;
  /** Dollars that a figure, the first being 0, may be off. */
  slack(amount: number, index: number): number;
}

export function write({ page, part, now }: Page): void {
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(part, () => now),
  );
}

/** Whether the page has figures that are no longer so. */
export function isStale({ page, part, now, slack }: Page): boolean {
  const [written, computed] = [part.exec(readFileSync(page, 'utf8'))?.[0] ?? '', now].map(figuresIn);
  if (written === undefined || computed?.length !== written.length) return true;
  return written.some((amount, index) => Math.abs(amount - (computed[index] ?? 0)) > slack(amount, index));
}

function figuresIn(text: string): readonly number[] {
  return [...text.matchAll(/\$(\d+\.\d+)/g)].map(([, amount]) => Number(amount));
}
