import { describe, expect, test } from '@jest/globals';
import { instant, MINUTE } from '../../lib/core/time.ts';
import { asJson, asText, inStretches, type Scene } from '../../lib/demo/story.ts';

const at = (minute: number) => instant(Date.UTC(2026, 2, 2, 12, 30) + minute * MINUTE);

/** A run of the given minute. */
const run = (minute: number, what: { failure?: string; changes?: number; alerts?: number } = {}): Scene => ({
  type: 'run',
  at: at(minute),
  outcome: what.failure === undefined ? 'complete' : 'failed',
  changes: 0,
  alerts: 0,
  failure: null,
  ...what,
});

function told(scenes: readonly Scene[], read: (scene: Scene) => string | null): string[] {
  const all: Scene[] = [];
  const tell = inStretches((scene) => void all.push(scene));
  for (const scene of scenes) tell(scene);
  return all.flatMap((scene) => read(scene) ?? []);
}

const asPersonReads = (scene: Scene) => asText(scene, 'you@example.com');
const failure = 'API unavailable';

describe('What a person reads of a day', () => {
  test('is one line for runs that fail in the same way, and one for runs with nothing new', () => {
    const day: Scene[] = [
      run(0),
      run(1),
      { type: 'happening', at: at(2), what: 'The API answers 503' },
      run(2, { failure }),
      run(3, { failure }),
      run(4, { failure: 'network' }),
      run(5),
      run(6, { changes: 1 }),
      run(7),
      { type: 'happening', at: at(8), what: 'Nothing follows' },
    ];
    expect(told(day, asPersonReads)).toEqual([
      '12:30-12:31  2 runs, nothing new: no message.',
      '\n12:32  The API answers 503',
      "12:32-12:33  2 runs fail (API unavailable); no tunnel's state is touched.",
      "12:34  1 run fails (network); no tunnel's state is touched.",
      '12:35  1 run, nothing new: no message.',
      '12:36  1 change is recorded: no message.',
      '12:37  1 run, nothing new: no message.',
      '\n12:38  Nothing follows',
    ]);
  });

  test('says of failing runs before the alert that one of them sends', () => {
    const mail = { type: 'alert', at: at(1), subject: '[BLIND]', email: 'blind' } as const;
    const day = [run(0, { failure }), run(1, { failure, alerts: 1 }), mail, run(2, { failure })];
    expect(told(day, asPersonReads).map((text) => text.split('\n')[0])).toEqual([
      "12:30-12:31  2 runs fail (API unavailable); no tunnel's state is touched.",
      '12:31  An alert goes out:',
    ]);
  });
});

test('What a program reads has every run on a line of its own', () => {
  const lines = told([run(0), run(1), run(2, { failure })], asJson).map((line): unknown => JSON.parse(line));
  expect(lines).toEqual([run(0), run(1), run(2, { failure })]);
});
