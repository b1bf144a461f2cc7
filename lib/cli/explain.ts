/** What went wrong, as one sentence, what to do next, and the exit code that says so. */
import { PublishFailure } from '../core/alerts/publish-failure.ts';
import { explain, RunFailure } from '../core/failure.ts';
import { CommandError } from './command-error.ts';

/** The AWS SDK's and the services' names for one and the same trouble. Sources: their "Common errors" pages. */
const EXPIRED = /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/;
const EXPIRED_SAID = /(token|session|credentials?)\b.*\b(is|are|has|have) expired|security token.*expired/i;
const NO_CREDENTIALS = /^(CredentialsProviderError|MissingAuthenticationToken(Exception)?)$/;
const WRONG_CREDENTIALS =
  /^(UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch|IncompleteSignature)$/;
const NOT_ALLOWED = /^(AccessDenied|AccessDeniedException|AuthorizationError(Exception)?|NotAuthorized)$/;
const NO_TABLE = /^ResourceNotFoundException$/;
const NO_TOPIC = /^NotFound(Exception)?$/;
const NOT_REACHED =
  /^(TimeoutError|NetworkingError|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE)$/;

/** The error that ends the command with, whatever was thrown. */
export function explained(thrown: unknown): CommandError {
  if (thrown instanceof CommandError) return thrown;
  const causes = causesOf(thrown);
  for (const cause of causes) {
    const known = explainedCause(cause, thrown);
    if (known !== null) return known;
  }
  if (thrown instanceof PublishFailure) return explainedPublishing(thrown);
  if (thrown instanceof RunFailure) return explainedFailure(thrown);
  const [first] = causes;
  return new CommandError('failed', `Something unforeseen happened: ${first?.text ?? String(thrown)}.`);
}

interface Cause {
  /** The error's name, and its code where it has one. */
  readonly names: readonly string[];
  readonly text: string;
}

const CAUSES_MOST = 5;

/** What was thrown, what caused that, and so on: the deepest first, which knows best. */
function causesOf(thrown: unknown): readonly Cause[] {
  const causes: Cause[] = [];
  for (let error = thrown; error instanceof Error && causes.length < CAUSES_MOST; error = error.cause) {
    const code = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
    causes.unshift({ names: [error.name, ...code], text: oneLine(error.message) });
  }
  return causes;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
}

function explainedCause({ names, text }: Cause, thrown: unknown): CommandError | null {
  const is = (names_: RegExp): boolean => names.some((name) => names_.test(name));
  if (is(EXPIRED) || (is(NO_CREDENTIALS) && EXPIRED_SAID.test(text)))
    return new CommandError(
      'not permitted',
      'Your AWS credentials have expired.',
      'Sign in again, for example with aws sso login, and repeat the command.',
    );
  if (is(NO_CREDENTIALS))
    return new CommandError(
      'not permitted',
      'No AWS credentials were found.',
      'Sign in (aws sso login), or check --profile and AWS_PROFILE; aws configure list-profiles lists the profiles there are.',
    );
  if (is(WRONG_CREDENTIALS))
    return new CommandError(
      'not permitted',
      'AWS does not know your credentials, or they were signed wrong.',
      'Check --profile, AWS_PROFILE and the keys, and the clock of this machine.',
    );
  if (is(NOT_ALLOWED))
    return new CommandError(
      'not permitted',
      `Your AWS credentials do not allow ${actionsIn(text, thrown)}.`,
      'Have that action allowed for you, or give another --profile; docs/commands.md lists what each command needs.',
    );
  if (/Region is missing/.test(text))
    return new CommandError(
      'not set up',
      'The AWS region is not known.',
      'Give --region, or set AWS_REGION.',
    );
  if (is(NO_TABLE)) return noTable(thrown);
  if (is(NO_TOPIC))
    return new CommandError(
      'not set up',
      'The topic does not exist.',
      'Check --topic and TUNNELWATCH_TOPIC_ARN against the output AlertsTopicArn of the stack, and your account.',
    );
  if (is(NOT_REACHED))
    return new CommandError(
      'unavailable',
      `AWS was not reached (${text || names.join(' ')}).`,
      'Check your network and the region, and repeat the command.',
    );
  return null;
}

function noTable(thrown: unknown): CommandError {
  const detail = thrown instanceof RunFailure ? thrown.failure.detail : '';
  const [where = 'The table does not exist'] = detail.split(' (');
  return new CommandError(
    'not set up',
    `${where}.`,
    'Check --table and TUNNELWATCH_TABLE against the output TableName of the stack, and AWS_REGION.',
  );
}

/** AWS names the action in its own words, mostly; else it is the one that was called. */
function actionsIn(text: string, thrown: unknown): string {
  const [, named] = /perform:? ([A-Za-z0-9-]+:[A-Za-z]+)/.exec(text) ?? [];
  if (named !== undefined) return named;
  if (thrown instanceof PublishFailure) return 'sns:Publish';
  const detail = thrown instanceof RunFailure ? thrown.failure.detail : '';
  const [, called] = /dynamodb:([A-Za-z]+)/.exec(detail) ?? [];
  if (called === 'TransactWriteItems') return 'dynamodb:UpdateItem and dynamodb:PutItem';
  return called === undefined ? 'this' : `dynamodb:${called}`;
}

function explainedPublishing({ problem, topic, remedy }: PublishFailure): CommandError {
  const message = `Nothing was published to ${topic}: ${problem}.`;
  switch (problem) {
    case 'not permitted':
      return new CommandError(
        'not permitted',
        `Your AWS credentials do not allow sns:Publish on ${topic}, or have expired.`,
        "Sign in again, or have the action allowed for you, with kms:GenerateDataKey and kms:Decrypt on the topic's key where it has one.",
      );
    case 'topic missing':
      return new CommandError(
        'not set up',
        `There is no topic ${topic}.`,
        'Check --topic and TUNNELWATCH_TOPIC_ARN.',
      );
    case 'throttled':
    case 'unavailable':
      return new CommandError('unavailable', message, 'Repeat the command.');
    default:
      return new CommandError('failed', message, remedy);
  }
}

function explainedFailure({ failure }: RunFailure): CommandError {
  const { remedy } = explain(failure);
  switch (failure.kind) {
    case 'table missing':
    case 'table too new':
      return new CommandError('not set up', failure.detail, remedy);
    case 'store':
      return new CommandError('unavailable', failure.detail, 'Repeat the command.');
    default:
      return new CommandError('failed', failure.detail, remedy);
  }
}
