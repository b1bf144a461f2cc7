import { Command } from 'commander';
import { nearest } from '../../config/nearest.ts';
import { CommandError } from '../command-error.ts';
import type { Host } from '../host.ts';
import { type Opened, open } from '../open.ts';
import { type SharedFlags, withSharedOptions } from '../options.ts';
import { jsonText } from '../output/json.ts';

export function silenceEndCommand(host: Host): Command {
  const command = new Command('end')
    .description('End a silence now')
    .argument('<silence>', 'its id, as silence list shows it');
  return withSharedOptions(command).action((id: string, flags: SharedFlags) => endSilence(id, flags, host));
}

async function endSilence(id: string, flags: SharedFlags, host: Host): Promise<void> {
  const opened = await open(flags, host);
  const { operator, organization, now, times } = opened;
  const { done, silence } = await operator.endSilence(organization, id, now);
  if (silence === null) throw await noSuchSilence(id, opened);
  if (!done)
    throw new CommandError(
      'not found',
      `Silence ${id} had ended already, at ${times.moment(silence.to)}.`,
      'Nothing was changed.',
    );
  if (flags.json) return host.out(jsonText({ silence }));
  const never = silence.from > silence.to ? ' It had not begun, and never will.' : '';
  host.out(
    `Silence ${id} ended at ${times.moment(silence.to)}.${never}\n` +
      'What is still worse than people were last told is told by the next run.\n',
  );
}

async function noSuchSilence(id: string, { operator, organization }: Opened): Promise<CommandError> {
  const known = (await operator.silences(organization)).map((silence) => silence.id);
  const near = nearest(id, known);
  return new CommandError(
    'not found',
    `There is no silence "${id}".`,
    near === null ? 'tunnelwatch silence list shows those there are.' : `Did you mean ${near}?`,
  );
}
