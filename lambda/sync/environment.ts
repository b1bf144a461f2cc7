import { LOG_LEVELS, type LogLevel } from '../../lib/adapters/system/log.ts';
import { ENVIRONMENT } from '../../lib/names.ts';

/** What the function is told by its environment; everything about an organization comes with the schedule's payload. */
export interface Environment {
  /** Name of the DynamoDB table. */
  readonly table: string;
  /** ARN of the SNS topic that alerts go to. */
  readonly topicArn: string;
  readonly logLevel: LogLevel;
  /** Which installation's metrics these are; null where there is but one. */
  readonly installation: string | null;
}

/** Thrown where a variable is missing or unusable; the message names every such variable and who sets it. */
export class EnvironmentError extends Error {
  constructor(problems: readonly string[]) {
    super(
      `The function's environment is incomplete: ${problems.join(' ')} The stack sets these variables (npx cdk deploy); docs/environment.md lists them.`,
    );
    this.name = 'EnvironmentError';
  }
}

const TABLE_NAME = /^[a-zA-Z0-9_.-]{3,255}$/;
const TOPIC_ARN = /^arn:[^:]+:sns:[^:]+:\d{12}:[^:]+$/;
/** CloudWatch takes these as the value of a dimension. */
const INSTALLATION = /^[\x21-\x7e]{1,255}$/;

/** Reads the environment, once for the life of the process. Throws an `EnvironmentError` that names all problems at once. */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const problems: string[] = [];
  const table = variables[ENVIRONMENT.table] ?? '';
  if (!TABLE_NAME.test(table))
    problems.push(problem(ENVIRONMENT.table, table, 'the name of the DynamoDB table'));
  const topicArn = variables[ENVIRONMENT.topic] ?? '';
  if (!TOPIC_ARN.test(topicArn))
    problems.push(problem(ENVIRONMENT.topic, topicArn, 'the ARN of the SNS topic for alerts'));
  const logLevel = LOG_LEVELS.find((level) => level === (variables[ENVIRONMENT.logLevel] ?? 'info'));
  if (logLevel === undefined)
    problems.push(
      problem(ENVIRONMENT.logLevel, variables[ENVIRONMENT.logLevel] ?? '', `one of ${LOG_LEVELS.join(', ')}`),
    );
  const installation = variables[ENVIRONMENT.installation] ?? null;
  if (installation !== null && !INSTALLATION.test(installation))
    problems.push(problem(ENVIRONMENT.installation, installation, 'the name of the installation'));
  problems.push(...misspelled(variables));
  if (problems.length > 0 || logLevel === undefined) throw new EnvironmentError(problems);
  return { table, topicArn, logLevel, installation };
}

function problem(variable: string, found: string, wanted: string): string {
  return found === ''
    ? `${variable} is missing (${wanted}).`
    : `${variable} is ${JSON.stringify(found)}, not ${wanted}.`;
}

/** A variable of ours that nothing reads is a misspelling, and silence about it would be a trap. */
function misspelled(variables: Readonly<Record<string, string | undefined>>): readonly string[] {
  const known: readonly string[] = Object.values(ENVIRONMENT);
  return Object.keys(variables)
    .filter((name) => /^TUNNELWATCH_(?!SIMULATOR_)/.test(name) && !known.includes(name))
    .map((name) => `${name} is not a variable that is read (known: ${known.join(', ')}).`);
}
