import * as v from 'valibot';
import { type Instant, parseInstant } from '../core/time.ts';
import { isRecord, isUnknownField, objectMessage } from './fields.ts';
import {
  type ConfiguredOrganization,
  completed,
  type Organization,
  organizationEntries,
} from './organization.ts';
import { ConfigurationError, problemsOf } from './problems.ts';

/** Version of the payload. Schedule and function are deployed together, so there is only ever one. */
export const PAYLOAD_VERSION = 1;

/**
 * Words that EventBridge Scheduler replaces when it invokes its target
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html).
 */
export const SCHEDULER_WORDS = {
  scheduledAt: '<aws.scheduler.scheduled-time>',
  execution: '<aws.scheduler.execution-id>',
} as const;

/** An organization, and what the deployment has made for it. */
export interface ScheduledOrganization extends Organization {
  /** ARN or name of the secret in Secrets Manager. */
  readonly secret: string;
  /** URL of the queue that its complete runs are counted by; null where no alarm watches. */
  readonly completeRunsQueue: string | null;
}

/** What the function is invoked with: one run of one organization. */
export interface Payload {
  readonly version: typeof PAYLOAD_VERSION;
  readonly organization: ScheduledOrganization;
  /** The slot of the schedule; null where a person invoked the function with the schedule's input as it stands. */
  readonly scheduledAt: Instant | null;
  /** The scheduler's id of the invocation; null as above. */
  readonly execution: string | null;
}

/** What of an organization its schedule carries, and what the deployment has made for it. */
export function scheduledOrganization(
  { secretArn: _secretArn, expectedGroups: _expectedGroups, ...organization }: ConfiguredOrganization,
  made: Pick<ScheduledOrganization, 'secret' | 'completeRunsQueue'>,
): ScheduledOrganization {
  return { ...organization, ...made };
}

/** What a schedule sends. What the deployment makes may be a CDK token. */
export function schedulePayload(organization: ScheduledOrganization) {
  return { version: PAYLOAD_VERSION, organization, ...SCHEDULER_WORDS } as const;
}

const VERSION = `${PAYLOAD_VERSION}, the version this function understands`;
const SECRET = "the ARN or the name of the secret that holds the organization's API key";
const QUEUE = "the URL of the queue that the organization's complete runs are counted by, or null";
const TIME = 'a time with its zone, such as 2026-03-02T14:05:00Z';
const EXECUTION = "the scheduler's id of the invocation";

const scheduled = {
  ...organizationEntries,
  secret: v.pipe(v.string(SECRET), v.nonEmpty(SECRET)),
  completeRunsQueue: v.optional(v.nullable(v.string(QUEUE)), null),
};

const entries = {
  version: v.literal(PAYLOAD_VERSION, VERSION),
  organization: v.pipe(
    v.object(scheduled, objectMessage(scheduled, 'an organization and its secret')),
    v.transform(({ secret, completeRunsQueue, ...organization }) => ({
      ...completed(organization),
      secret,
      completeRunsQueue,
    })),
  ),
  scheduledAt: v.pipe(
    v.string(TIME),
    v.check((text) => text === SCHEDULER_WORDS.scheduledAt || parseInstant(text) !== null, TIME),
    v.transform(parseInstant),
  ),
  execution: v.pipe(
    v.string(EXECUTION),
    v.nonEmpty(EXECUTION),
    v.transform((text) => (text === SCHEDULER_WORDS.execution ? null : text)),
  ),
};

const payloadSchema = v.object(
  entries,
  objectMessage(entries, 'an object with the fields version, organization, scheduledAt and execution'),
);

/**
 * Parses what the function is invoked with. Throws a ConfigurationError that names each field, who sends it and what to do.
 * Fields that are not known are passed over, here and only here: a run that is told too much can still watch.
 */
export function parsePayload(event: unknown): Payload {
  const strictly = v.safeParse(payloadSchema, event);
  const unknown = strictly.issues?.filter(isUnknownField) ?? [];
  const parsed = unknown.length === 0 ? strictly : v.safeParse(payloadSchema, without(event, unknown));
  if (parsed.success) return parsed.output;
  throw new ConfigurationError(
    'The function was invoked with something it cannot use. Its EventBridge schedule sends the payload and npx cdk ' +
      'deploy writes it: deploy again. If you invoked it yourself, send the Input of the schedule as it stands.',
    problemsOf(parsed.issues),
  );
}

/** A copy of the event without the fields that the issues are about. */
function without(event: unknown, issues: readonly v.BaseIssue<unknown>[]): unknown {
  const copy: unknown = structuredClone(event);
  for (const { path = [] } of issues) {
    const keys = path.map(({ key }) => String(key));
    const holder = keys.slice(0, -1).reduce<unknown>((value, key) => {
      if (isRecord(value)) return value[key];
      return Array.isArray(value) ? value[Number(key)] : undefined;
    }, copy);
    if (isRecord(holder)) delete holder[keys.at(-1) ?? ''];
  }
  return copy;
}
