/** The reasons that the rules give where nothing is configured, for events that are made without them. */
import { defaultPolicy } from '../../../lib/core/policy.ts';
import type { GroupFact, MonitorFact } from '../../../lib/core/rules/event.ts';
import {
  blind,
  confirmed,
  flaps,
  keyEnds,
  openFor,
  REASONS,
  seenAgain,
  steady,
  stillDown,
  unsteady,
} from '../../../lib/core/rules/reasons.ts';
import { MINUTE } from '../../../lib/core/time.ts';

const POLICY = defaultPolicy(MINUTE);
const [FLAPPING_RULE = { openings: 3, within: MINUTE }] = POLICY.flapping.enter;

export function reasonOf(fact: GroupFact | MonitorFact): string {
  switch (fact.type) {
    case 'opened': {
      const needed = fact.status === 'connected' ? 1 : POLICY.confirmation[fact.status];
      return confirmed(fact.status, needed, needed);
    }
    case 'escalated':
      return REASONS.worse;
    case 'eased':
      return REASONS.better;
    case 'flapping began':
      return flaps(FLAPPING_RULE, POLICY);
    case 'still down':
      return stillDown(POLICY, POLICY.flapping.quiet);
    case 'ended':
      return { connected: REASONS.connected, steady: steady(POLICY), removed: REASONS.removed }[fact.how];
    case 'removed':
      return REASONS.removed;
    case 'configured':
      return REASONS.configured;
    case 'watch began':
      return 'the first complete run';
    case 'went blind':
      return fact.unsteady ? unsteady(POLICY) : blind(POLICY, fact.failure.kind === 'credentials refused');
    case 'sight returned':
      return fact.losses > 1 ? steady(POLICY) : seenAgain(POLICY, fact.failure !== null);
    case 'reminder':
      return openFor(POLICY.reminders[fact.about]);
    case 'key expires':
      return keyEnds(fact.days);
  }
}
