import { describe, expect, test } from '@jest/globals';
import { defaultPolicy } from '../../../lib/core/policy.ts';
import * as reasons from '../../../lib/core/rules/reasons.ts';
import { DAY, HOUR, MINUTE } from '../../../lib/core/time.ts';

const POLICY = defaultPolicy(MINUTE);
const [RULE] = POLICY.flapping.enter;
if (RULE === undefined) throw new Error('There is a rule of flapping.');

describe('A reason names the threshold that decided', () => {
  test.each<[said: string, reason: string]>([
    [reasons.confirmed('disconnected', 1, 1), 'seen disconnected by a poll, and one is enough'],
    [
      reasons.confirmed('redundancy lost', 2, 2),
      'seen without redundancy, and not well by 2 polls in a row; 2 are enough',
    ],
    [reasons.unconfirmed('unknown', 3), 'seen with an unknown status, and not by 3 polls in a row yet'],
    [reasons.unconfirmed('warning', 2), 'seen in warning, and not by 2 polls in a row yet'],
    [reasons.setUpForTooLong(POLICY), 'never connected in the 24 hours since it was first seen'],
    [reasons.beingSetUp(POLICY), 'never connected yet, and first seen less than 24 hours ago'],
    [
      reasons.flaps(RULE, POLICY),
      'the 3rd drop within 2 hours: it is flapping until it has been up for 2 hours',
    ],
    [reasons.steady(POLICY), 'up for 2 hours after flapping'],
    [reasons.damped(POLICY), 'flapping, and not up for 2 hours yet'],
    [
      reasons.stillDown(POLICY, 2 * HOUR),
      'flapping, down in one stretch for 15 minutes or longer, and nothing told for 2 hours',
    ],
    [reasons.gathered(POLICY), 'gathered, after 12 messages within 1 hour'],
    [reasons.blind(POLICY, false), 'no complete run for 10 minutes, and 3 runs without success'],
    [reasons.blind(POLICY, true), '2 runs without success, and only a person can mend it'],
    [reasons.notBlindYet(POLICY), 'a run failed, and there was a complete one within 10 minutes or 3 runs'],
    [
      reasons.unsteady(POLICY),
      'sight was lost too often to be told each time, until it has been steady for 2 hours',
    ],
    [reasons.seenAgain(POLICY, true), 'a complete run, after blindness that was told'],
    [reasons.seenAgain(POLICY, false), 'a complete run, after none for 10 minutes or longer'],
    [reasons.openFor(7 * DAY), 'open and not taken on, and told 7 days ago or longer'],
    [reasons.keyEnds(14), 'the API key ends in 14 days or less'],
  ])('%s', (said, reason) => {
    expect(said).toBe(reason);
  });

  test('of what no threshold decides too', () => {
    expect({ ...reasons.REASONS, inherited: reasons.INHERITED, none: reasons.NO_REASON }).toEqual({
      removed: 'the API confirmed its removal with a 404',
      connected: 'seen connected by a poll, and one is enough for an end',
      worse: 'worse than people were last told',
      worseAfterSilence: 'a silence ended, and it is worse than people were last told',
      better: 'less bad than before',
      configured: 'telling configuration is asked for',
      notConfigured: 'a change of configuration, and telling those is not asked for',
      digest: 'named in the digest of the first run',
      unknown: 'a status that says nothing neither opens nor ends an incident',
      missing: 'not listed, and its removal is not confirmed yet',
      passed: 'well again before it was confirmed',
      neverTold: 'nobody was told of it',
      inherited: 'it has the name of a group that was removed lately',
      none: '',
    });
  });
});
