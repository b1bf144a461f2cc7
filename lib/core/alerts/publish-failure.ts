import { RunFailure } from '../failure.ts';

/** Every way a publish can fail, each with what to do. */
export const PUBLISH_PROBLEMS = {
  'topic missing':
    'Deploy the stack again, or correct TUNNELWATCH_TOPIC_ARN: it must name a topic of this account and region.',
  'not permitted':
    "Allow the function's role sns:Publish on the topic, and use of the topic's KMS key where it has one (kms:GenerateDataKey, kms:Decrypt).",
  throttled: 'Nothing to do: the next run publishes it again.',
  refused:
    'SNS calls the request wrong. Check that the topic is a standard topic of this region; else please report it with the log lines of this run.',
  'too large':
    'Please report it with the log lines of this run: messages are cut to size, and this one was not.',
  unavailable: 'Nothing to do: the next run publishes it again.',
} as const satisfies Record<string, string>;

export type PublishProblem = keyof typeof PUBLISH_PROBLEMS;

/**
 * An alert could not be published, or it is not known whether it was. Says what happened and what to do, never what the
 * alert says: names of groups are nobody's business in a log.
 */
export class PublishFailure extends RunFailure {
  readonly problem: PublishProblem;
  /** The topic's ARN. */
  readonly topic: string;
  readonly remedy: string;

  /** `detail`: the service's own words for it, a code and no more. */
  constructor(problem: PublishProblem, topic: string, detail: string) {
    const remedy = PUBLISH_PROBLEMS[problem];
    super({
      kind: 'alert not published',
      detail: `Could not publish to ${topic}: ${problem} (${detail}). ${remedy}`,
    });
    this.name = 'PublishFailure';
    this.problem = problem;
    this.topic = topic;
    this.remedy = remedy;
  }
}
