import { describe, expect, test } from '@jest/globals';
import { instant, MINUTE, SECOND } from '../../lib/core/time.ts';
import { blankSummary } from '../../lib/sync/summary.ts';
import { keepWatching } from '../../lib/watch/keep-watching.ts';
import type { Look } from '../../lib/watch/watcher.ts';

const SUMMARY = blankSummary('acme', 'run-1', instant(0));
const SEEN: Look = { ran: true, summary: { ...SUMMARY, outcome: 'complete' } };
const LOCKED_OUT: Look = { ran: true, summary: { ...SUMMARY, outcome: 'skipped' } };

/** A loop whose time passes only in its pauses and looks; ends after so many looks. */
async function played(
  looks: readonly { readonly takes: number; readonly look?: Look; readonly nudged?: true }[],
) {
  let now = 0;
  let nudge = (): void => undefined;
  const started: number[] = [];
  const nexts: number[] = [];
  const end = new AbortController();
  const whole = await keepWatching({
    look: async () => {
      const { takes, look = SEEN, nudged } = looks[started.length] ?? { takes: 0 };
      started.push(now);
      now += takes;
      if (nudged) nudge();
      return look;
    },
    show: async (_look, next) => {
      nexts.push(next);
      if (started.length === looks.length) end.abort();
    },
    interval: MINUTE,
    now: () => now,
    pause: async (milliseconds) => {
      now += milliseconds;
    },
    until: end.signal,
    whenNudged: (callBack) => {
      nudge = callBack;
    },
  });
  return { started, nexts, whole };
}

describe('looks', () => {
  test('begin an interval apart, however long each takes', async () => {
    const { started, whole } = await played([{ takes: SECOND }, { takes: 20 * SECOND }, { takes: 0 }]);
    expect(started).toEqual([0, MINUTE, 2 * MINUTE]);
    expect(whole).toBe(true);
  });

  test('that were missed are not made up for', async () => {
    const { started } = await played([{ takes: 8 * 60 * MINUTE + SECOND }, { takes: 0 }]);
    expect(started).toEqual([0, 481 * MINUTE]);
  });

  test('that find the lease of a killed run are made again soon', async () => {
    const { nexts } = await played([{ takes: 0, look: LOCKED_OUT }, { takes: 0 }]);
    expect(nexts[0]).toBe(5 * SECOND);
  });

  test('that were asked for meanwhile are made at once', async () => {
    const { started } = await played([{ takes: SECOND, nudged: true }, { takes: 0 }]);
    expect(started).toEqual([0, SECOND]);
  });

  test('that do not end are left behind when somebody ends it', async () => {
    const end = new AbortController();
    const whole = await keepWatching({
      look: () => {
        end.abort();
        return new Promise<Look>(() => undefined);
      },
      show: async () => undefined,
      interval: MINUTE,
      now: () => 0,
      pause: async () => undefined,
      until: end.signal,
      whenNudged: () => undefined,
    });
    expect(whole).toBe(false);
  });
});
