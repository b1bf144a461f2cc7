import { Duration, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Schedule,
  ScheduleExpression,
  ScheduleGroup,
  ScheduleTargetInput,
  TimeWindow,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type ScheduledOrganization, schedulePayload } from '../config/payload.ts';
import { allow } from './permissions.ts';
import { eventAge, slot } from './times.ts';

/** EventBridge Scheduler's largest payload, in bytes (https://docs.aws.amazon.com/scheduler/latest/UserGuide/scheduler-quotas.html). */
export const PAYLOAD_BYTES_MAX = 256 * 1024;

/** What AWS may put in place of a token: an ARN is at most this long. */
const TOKEN_BYTES_MAX = 2048;

/** What every schedule shares: a group, the queue for slots that could not be delivered, and the role they invoke with. */
export class Schedules extends Construct {
  /** Slots that never reached the function. */
  readonly deadLetters: Queue;
  /** In it, each schedule is named by its organization's id. */
  readonly group: ScheduleGroup;
  private readonly role: Role;
  private readonly target: IFunction;

  constructor(
    scope: Construct,
    id: string,
    { target, encryptionKey }: { readonly target: IFunction; readonly encryptionKey: IKey | undefined },
  ) {
    super(scope, id);
    this.target = target;
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...(encryptionKey === undefined
        ? { encryption: QueueEncryption.SQS_MANAGED }
        : { encryption: QueueEncryption.KMS, encryptionMasterKey: encryptionKey }),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    for (const id of ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'])
      Validations.of(this.deadLetters).acknowledge({
        id,
        reason: 'This is a dead-letter queue itself, of the schedules.',
      });
    this.group = new ScheduleGroup(this, 'Group');
    // Its name is fixed: kept after the stack is gone, it would be in the way of the next one.
    this.group.applyRemovalPolicy(RemovalPolicy.DESTROY);
    this.role = this.createRole(encryptionKey);
  }

  /** One slot of the schedule is one run of the organization. Throws where its payload is larger than a schedule can carry. */
  add(scope: Construct, organization: ScheduledOrganization): Schedule {
    const payload = schedulePayload(organization);
    assertPayloadFits(organization.id, payload);
    return new Schedule(scope, 'Schedule', {
      // Commands find it by this name, in the group that is this installation's own.
      scheduleName: organization.id,
      description: `Tunnelwatch: organization ${organization.id}`,
      scheduleGroup: this.group,
      schedule: expression(organization),
      timeWindow: TimeWindow.off(),
      target: new LambdaInvoke(this.target, {
        // Unchangeable: the target would add the right to invoke every version and alias.
        role: this.role.withoutPolicyUpdates(),
        input: ScheduleTargetInput.fromObject(payload),
        deadLetterQueue: this.deadLetters,
        // The scheduler repeats only what Lambda did not accept, so this is no second run; more often than once, the
        // next slot would be nearer than the repetition.
        retryAttempts: 1,
        maxEventAge: eventAge(organization.everyMinutes),
      }),
    });
  }

  private createRole(encryptionKey: IKey | undefined): Role {
    return new Role(this, 'Role', {
      // Only schedules of this group, in this account: a schedule of somebody else cannot borrow the role.
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': Stack.of(this).account,
            'aws:SourceArn': this.group.scheduleGroupArn,
          },
        },
      }),
      inlinePolicies: {
        InvokeFunction: allow(['lambda:InvokeFunction'], this.target.functionArn),
        KeepUndelivered: allow(['sqs:SendMessage'], this.deadLetters.queueArn),
        ...(encryptionKey && { UseKey: allow(['kms:Decrypt', 'kms:GenerateDataKey'], encryptionKey.keyArn) }),
      },
    });
  }
}

/** In a minute of its own, where the interval allows it: docs/adr/0009-many-organizations.md. */
function expression({ id, everyMinutes }: ScheduledOrganization): ScheduleExpression {
  const minute = slot(id, everyMinutes);
  return minute === null
    ? ScheduleExpression.rate(Duration.minutes(everyMinutes))
    : ScheduleExpression.cron({ minute });
}

/** Throws where the payload, its tokens at their longest, is larger than a schedule can carry. */
export function assertPayloadFits(organization: string, payload: unknown): void {
  const longest = JSON.stringify(payload, (_key, value: unknown) =>
    Token.isUnresolved(value) ? '-'.repeat(TOKEN_BYTES_MAX) : value,
  );
  const bytes = Buffer.byteLength(longest);
  if (bytes > PAYLOAD_BYTES_MAX)
    throw new RangeError(
      `The configuration of organization ${organization} takes ${bytes} bytes; a schedule carries at most ${PAYLOAD_BYTES_MAX}. Shorten it.`,
    );
}
