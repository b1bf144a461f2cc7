import { Command } from 'commander';
import { plural } from '../../core/alerts/duration.ts';
import { clean } from '../../core/alerts/text.ts';
import { testAlert } from '../../core/operator/test-alert.ts';
import { ENVIRONMENT } from '../../names.ts';
import { CommandError } from '../command-error.ts';
import type { Leave } from '../exit-codes.ts';
import { explained } from '../explain.ts';
import type { Host, Subscription, Topic } from '../host.ts';
import { locate } from '../locate.ts';
import { open, viewOf } from '../open.ts';
import { type SharedFlags, withDeployedOptions } from '../options.ts';
import { jsonText } from '../output/json.ts';
import { harmless } from '../output/subscriptions.ts';
import { table } from '../output/table.ts';

interface Flags extends SharedFlags {
  readonly by?: string;
}

const HELP = `
A subscription with a filter policy gets the test only if it takes critical openings of region "unknown"
and device type "unknown". The test is not entered into the alert log.
`;

/** `tunnelwatch test-alert`: whether anybody would hear. */
export function testAlertCommand(host: Host, leave: Leave): Command {
  const command = new Command('test-alert')
    .option('--topic <arn>', `the SNS topic (default: ${ENVIRONMENT.topic}, else the stack's)`)
    .option('--by <name>', 'who sends it (default: your name on this machine)')
    .addHelpText('after', HELP);
  return withDeployedOptions(command).action(async (flags: Flags) => {
    if (!(await sendTest(flags, host))) leave('nobody listens');
  });
}

/** Whether at least one subscription is confirmed. */
async function sendTest(flags: Flags, host: Host): Promise<boolean> {
  const located = await locate(flags, host);
  const arn = await located.topic();
  const organization = flags.org ?? (await open(flags, host, located)).organization;
  const { now, here } = viewOf(flags, host, organization);
  const topic = located.aws.topic(arn);
  const id = `test-${now.replaceAll(/[-:.]/g, '')}`;
  const by = clean(flags.by ?? host.user, 60);
  const about = {
    id: organization,
    name: organization,
    timeZone: here.timeZone,
    ...(flags.org && { named: { flag: '--org' as const, value: organization } }),
  };
  const { messageId } = await topic.publish(testAlert(id, about, now, by));
  const subscriptions = await subscriptionsOf(topic, messageId);
  const confirmed = subscriptions.filter((one) => one.confirmed).length;
  host.out(
    flags.json
      ? jsonText({ alert: id, messageId, topic: arn, subscriptions: subscriptions.map(harmless) })
      : told(messageId, arn, subscriptions, confirmed),
  );
  return confirmed > 0;
}

/** That they cannot be read must not look as if nothing had been sent. */
async function subscriptionsOf(topic: Topic, messageId: string): Promise<readonly Subscription[]> {
  try {
    return await topic.subscriptions();
  } catch (error) {
    const { reason, message, remedy } = explained(error);
    throw new CommandError(
      reason,
      `The test was sent (SNS message ${messageId}), but who is subscribed could not be read: ${message}`,
      remedy,
    );
  }
}

function told(
  messageId: string,
  arn: string,
  subscriptions: readonly Subscription[],
  confirmed: number,
): string {
  const sent = `A test was sent to ${arn}.\nSNS message ${messageId}\n\n`;
  if (subscriptions.length === 0)
    return `${sent}Nobody is subscribed: alerts go nowhere. Subscribe: aws sns subscribe --topic-arn ${arn} --protocol email --notification-endpoint ADDRESS\n`;
  const rows = subscriptions
    .map(harmless)
    .map((one) => [one.protocol, one.endpoint, one.confirmed ? 'confirmed' : 'UNCONFIRMED']);
  const count = plural(subscriptions.length, 'subscription');
  return `${sent}${table(['PROTOCOL', 'ENDPOINT', 'STATE'], rows)}\n${count}, ${standing(subscriptions.length, confirmed)}\n`;
}

function standing(all: number, confirmed: number): string {
  const waiting = all - confirmed;
  if (waiting === 0) return all === 1 ? 'confirmed.' : 'all confirmed.';
  const which = confirmed === 0 ? 'none of them' : `${waiting} not`;
  return `${which} confirmed: nothing is delivered there until somebody opens the link in the mail from AWS, or the endpoint confirms.`;
}
