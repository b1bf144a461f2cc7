/** The answer that the page gives before anything else. */
import type { Freshness } from './freshness.ts';
import type { Kind, KindCounts } from './kinds.ts';

/** A sentence, and whether it may be taken for the present. */
export interface Answer {
  readonly text: string;
  /** What it may be coloured as; `unknown` where nobody looks. */
  readonly tone: Kind;
}

/** `211 of 212 connected`, or what was so when somebody last looked. */
export function answerOf(counts: KindCounts, sight: Freshness['sight']): Answer {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const connected = counts.connected + counts.reduced;
  const all = connected === total;
  if (sight === 'blind')
    return {
      text: `Nobody can see the tunnels. ${total === 0 ? 'There were none' : `${connected} of ${total} were connected`} when last seen`,
      tone: 'unknown',
    };
  if (total === 0) return { text: 'There are no network tunnel groups', tone: 'unknown' };
  return {
    text: all ? `All ${total} connected` : `${connected} of ${total} connected`,
    tone: toneOf(counts),
  };
}

function toneOf({ down, degraded, unknown }: KindCounts): Kind {
  if (down > 0) return 'down';
  if (degraded > 0) return 'degraded';
  return unknown > 0 ? 'unknown' : 'connected';
}
