import { Command } from 'commander';
import { plural } from '../../core/alerts/duration.ts';
import { explain } from '../../core/failure.ts';
import { SECOND } from '../../core/time.ts';
import { CommandError } from '../command-error.ts';
import type { Leave } from '../exit-codes.ts';
import { unlessGone } from '../gone.ts';
import type { Host } from '../host.ts';
import { type TargetFlags, withTargetOptions } from '../options.ts';
import { jsonText } from '../output/json.ts';
import { parseSummary, type ShownSummary } from '../run-summary.ts';
import { type Target, targetOf } from '../target.ts';

const HELP = `
Invokes the function with what the organization's schedule sends, and waits for its end. It is a run like any other: what it
finds is stored, and told.

Example:
  $ tunnelwatch run --org acme
`;

/** `tunnelwatch run`: one run now. */
export function runCommand(host: Host, leave: Leave): Command {
  return withTargetOptions(new Command('run'))
    .addHelpText('after', HELP)
    .action(async (flags: TargetFlags) => {
      const target = await targetOf(flags, host);
      host.progress('Running');
      const summary = await runNow(target).finally(() => host.progress(''));
      host.out(flags.json ? jsonText(summary) : said(summary));
      if (summary.outcome === 'failed') leave('run failed');
      if (summary.outcome === 'skipped') leave('unavailable');
    });
}

async function runNow({ aws, installation, schedule }: Target): Promise<ShownSummary> {
  const { function: name, logGroup } = installation;
  const invoked = await unlessGone(aws.function(name).invoke(schedule.input), `The function ${name}`).catch(
    (error: unknown) => {
      if (!(error instanceof Error && error.name === 'TooManyRequestsException')) throw error;
      throw new CommandError(
        'unavailable',
        `Lambda does not run the function ${name} now: its concurrency is 0, or that of the account is used up.`,
        `If somebody paused it: aws lambda delete-function-concurrency --function-name ${name}`,
      );
    },
  );
  const look = `Look at its log: aws logs tail ${logGroup} --since 10m`;
  if ('error' in invoked) {
    const { name: error, message } = invoked.error;
    throw new CommandError('run failed', `The function ended with an error: ${error}: ${message}`, look);
  }
  const summary = parseSummary(invoked.payload);
  if (summary !== null) return summary;
  throw new CommandError(
    'run failed',
    `The function ${name} returned something that is no summary of a run.`,
    look,
  );
}

function said(summary: ShownSummary): string {
  const { organization, run, outcome, failure } = summary;
  const seconds = ((Date.parse(summary.ended) - Date.parse(summary.started)) / SECOND).toFixed(1);
  const head = `Run ${run} of organization ${organization}: ${outcome}, in ${seconds} s.\n`;
  if (outcome === 'skipped') return `${head}Another run was under way. Try again in a minute.\n`;
  return [
    head,
    ...(failure === null ? [] : [failureWords(failure)]),
    ...(summary.counts === null ? [] : [`${countWords(summary.counts)}\n`]),
    `${plural(summary.changes, 'change')}, ${plural(summary.alerts, 'alert')} sent${unsent(summary)}.\n`,
  ].join('');
}

function failureWords(failure: NonNullable<ShownSummary['failure']>): string {
  const { title, meaning, remedy } = explain(failure);
  return `${title}: ${failure.detail}\n${meaning}\n${remedy}\n`;
}

function countWords(counts: NonNullable<ShownSummary['counts']>): string {
  const { connected, warning, disconnected, unknown } = counts;
  const others = [
    [disconnected, 'disconnected'],
    [warning, 'warning'],
    [unknown, 'unknown'],
  ] as const;
  const all = connected + warning + disconnected + unknown;
  const rest = others.filter(([count]) => count > 0).map(([count, word]) => `, ${count} ${word}`);
  return `${plural(all, 'group')}: ${connected} connected${rest.join('')}.`;
}

function unsent({ alertsFailed }: ShownSummary): string {
  return alertsFailed === 0
    ? ''
    : `; ${plural(alertsFailed, 'alert')} could not be sent, and will be by the next run that can`;
}
