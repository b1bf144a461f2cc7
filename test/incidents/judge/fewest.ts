import { type Duty, KIND } from './duty.ts';

/**
 * The fewest messages that do all duties: one message may carry everything of its kind that may be told in its run, so for
 * each kind it is the smallest number of runs such that each duty may be done in one of them. Taking the earliest deadline
 * that is not served yet, again and again, finds it.
 */
export function fewest(duties: readonly Duty[]): number {
  const byKind = new Map<string, Duty[]>();
  for (const duty of duties) {
    const kind = KIND[duty.news];
    byKind.set(kind, [...(byKind.get(kind) ?? []), duty]);
  }
  let messages = 0;
  for (const ofKind of byKind.values()) {
    let sent = -1;
    for (const { first, last } of ofKind.sort((a, b) => a.last - b.last)) {
      if (first <= sent) continue;
      sent = last;
      messages += 1;
    }
  }
  return messages;
}
