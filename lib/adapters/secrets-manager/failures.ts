/** Why Secrets Manager did not give a secret, in a sentence that says what to do. */
import { type FailureKind, RunFailure } from '../../core/failure.ts';

/**
 * The failure behind an error of the SDK. It has no `cause`: SDK errors carry the signed request. Of their message only
 * what AWS says of access is repeated, for it names the role and the action.
 */
export function notRead(secretId: string, thrown: unknown): RunFailure {
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  const message = thrown instanceof Error ? thrown.message : '';
  const [kind, what] = reasonOf(name, message);
  return new RunFailure({ kind, detail: `The secret ${secretId} ${what}` });
}

function reasonOf(name: string, message: string): readonly [FailureKind, string] {
  switch (name) {
    case 'ResourceNotFoundException':
      // The same error for a secret that is there without a value, as the stack creates it.
      return /staging label|AWSCURRENT/i.test(message)
        ? ['credentials missing', 'exists but has no value yet.']
        : ['credentials missing', 'does not exist in this account and region.'];
    case 'InvalidRequestException':
      return [
        'credentials missing',
        `cannot be read: ${oneLine(message)} A secret marked for deletion can be restored.`,
      ];
    case 'AccessDeniedException':
      return /kms/i.test(message)
        ? ['credentials missing', KMS_DENIED]
        : [
            'credentials missing',
            `may not be read: allow secretsmanager:GetSecretValue on it. AWS says: ${oneLine(message)}`,
          ];
    case 'DecryptionFailure':
      return ['credentials missing', KMS_DENIED];
    default:
      return ['network', `could not be read: Secrets Manager did not answer (${name}).`];
  }
}

const KMS_DENIED =
  'may be read but not decrypted: allow kms:Decrypt on the KMS key that encrypts it, and check that the key is enabled.';

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim().slice(0, 300);
}
