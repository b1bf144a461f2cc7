import type { Alert } from './alert.ts';
import type { Body } from './body.ts';
import { commandsFor } from './commands.ts';
import { groupBody } from './group-body.ts';
import { REASON_CHARACTERS, REASONS_SHOWN } from './limits.ts';
import { monitorWords } from './monitor/of-alert.ts';
import { isAboutGroups } from './summary.ts';
import { clean } from './text.ts';
import type { Times } from './time.ts';

/** What a message says at length, whatever the channel. The last of its facts is why it is told. */
export function bodyOf(alert: Alert, times: Times): Body {
  const body = isAboutGroups(alert) ? groupBody(alert, times) : monitorWords(alert).body(times);
  return { ...body, facts: [...body.facts, ...becauseLines(alert)] };
}

function becauseLines({ reasons, organization }: Alert): readonly string[] {
  const shown = reasons
    .slice(0, REASONS_SHOWN)
    .map((reason) => `Told because: ${clean(reason, REASON_CHARACTERS)}.`);
  return reasons.length > REASONS_SHOWN
    ? [...shown, `Told for other reasons too: ${commandsFor(organization).alerts} lists them.`]
    : shown;
}
