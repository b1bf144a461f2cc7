import type { JsonObject } from './json.ts';

/**
 * An error as an AWS service answers it. Each endpoint writes it in its own protocol.
 *
 * `code` is the exception's name as the API reference gives it, `status` the HTTP status,
 * `fields` what the exception carries besides its message (for example `CancellationReasons`).
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;
  readonly status: number;
  readonly fields: JsonObject;

  constructor(
    code: string,
    message: string,
    { status = 400, fields = {} }: { status?: number; fields?: JsonObject } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}
