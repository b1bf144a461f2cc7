import type { CreateChecker, Invariant } from '../checker.ts';
import { oneChangeOneEvent } from './i01-one-change-one-event.ts';
import { toldAtLeastOnce } from './i02-told-at-least-once.ts';
import { incompleteChangesNothing } from './i03-incomplete-changes-nothing.ts';
import { onlyConnectedEnds } from './i04-only-connected-ends.ts';
import { twoRunsAtOnce } from './i05-two-runs-at-once.ts';
import { caps } from './i06-caps.ts';
import { historyIsWhatWas } from './i07-history-is-what-was.ts';
import { unknownIsNeither } from './i08-unknown-is-neither.ts';
import { blindnessIsTold } from './i09-blindness-is-told.ts';
import { noSecrets } from './i10-no-secrets.ts';
import { toldWithinTwoPolls } from './i11-told-within-two-polls.ts';
import { sameAnswerForEver } from './i12-same-answer-for-ever.ts';
import { keptUnderExpiry } from './i13-kept-under-expiry.ts';
import { heardWhenComplete } from './i14-heard-when-complete.ts';
import { overrides } from './overrides.ts';
import { silences, windows } from './quiet.ts';
import { acknowledgements, reminders } from './reminders.ts';

/** The checkers, by the invariant that each watches. */
export const CHECKERS: Readonly<Record<Invariant, CreateChecker>> = {
  I1: oneChangeOneEvent,
  I2: toldAtLeastOnce,
  I3: incompleteChangesNothing,
  I4: onlyConnectedEnds,
  I5: twoRunsAtOnce,
  I6: caps,
  I7: historyIsWhatWas,
  I8: unknownIsNeither,
  I9: blindnessIsTold,
  I10: noSecrets,
  I11: toldWithinTwoPolls,
  I12: sameAnswerForEver,
  I13: keptUnderExpiry,
  I14: heardWhenComplete,
  silences,
  windows,
  overrides,
  reminders,
  acknowledgements,
};
