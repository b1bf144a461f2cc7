/** What an e-mail consists of, before it is folded and cut to size. */
export interface MailBody {
  /** What and where; the first thing read. */
  readonly headline: readonly string[];
  /** All else that is said once. Bounded, whatever the size of the fleet. */
  readonly lines: readonly string[];
  /** A group each, in order; `entries` may end before all `of` them, and is cut where it does not fit. */
  readonly list: { readonly entries: Iterable<readonly string[]>; readonly of: number } | null;
}

/** A heading with lines below, numbered where there are several; nothing where there are none. */
export function numbered(heading: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return ['', heading, ...(lines.length === 1 ? lines : lines.map((line, index) => `${index + 1}. ${line}`))];
}
