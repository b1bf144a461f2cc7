import type { Service } from '../endpoint.ts';
import { type JsonObject, stringMember } from '../json.ts';
import { createJsonService, type JsonAction } from '../json-protocol.ts';
import { ServiceError } from '../service-error.ts';
import { refuseUnlessStorable, type Secret, type Secrets, type SecretValue, versionOf } from './secrets.ts';

/** What takes a value's place wherever a call is shown. */
const HIDDEN = '[secret]';

type Action = (secrets: Secrets, input: JsonObject, versionId: string) => JsonObject;

/** Secrets Manager in its JSON protocol. */
export function createSecretsManager(secrets: Secrets, nextId: () => string): Service {
  const actions = Object.entries(ACTIONS).map(([name, act]): [string, JsonAction] => [
    name,
    (input) => act(secrets, input, stringMember(input, 'ClientRequestToken') ?? nextId()),
  ]);
  return createJsonService({
    name: 'Secrets Manager',
    targetPrefix: 'secretsmanager.',
    contentType: 'application/x-amz-json-1.1',
    actions: Object.fromEntries(actions),
    shown: withoutValue,
  });
}

const ACTIONS: Readonly<Record<string, Action>> = {
  CreateSecret(secrets, input, versionId) {
    const value = valueIn(input);
    if (value !== undefined) refuseUnlessStorable(value);
    const { name, arn } = secrets.create(required(input, 'Name'), {
      description: stringMember(input, 'Description'),
    });
    if (value === undefined) return { ARN: arn, Name: name };
    return { ARN: arn, Name: name, VersionId: secrets.put(arn, value, versionId).versionId };
  },
  PutSecretValue(secrets, input, versionId) {
    const value = valueIn(input);
    if (value === undefined) {
      throw new ServiceError(
        'InvalidRequestException',
        'You must provide either SecretString or SecretBinary.',
      );
    }
    const { name, arn } = secrets.find(required(input, 'SecretId'));
    const version = secrets.put(arn, value, versionId);
    return { ARN: arn, Name: name, VersionId: version.versionId, VersionStages: version.stages };
  },
  GetSecretValue(secrets, input) {
    const secret = secrets.find(required(input, 'SecretId'));
    const version = versionOf(secret, stringMember(input, 'VersionId'), stringMember(input, 'VersionStage'));
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.versionId,
      VersionStages: version.stages,
      CreatedDate: version.createdAtMs / 1000,
      ...version.value,
    };
  },
  DescribeSecret: (secrets, input) => described(secrets.find(required(input, 'SecretId'))),
};

function described({ arn, name, description, createdAtMs, changedAtMs, versions }: Secret): JsonObject {
  const labelled = versions.filter(({ stages }) => stages.length > 0);
  return {
    ARN: arn,
    Name: name,
    Description: description,
    CreatedDate: createdAtMs / 1000,
    LastChangedDate: changedAtMs / 1000,
    VersionIdsToStages: Object.fromEntries(labelled.map(({ versionId, stages }) => [versionId, stages])),
  };
}

function valueIn(input: JsonObject): SecretValue | undefined {
  const SecretString = stringMember(input, 'SecretString');
  const SecretBinary = stringMember(input, 'SecretBinary');
  if (SecretString !== undefined) return { SecretString };
  return SecretBinary === undefined ? undefined : { SecretBinary };
}

function required(input: JsonObject, name: string): string {
  const value = stringMember(input, name);
  if (value !== undefined && value !== '') return value;
  throw new ServiceError('InvalidParameterException', `You must provide a value for the ${name} parameter.`);
}

function withoutValue(input: JsonObject): JsonObject {
  const values = ['SecretString', 'SecretBinary'].filter((name) => input[name] !== undefined);
  return { ...input, ...Object.fromEntries(values.map((name) => [name, HIDDEN])) };
}
