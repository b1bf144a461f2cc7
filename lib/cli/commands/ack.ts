import { Command } from 'commander';
import { nearest } from '../../config/nearest.ts';
import { clean, nameOf, placeOf } from '../../core/alerts/text.ts';
import type { Acknowledged } from '../../core/operator/operator.ts';
import type { GroupState } from '../../core/rules/state.ts';
import { CommandError } from '../command-error.ts';
import type { Host } from '../host.ts';
import { type Opened, open } from '../open.ts';
import { type SharedFlags, withSharedOptions } from '../options.ts';
import { groupDocument } from '../output/groups.ts';
import { jsonText } from '../output/json.ts';

interface Flags extends SharedFlags {
  readonly by?: string;
}

const BY_CHARACTERS = 60;
const LIST = 'tunnelwatch incidents --open lists those that are.';

/** `tunnelwatch ack INCIDENT`: somebody has taken it on. */
export function ackCommand(host: Host): Command {
  const command = new Command('ack')
    .argument('<incident>', 'its id, as messages and tunnelwatch incidents show it')
    .option('--by <name>', 'who takes it on (default: your name on this machine)');
  return withSharedOptions(command).action((incident: string, flags: Flags) =>
    acknowledge(incident, flags, host),
  );
}

async function acknowledge(incident: string, flags: Flags, host: Host): Promise<void> {
  const opened = await open(flags, host);
  const by = clean(flags.by ?? host.user, BY_CHARACTERS);
  if (by === '') throw new CommandError('usage', '--by is empty.');
  const { operator, organization, now } = opened;
  const outcome = await operator.acknowledge(organization, { incident, by, at: now });
  if (!outcome.done) throw await notOpen(incident, outcome.group, opened);
  const { group, acknowledgement, again } = outcome;
  host.out(
    flags.json
      ? jsonText({ incident, group: groupDocument(group.group), acknowledgement, again })
      : told(outcome, opened),
  );
}

function told(
  { group, incident, acknowledgement, again }: Extract<Acknowledged, { done: true }>,
  { times }: Opened,
): string {
  const what = `${placeOf(group.group)}, ${incident.status}, began ${times.span(incident.opened)}`;
  const who = acknowledgement === null ? '' : ` by ${clean(acknowledgement.by, BY_CHARACTERS)}`;
  if (again) {
    const when = acknowledgement === null ? '' : ` at ${times.moment(acknowledgement.at)}`;
    return `Incident ${incident.id} had been acknowledged${who}${when}; nothing was changed.\n${what}.\n`;
  }
  return `Incident ${incident.id} is acknowledged${who}: no reminders until it ends.\n${what}.\n`;
}

async function notOpen(incident: string, group: GroupState | null, opened: Opened): Promise<CommandError> {
  if (group !== null) {
    const name = nameOf(group.group);
    const other = group.incident?.id;
    return other === undefined
      ? new CommandError(
          'not found',
          `Incident "${clean(incident, 40)}" is not open: ${name} is ${group.group.status} and has no open incident.`,
          LIST,
        )
      : new CommandError(
          'not found',
          `Incident "${clean(incident, 40)}" is not open; the open one of ${name} is ${other}.`,
        );
  }
  const open = (await opened.operator.groups(opened.organization)).filter((state) => state.incident !== null);
  const near = nearest(
    incident,
    open.flatMap((state) => state.incident?.id ?? []),
  );
  const state = open.find((one) => one.incident?.id === near);
  return new CommandError(
    'not found',
    `There is no incident "${clean(incident, 40)}".`,
    state === undefined ? LIST : `Did you mean ${near} (${nameOf(state.group)})?`,
  );
}
