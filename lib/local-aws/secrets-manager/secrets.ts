import { createHash } from 'node:crypto';
import { ServiceError } from '../service-error.ts';

/** "The secret value can be up to 65,536 bytes." */
const VALUE_BYTES_MAX = 65_536;

const SECRET_NAME = /^[A-Za-z0-9/_+=.@-]{1,512}$/;

/** A secret's value: text, or bytes in base64. */
export type SecretValue = { readonly SecretString: string } | { readonly SecretBinary: string };

/** One version of a secret's value. `stages` are its staging labels, for example `AWSCURRENT`. */
export type SecretVersion = {
  readonly versionId: string;
  readonly value: SecretValue;
  readonly createdAtMs: number;
  readonly stages: readonly string[];
};

/** A secret with all its versions, the newest last. */
export type Secret = {
  readonly arn: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  readonly versions: readonly SecretVersion[];
};

/** Every secret, in memory only. Values leave it through `GetSecretValue` and no other way. */
export type Secrets = {
  create(name: string, options: { description?: string | undefined }): Secret;
  findByName(name: string): Secret | undefined;
  /** By name, by ARN, or by ARN without its random end. */
  find(id: string): Secret;
  /** Adds a version and makes it `AWSCURRENT`; what was becomes `AWSPREVIOUS`. */
  put(id: string, value: SecretValue, versionId: string): SecretVersion;
};

/** No secrets yet. `now` in milliseconds since 1970. */
export function createSecrets(options: { region: string; account: string; now: () => number }): Secrets {
  const { region, account, now } = options;
  const secrets = new Map<string, Secret>();

  const find = (id: string): Secret => {
    for (const secret of secrets.values()) if (isKnownAs(secret, id)) return secret;
    throw notFound("Secrets Manager can't find the specified secret.");
  };
  return {
    find,
    findByName: (name) => secrets.get(name),
    create(name, { description }) {
      if (!SECRET_NAME.test(name)) {
        throw new ServiceError(
          'ValidationException',
          'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
        );
      }
      if (secrets.has(name)) {
        throw new ServiceError(
          'ResourceExistsException',
          `The operation failed because the secret ${name} already exists.`,
        );
      }
      const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${suffixFor(name)}`;
      const secret = { arn, name, description, createdAtMs: now(), changedAtMs: now(), versions: [] };
      secrets.set(name, secret);
      return secret;
    },
    put(id, value, versionId) {
      const secret = find(id);
      refuseUnlessStorable(value);
      const existing = secret.versions.find((version) => version.versionId === versionId);
      if (existing) return sameOrRefused(existing, value);
      const version = { versionId, value, createdAtMs: now(), stages: ['AWSCURRENT'] };
      const versions = [...secret.versions.map(demoted), version];
      secrets.set(secret.name, { ...secret, changedAtMs: now(), versions });
      return version;
    },
  };
}

/**
 * The version that is asked for: by id, by staging label, by both, or the current one.
 *
 * @throws {ServiceError} `ResourceNotFoundException` where there is none
 */
export function versionOf(
  { versions }: Secret,
  versionId: string | undefined,
  stage: string | undefined,
): SecretVersion {
  const label = stage ?? (versionId === undefined ? 'AWSCURRENT' : undefined);
  const version = versions.find(
    (each) =>
      (versionId ?? each.versionId) === each.versionId &&
      (label === undefined || each.stages.includes(label)),
  );
  if (version) return version;
  const wanted = label === undefined ? `VersionId: ${versionId}` : `staging label: ${label}`;
  throw notFound(`Secrets Manager can't find the specified secret value for ${wanted}`);
}

function isKnownAs({ name, arn }: Secret, id: string): boolean {
  return id === name || id === arn || id === arn.slice(0, arn.lastIndexOf('-'));
}

/** Secrets Manager draws six characters at random; ours come of the name, to be the same at every start. */
function suffixFor(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 6);
}

function demoted(version: SecretVersion): SecretVersion {
  return { ...version, stages: version.stages.includes('AWSCURRENT') ? ['AWSPREVIOUS'] : [] };
}

/**
 * Refuses a value that is empty or too large, before anything is made for it.
 *
 * @throws {ServiceError} `ValidationException`
 */
export function refuseUnlessStorable(value: SecretValue): void {
  const bytes =
    'SecretString' in value
      ? Buffer.byteLength(value.SecretString)
      : Buffer.from(value.SecretBinary, 'base64').length;
  if (bytes >= 1 && bytes <= VALUE_BYTES_MAX) return;
  throw new ServiceError(
    'ValidationException',
    `A secret value must have from 1 to ${VALUE_BYTES_MAX} bytes.`,
  );
}

function sameOrRefused(version: SecretVersion, value: SecretValue): SecretVersion {
  if (JSON.stringify(version.value) === JSON.stringify(value)) return version;
  throw new ServiceError(
    'ResourceExistsException',
    `A version with the ID ${version.versionId} already exists with another value.`,
  );
}

function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message);
}
