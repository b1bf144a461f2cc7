/** Organizations in the tree: each has a place of its own, so that one more or less leaves the others as they are. */
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AlarmSettings, Configuration } from '../config/file.ts';
import type { ConfiguredOrganization } from '../config/organization.ts';
import { scheduledOrganization } from '../config/payload.ts';
import { noCompleteRunAlarm } from './alarms/organization.ts';
import type { Kept } from './kept.ts';
import type { TunnelwatchProps } from './props.ts';
import type { Schedules } from './schedule.ts';
import { createSecret } from './secret.ts';

/** An organization, its place in the tree, and where its API key is. */
export interface Placed {
  readonly organization: ConfiguredOrganization;
  readonly own: Construct;
  /** ARN. */
  readonly secret: string;
}

/** Places all organizations, each with its secret: brought along, named by the configuration, or made. */
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
    return { organization, own, secret };
  });
}

export interface Watching {
  readonly operations: Topic;
  readonly settings: AlarmSettings;
  /** Alarms that all organizations share. */
  readonly shared: readonly Alarm[];
  readonly schedules: Schedules;
}

/** The organization's schedule and its dead-man alarm. */
export function watchOrganization(
  { organization, own, secret }: Placed,
  { operations, settings, shared, schedules }: Watching,
): Alarm {
  const schedule = schedules.add(own, scheduledOrganization(organization, secret));
  const deadMan = noCompleteRunAlarm(own, operations, organization, settings);
  // Nothing runs unwatched: a schedule is made after the alarms that watch it, and removed before them.
  schedule.node.addDependency(deadMan, ...shared);
  return deadMan;
}
