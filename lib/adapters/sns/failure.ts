/** Errors of the SNS client → what they mean for publishing. */
import { PublishFailure, type PublishProblem } from '../../core/alerts/publish-failure.ts';

/**
 * By how the error's name begins: the client's class where it has one, else the service's code. Source: Amazon SNS API
 * reference, Publish and Common Errors.
 */
const PROBLEMS: readonly (readonly [RegExp, PublishProblem])[] = [
  [/^(KMS)?Throttl/, 'throttled'],
  [/^NotFound/, 'topic missing'],
  [/^(AuthorizationError|AccessDenied|InvalidSecurity|KMS)/, 'not permitted'],
  [/^(CredentialsProviderError|ExpiredToken|InvalidClientTokenId|SignatureDoesNotMatch)/, 'not permitted'],
  [/^(InvalidParameter|ParameterValueInvalid|Validation)/, 'refused'],
];

/**
 * The failure that anything thrown by the client stands for. The client's error is not kept as the cause: SNS quotes the
 * values it refuses, and whoever logs an error logs its causes.
 */
export function publishFailure(thrown: unknown, topicArn: string): PublishFailure {
  const name = textAt(thrown, 'name') ?? 'unknown error';
  const [, problem = 'unavailable'] = PROBLEMS.find(([beginning]) => beginning.test(name)) ?? [];
  const details = [name, parameterOf(thrown), textAt(thrown, 'code'), ...requestOf(thrown)];
  return new PublishFailure(problem, topicArn, details.filter((detail) => detail !== null).join(', '));
}

/** The parameter that SNS calls wrong: `Invalid parameter: Subject`. Never what stands after it. */
function parameterOf(thrown: unknown): string | null {
  const named = /^Invalid parameter: ([A-Za-z]{1,40})\b/.exec(textAt(thrown, 'message') ?? '');
  return named?.[1] === undefined ? null : `parameter ${named[1]}`;
}

function requestOf(thrown: unknown): readonly string[] {
  const metadata = fieldOf(thrown, '$metadata');
  const status = fieldOf(metadata, 'httpStatusCode');
  const request = textAt(metadata, 'requestId');
  return [
    ...(typeof status === 'number' ? [`HTTP ${status}`] : []),
    ...(request === null ? [] : [`request ${request}`]),
  ];
}

/** Short texts only: what is longer is not a code. */
function textAt(value: unknown, field: string): string | null {
  const text = fieldOf(value, field);
  return typeof text === 'string' && text !== '' && text.length <= 300 ? text : null;
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
