import { describe, expect, test } from '@jest/globals';
import type { Gap } from '../../../lib/core/fleet/change.ts';
import { fleetAt } from '../../../lib/core/history/fleet-at.ts';
import type { EpochEntry, HistoryReader } from '../../../lib/core/history/reader.ts';
import type { Head } from '../../../lib/core/rules/state.ts';
import { INITIAL_MONITOR } from '../../../lib/core/rules/state.ts';
import { DAY, type Instant, MINUTE } from '../../../lib/core/time.ts';
import { aGroup, aHead, aReading, at, epochEntry } from '../../support/builders.ts';

const RETENTION = 30 * DAY;
const NOW = at(60);
const watching = aHead({
  lastComplete: { reading: aReading(50), counts: { connected: 1, warning: 0, disconnected: 0, unknown: 0 } },
  monitor: { ...INITIAL_MONITOR, watching: at(), blind: null, untold: [] },
});
const group = aGroup();
const rows = {
  snapshot: [{ id: group.id, seq: 1, presence: 'listed' as const, group }],
  changes: [],
  gaps: [],
};

/** A reader of fixed answers, which keeps what it was asked. */
function reader(
  head: Head | null,
  entry: EpochEntry | null = epochEntry(),
  gaps: readonly Gap[] = [],
): HistoryReader & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async head() {
      asked.push('head');
      return head;
    },
    async epochAt(_organization, instant) {
      asked.push(`epoch at ${instant}`);
      return entry;
    },
    async rows(_organization, _epoch, upTo) {
      asked.push(`rows up to ${upTo}`);
      return { ...rows, gaps };
    },
  };
}

const ask = (head: Head | null, instant: Instant, entry = epochEntry()) =>
  fleetAt(reader(head, entry), 'acme', instant, NOW, RETENTION);

describe('a question about a past instant', () => {
  test('takes the head and two queries', async () => {
    const asked = reader(watching);
    await fleetAt(asked, 'acme', at(20), NOW, RETENTION);
    expect(asked.asked).toEqual(['head', `epoch at ${at(20)}`, `rows up to ${at(20)}`]);
  });

  test('is answered as of that instant, if a run was complete by then', async () => {
    expect(await ask(watching, at(50))).toMatchObject({
      answered: true,
      at: at(50),
      asOf: at(50),
      blind: null,
    });
  });

  test('later than the last complete run is answered as of that run, and says so', async () => {
    const asked = reader(watching);
    const answer = await fleetAt(asked, 'acme', at(58), NOW, RETENTION);
    expect(answer).toMatchObject({ answered: true, at: at(58), asOf: at(50) });
    expect(asked.asked).toContain(`rows up to ${at(50)}`);
  });

  test('since when the monitor is blind says that it is', async () => {
    const blind = { since: at(50), failure: { kind: 'network' as const, detail: 'Reset.' }, told: true };
    const head = { ...watching, monitor: { ...watching.monitor, blind } };
    expect(await ask(head, at(58))).toMatchObject({ answered: true, blind });
    expect(await ask(head, at(49))).toMatchObject({ answered: true, blind: null });
  });
});

describe('a gap around an instant', () => {
  const why = 'No run was started.';
  const askIn = (gaps: readonly Gap[]) =>
    fleetAt(reader(watching, epochEntry(), gaps), 'acme', at(20), NOW, RETENTION);

  test('is named', async () => {
    const gap = { from: at(15), to: at(25), why };
    expect(await askIn([gap])).toMatchObject({ answered: true, gap });
    expect(await askIn([])).toMatchObject({ answered: true, gap: null });
  });

  test('begins with the epoch at the earliest, and is none where it ended before', async () => {
    const long = { from: at(-30), to: at(25), why };
    expect(await askIn([{ from: at(-30), to: at(-1), why }, long])).toMatchObject({
      gap: { ...long, from: at() },
    });
  });
});

describe('a question that cannot be answered', () => {
  test('where no epoch begins by then is refused', async () => {
    expect(await fleetAt(reader(watching, null), 'acme', at(20), NOW, RETENTION)).toMatchObject({
      answered: false,
      why: 'older than the retention',
    });
  });

  test.each([
    { head: null, what: 'of an organization never tried' },
    { head: aHead(), what: 'of one that no run has seen whole' },
    {
      head: aHead({ lastComplete: watching.lastComplete }),
      what: 'of one whose first run was not wholly stored',
    },
  ])('$what says that nothing is known', async ({ head }) => {
    expect(await ask(head, at(20))).toEqual({
      answered: false,
      why: 'never watched',
      detail: 'No run of acme has been complete yet, so nothing is known of the past.',
      earliest: null,
    });
  });

  test('about the time before the first complete run says since when there is an answer', async () => {
    expect(await ask(watching, at(-1))).toEqual({
      answered: false,
      why: 'before the first complete run',
      detail: `acme has been watched since ${at()}, and ${at(-1)} is before that.`,
      earliest: at(),
    });
  });

  test('about the time before the retention is refused by arithmetic, without looking', async () => {
    const asked = reader({ ...watching, monitor: { ...watching.monitor, watching: at(-90 * 24 * 60) } });
    const horizon = at(60 - RETENTION / MINUTE);
    expect(await fleetAt(asked, 'acme', at(60 - RETENTION / MINUTE - 1), NOW, RETENTION)).toMatchObject({
      answered: false,
      why: 'older than the retention',
      detail: `The past is kept since ${horizon}, and ${at(60 - RETENTION / MINUTE - 1)} is before that.`,
      earliest: horizon,
    });
    expect(asked.asked).toEqual(['head']);
    expect(await fleetAt(asked, 'acme', horizon, NOW, RETENTION)).toMatchObject({ answered: true });
  });

  test.each([
    { entry: epochEntry(undefined, { expires: NOW }), what: 'whose rows may be gone' },
    {
      entry: epochEntry(undefined, { ends: at(20) }),
      what: 'whose epoch is gone, so that the one before it is found',
    },
  ])('about an instant $what is refused, though a longer retention is configured now', async ({ entry }) => {
    expect(await ask(watching, at(20), entry)).toMatchObject({
      answered: false,
      why: 'older than the retention',
      detail: `What was known of ${at(20)} was kept under a shorter retention and has expired.`,
    });
  });
});
