import { Command } from 'commander';
import { plural } from '../../core/alerts/duration.ts';
import { clean } from '../../core/alerts/text.ts';
import type { Silence } from '../../core/rules/silence.ts';
import type { Instant } from '../../core/time.ts';
import type { Host } from '../host.ts';
import { open } from '../open.ts';
import { type SharedFlags, withSharedOptions } from '../options.ts';
import { matcherWords } from '../output/groups.ts';
import { jsonText } from '../output/json.ts';
import { table } from '../output/table.ts';

interface Flags extends SharedFlags {
  readonly all?: boolean;
}

type SilenceState = 'active' | 'to come' | 'ended';

export function silenceListCommand(host: Host): Command {
  const command = new Command('list')
    .description('List silences that are active or to come')
    .option('--all', 'also those that have ended');
  return withSharedOptions(command).action((flags: Flags) => listSilences(flags, host));
}

async function listSilences(flags: Flags, host: Host): Promise<void> {
  const { operator, organization, now, times } = await open(flags, host);
  const silences = (await operator.silences(organization)).map((silence) => ({
    ...silence,
    state: stateOf(silence, now),
  }));
  const shown = silences.filter(({ state }) => flags.all || state !== 'ended');
  if (flags.json) return host.out(jsonText({ silences: shown }));
  const ended = silences.length - shown.length;
  if (shown.length === 0)
    return host.out(
      `No silence is active or to come.${ended === 0 ? '' : ` Ended: ${ended}, with --all.`}\n`,
    );
  const rows = shown.map(({ id, state, match, from, to, by, reason }) => [
    id,
    state,
    matcherWords(match),
    times.cell(from),
    times.cell(to),
    clean(by, 20),
    clean(reason, 60),
  ]);
  host.out(table(['SILENCE', 'STATE', 'GROUPS', 'FROM', 'TO', 'BY', 'REASON'], rows));
  host.out(`\n${plural(shown.length, 'silence')}. ${times.note}\n`);
}

/** One that was ended before it began has its end before its beginning. */
function stateOf({ from, to }: Silence, now: Instant): SilenceState {
  if (to <= now || to <= from) return 'ended';
  return from <= now ? 'active' : 'to come';
}
