/** Organizations in the tree: each has a place of its own, so that one more or less leaves the others as they are. */
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { AlarmSettings, Configuration } from '../config/file.ts';
import type { ConfiguredOrganization } from '../config/organization.ts';
import { scheduledOrganization } from '../config/payload.ts';
import type { Told } from './alarms/alarm.ts';
import { noCompleteRunAlarm } from './alarms/organization.ts';
import { createCompleteRunsQueue } from './complete-runs.ts';
import type { Kept } from './kept.ts';
import type { TunnelwatchProps } from './props.ts';
import type { Schedules } from './schedule.ts';
import { createSecret } from './secret.ts';

/** An organization, its place in the tree, and what it has of its own. */
export interface Placed {
  readonly organization: ConfiguredOrganization;
  readonly own: Construct;
  /** ARN of the secret with its API key. */
  readonly secret: string;
  /** What its complete runs are counted by. */
  readonly completeRuns: Queue;
}

/** Places all organizations, each with its queue and its secret: brought along, named by the configuration, or made. */
export function placeOrganizations(
  scope: Construct,
  { organizations }: Configuration,
  { secrets = {} }: TunnelwatchProps,
  kept: Kept,
): readonly Placed[] {
  const folder = new Construct(scope, 'Organizations');
  return organizations.map((organization) => {
    const own = new Construct(folder, organization.id);
    const secret =
      secrets[organization.id]?.secretArn ??
      organization.secretArn ??
      createSecret(own, { ...kept, name: organization.name }).ref;
    return { organization, own, secret, completeRuns: createCompleteRunsQueue(own) };
  });
}

export interface Watching {
  readonly told: Told;
  readonly settings: AlarmSettings;
  /** Alarms that all organizations share. */
  readonly shared: readonly Alarm[];
  readonly schedules: Schedules;
}

/** The organization's schedule and its dead-man alarm. */
export function watchOrganization(
  { organization, own, secret, completeRuns }: Placed,
  { told, settings, shared, schedules }: Watching,
): Alarm {
  const made = { secret, completeRunsQueue: completeRuns.queueUrl };
  const schedule = schedules.add(own, scheduledOrganization(organization, made));
  const deadMan = noCompleteRunAlarm(own, told, { ...organization, completeRuns }, settings);
  // Nothing runs unwatched: a schedule is made after the alarms that watch it, and removed before them.
  schedule.node.addDependency(deadMan, ...shared);
  return deadMan;
}
