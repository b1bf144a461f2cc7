/** Queues that nobody reads: AWS counts, for nothing, what is sent to them, and the dead-man alarms watch the counts. */
import { Duration, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption, QueuePolicy } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** SQS keeps messages at least this long. */
const RETENTION = Duration.minutes(1);

/**
 * The queue of one organization. Under SQS's own key also where everything else is under one of yours: a message says nothing, is
 * gone after a minute, and a key that is disabled must not be able to look like a monitor that is dead.
 */
export function createCompleteRunsQueue(scope: Construct): Queue {
  const queue = new Queue(scope, 'CompleteRuns', {
    encryption: QueueEncryption.SQS_MANAGED,
    retentionPeriod: RETENTION,
  });
  for (const id of ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'])
    Validations.of(queue).acknowledge({
      id,
      reason: 'Nobody reads it, so nothing can fail to be read: what counts is that a message was sent.',
    });
  return queue;
}

/** One policy for all of them: nobody may do anything with them without TLS. */
export function refusePlainHttp(scope: Construct, queues: readonly Queue[]): void {
  const policy = new QueuePolicy(scope, 'CompleteRunsPolicy', { queues: [...queues] });
  policy.document.addStatements(
    new PolicyStatement({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['sqs:*'],
      // In the policy of a queue, that queue.
      resources: ['*'],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
}
