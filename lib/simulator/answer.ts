/** An answer before it is sent. `Date` and `Content-Length` are added by the server. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, whole. */
  readonly body: string;
}

/** An answer that carries JSON. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/** The texts that Cisco's OpenAPI document gives for each refusal. 429 and the gateway's codes are not declared there: theirs are HTTP's own. */
const REASONS: Readonly<Record<number, string>> = {
  400: 'Validation Error',
  401: 'Authorization token is invalid.',
  403: 'Access Forbidden',
  404: 'Not Found',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** What a refusal with that status says when nothing more is known. */
export function reasonFor(status: number): string {
  return REASONS[status] ?? `Status ${status}`;
}

/** A refusal of a resource endpoint: `{error, requestId}`, with `validationErrors` on some 400s. */
interface Refusal {
  readonly status: number;
  readonly requestId: string;
  /** Default: the text for that status. */
  readonly error?: string;
  readonly validationErrors?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer to a refused call of a resource endpoint. Nothing of the request is echoed. */
export function refused({ status, requestId, error, validationErrors, headers }: Refusal): Answer {
  const body = {
    error: error ?? reasonFor(status),
    requestId,
    ...(validationErrors ? { validationErrors } : {}),
  };
  return json(status, body, headers);
}

/** The answer to a refused token request: `{message}`, unlike the resource endpoints. */
export function tokenRefused(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return json(status, { message }, headers);
}
