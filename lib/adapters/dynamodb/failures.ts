/** What DynamoDB's exceptions mean here. Their names: AWS, "Error handling with DynamoDB" and "Common errors". */
import { RunFailure } from '../../core/failure.ts';
import type { Lease } from '../../sync/ports.ts';

/** What a call was about, for whoever reads of its failure. */
export interface CallContext {
  /** As the API names it, for example `UpdateItem`. */
  readonly operation: string;
  readonly table: string;
  readonly region: string;
  /** Tries so far, those inside the SDK not counted. */
  readonly attempts: number;
}

const DETAIL_CHARACTERS_MAX = 300;

/** Another transaction was at work on one of the items: the same again is likely to succeed. */
const CONFLICTS: ReadonlySet<string> = new Set([
  'TransactionConflict',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

const THROTTLES: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ReplicatedWriteConflictException',
  'ThrottlingError',
  'ThrottlingException',
  'Throttling',
]);

/** Refused before the table was looked at: credentials, or a permission that they lack. */
const REFUSALS: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'CredentialsProviderError',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'NotAuthorized',
  'OptInRequired',
  'UnrecognizedClientException',
]);

/** Whether another transaction was at work on one of the items. The code is an exception's name or a cancellation reason's. */
export function isConflict(code: string): boolean {
  return CONFLICTS.has(code);
}

/** Whether a cancelled transaction will succeed if it is sent again. The code is a cancellation reason's. */
export function isPassing(code: string): boolean {
  return CONFLICTS.has(code) || THROTTLES.has(code) || code.startsWith('InternalServer');
}

/** Whether an action was refused for good. The code is a cancellation reason's. */
export function isLasting(code: string): boolean {
  return code !== 'None' && !isPassing(code);
}

/** Whether nobody can know if the call took effect: no answer, or the server's own error. */
export function isUnknownOutcome(error: unknown): boolean {
  if (!(error instanceof Error) || REFUSALS.has(error.name)) return false;
  const status = httpStatus(error);
  return status === null || status >= 500;
}

/** The name of whatever was thrown: for the SDK's exceptions, the API's own name of them. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** The failure of a run that a call's exception amounts to. */
export function failureOfCall(error: unknown, context: CallContext): RunFailure {
  const { operation, table, region, attempts } = context;
  const name = nameOf(error);
  const said = `${name}: ${shortened(error instanceof Error ? error.message : String(error))}`;
  if (name === 'ResourceNotFoundException')
    return new RunFailure(
      { kind: 'table missing', detail: `There is no table ${table} in ${region} (${said}).` },
      { cause: error },
    );
  return new RunFailure(
    {
      kind: 'store',
      detail: `${meaning(name, operation, table, region)}${attempts > 1 ? ` after ${attempts} tries` : ''} (${said}).`,
    },
    { cause: error },
  );
}

function meaning(name: string, operation: string, table: string, region: string): string {
  const call = `dynamodb:${operation} on table ${table} in ${region}`;
  if (REFUSALS.has(name)) return `These AWS credentials do not allow ${call}`;
  if (THROTTLES.has(name)) return `DynamoDB throttled ${call}`;
  if (CONFLICTS.has(name)) return `Another transaction stood in the way of ${call}`;
  return `${call} failed`;
}

/** The failure of a run whose lease another one has. */
export function leaseLost({ organization, run }: Lease): RunFailure {
  return new RunFailure({
    kind: 'lease lost',
    detail: `The head of ${organization} no longer carries the lease of run ${run}.`,
  });
}

/** The failure of a write that does not fit what the head says. */
export function headDisagrees(organization: string, what: string): RunFailure {
  return new RunFailure({
    kind: 'store',
    detail: `The head of ${organization} is not as this run believes: ${what}.`,
  });
}

function httpStatus(error: Error): number | null {
  if (!('$metadata' in error)) return null;
  const { $metadata: metadata } = error;
  const known = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
  return known && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null;
}

function shortened(message: string): string {
  const line = message.replaceAll(/\s+/g, ' ').trim();
  return line.length <= DETAIL_CHARACTERS_MAX ? line : `${line.slice(0, DETAIL_CHARACTERS_MAX)}…`;
}
