/** Whether what is deployed once for all organizations is in order. */
import type { DescribedAlarm } from '../../adapters/cloudwatch/alarms.ts';
import type { DescribedTable } from '../../adapters/dynamodb/describe-table.ts';
import type { DescribedFunction } from '../../adapters/lambda/function.ts';
import { duration, plural } from '../../core/alerts/duration.ts';
import { ENVIRONMENT, organizationOfDeadMan, TABLE } from '../../names.ts';
import { listed } from '../choose-organization.ts';
import type { Subscription } from '../host.ts';
import type { Installation } from '../installation.ts';
import { harmless } from '../output/subscriptions.ts';
import { type Check, DEPLOY, ok, PUT_BACK, warning, wrong } from './check.ts';

/** What CloudFormation says of a stack that did not become what was last deployed. */
const FAILED = /_FAILED$|ROLLBACK/;

export function checkStack({ stack, status, version }: Installation): Check {
  const found = `${stack}, ${status}, version ${version}`;
  if (FAILED.test(status))
    return warning(
      'stack',
      found,
      'The last deployment failed and what runs is older. Mend its cause, and deploy again: npx cdk deploy.',
    );
  return ok('stack', found);
}

export function checkTable(name: string, { status, timeToLive, indexes }: DescribedTable): Check {
  const { changesByGroup } = TABLE;
  if (status !== 'ACTIVE' && status !== 'UPDATING')
    return wrong(
      'table',
      `${name} is ${status}`,
      'Look at it in the DynamoDB console; runs fail until it is ACTIVE.',
    );
  if (timeToLive !== TABLE.timeToLive)
    return wrong(
      'table',
      `${name}: nothing expires, so it grows for ever`,
      `Time to live must be on for "${TABLE.timeToLive}". ${PUT_BACK}`,
    );
  if (!indexes.includes(changesByGroup.index))
    return wrong('table', `${name} has no index ${changesByGroup.index}`, PUT_BACK);
  return ok('table', `${name}, ${status}; old items expire`);
}

export function checkFunction(
  { function: name, table, alertsTopic }: Pick<Installation, 'function' | 'table' | 'alertsTopic'>,
  { state, stateReason, lastUpdate, runtime, variables, reservedConcurrency }: DescribedFunction,
): Check {
  if (reservedConcurrency === 0)
    return wrong(
      'function',
      `${name} is paused: its concurrency is 0, so nothing is watched`,
      `aws lambda delete-function-concurrency --function-name ${name}`,
    );
  if (state !== null && state !== 'Active')
    return wrong('function', `${name} is ${state}${stateReason === null ? '' : ` (${stateReason})`}`, DEPLOY);
  if (lastUpdate === 'Failed') return wrong('function', `the last update of ${name} failed`, DEPLOY);
  if (variables[ENVIRONMENT.table] !== table || variables[ENVIRONMENT.topic] !== alertsTopic)
    return wrong(
      'function',
      `${name} has another table or topic than the stack`,
      `Somebody changed it by hand. ${PUT_BACK}`,
    );
  return ok('function', `${name}${runtime === null ? '' : `, ${runtime}`}`);
}

/** Whether anybody hears of tunnels (`alerts`), or of Tunnelwatch itself (`operations`). */
export function checkSubscriptions(
  hears: 'alerts' | 'operations',
  arn: string,
  subscriptions: readonly Subscription[],
): Check {
  const waiting = subscriptions.filter(({ confirmed }) => !confirmed);
  const [all, left] = [subscriptions.length, waiting.length];
  if (all === 0)
    return wrong(
      hears,
      `nobody is subscribed: ${hears === 'alerts' ? hears : 'alarms about Tunnelwatch'} go nowhere`,
      `Put addresses into the configuration and deploy, or: aws sns subscribe --topic-arn ${arn} --protocol email --notification-endpoint ADDRESS`,
    );
  if (left === 0)
    return ok(hears, `${plural(all, 'subscription')}, ${all === 1 ? 'confirmed' : 'all confirmed'}`);
  const pending = listed(waiting.map((one) => harmless(one).endpoint));
  const found = `${plural(all, 'subscription')}, ${left === all ? 'none' : `${left} not`} confirmed: ${pending}`;
  const remedy =
    'Nothing is delivered there until somebody opens the link in the mail from AWS. It is valid for three days; afterwards subscribe again.';
  return left === all ? wrong(hears, found, remedy) : warning(hears, found, remedy);
}

export function checkAlarms(
  prefix: string,
  alarms: readonly DescribedAlarm[],
  now: number,
): readonly Check[] {
  const ringing = alarms.filter(({ state }) => state === 'ALARM');
  const blank = alarms.filter(({ state }) => state === 'INSUFFICIENT_DATA');
  if (alarms.length === 0)
    return [wrong('alarms', 'there are none: nobody would notice if Tunnelwatch stopped', PUT_BACK)];
  if (ringing.length === 0) {
    const without = blank.length === 0 ? '' : `, ${blank.length} without data yet`;
    return [ok('alarms', `${plural(alarms.length, 'alarm')}, none ringing${without}`)];
  }
  return ringing.map(({ name, since, description }) => {
    const title = name.startsWith(prefix) ? name.slice(prefix.length) : name;
    const ago = since === null ? '' : `, for ${duration(now - since)}`;
    const said = description || 'Look for it in docs/runbook.md.';
    const organization = organizationOfDeadMan(title);
    return wrong('alarms', `${title}${ago}`, organization === null ? said : whyDead(organization));
  });
}

/** The alarm's own text sends people here. */
function whyDead(organization: string): string {
  return `The lines about organization ${organization} say why. If its last run is complete, wait: AWS takes up to a quarter of an hour to count again after a rest; longer than that, and the function's log says why the alarm does not hear of runs.`;
}
