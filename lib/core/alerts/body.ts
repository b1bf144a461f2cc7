/** What a message says at length, before a channel folds it and cuts it to size. */
export interface Body {
  /** What and where; the first thing read. */
  readonly headline: readonly string[];
  /** Times, figures and ids, a line each. Bounded, whatever the size of the fleet. */
  readonly facts: readonly string[];
  /** Hubs and the like, under headings of their own. */
  readonly details: readonly string[];
  /** The likeliest first. */
  readonly causes: readonly string[];
  /** What to do, in order. */
  readonly steps: readonly string[];
  /** What is said last. */
  readonly closing: readonly string[];
  readonly list: List | null;
}

/** Likely causes and what to do. */
export type Advice = Pick<Body, 'causes' | 'steps'>;

/** A group each, in order. */
export interface List {
  readonly heading: string;
  /** May end before all `of` them, and is cut where it does not fit. The first line of each says the most. */
  readonly entries: Iterable<readonly string[]>;
  readonly of: number;
  /** The command that lists what is left out. */
  readonly command: string;
}

/** A body of a headline alone, to be filled. */
export const EMPTY_BODY: Body = {
  headline: [],
  facts: [],
  details: [],
  causes: [],
  steps: [],
  closing: [],
  list: null,
};

/** A heading with lines below, numbered where there are several; nothing where there are none. */
export function numbered(heading: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return ['', heading, ...(lines.length === 1 ? lines : lines.map((line, index) => `${index + 1}. ${line}`))];
}

/** `... and 4,790 more groups: npx tunnelwatch incidents lists them.` */
export function moreSentence(count: string, command: string): string {
  return `... and ${count}: ${command} lists them.`;
}
