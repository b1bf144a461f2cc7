/**
 * Every way a run can fail: a closed set of kinds, each with what it means and what to do. Logs, alerts and commands
 * all take their words from here.
 */

interface FailureText {
  /** A few words, for a subject line. */
  readonly title: string;
  /** What it means for the person reading, in a sentence. */
  readonly meaning: string;
  /** What to do next, likeliest cause first. */
  readonly remedy: string;
  /** Whether it will keep failing until a person does something; such blindness is told sooner. */
  readonly lasting: boolean;
}

export const FAILURES = {
  'credentials missing': {
    title: 'no API credentials',
    meaning:
      'The secret that should hold the API key and secret does not exist, is empty, or still holds the placeholder.',
    remedy: 'Store a Secure Access API key in the secret the message names: npx tunnelwatch credentials set.',
    lasting: true,
  },
  'credentials malformed': {
    title: 'API credentials unreadable',
    meaning:
      'The secret exists, but what it holds is not a JSON object with the text fields "key" and "secret".',
    remedy:
      'Store the API key again: npx tunnelwatch credentials set. By hand: exactly {"key":"…","secret":"…"}, with both values as Secure Access showed them.',
    lasting: true,
  },
  'credentials refused': {
    title: 'API credentials refused',
    meaning:
      'Secure Access does not accept the API key: it is wrong, expired, revoked, or not allowed from this address.',
    remedy:
      "In Secure Access, Admin > API Keys, check the key's expiry and its allowed addresses; create a new key if need be and store it: npx tunnelwatch credentials set. It is read again at the next run.",
    lasting: true,
  },
  'not permitted': {
    title: 'API key lacks a scope',
    meaning: 'Secure Access accepts the API key but does not let it read network tunnel groups.',
    remedy:
      'In Secure Access, Admin > API Keys, give the key the scope Deployments > Network Tunnel Groups, read-only.',
    lasting: true,
  },
  'rate limited': {
    title: 'rate limit reached',
    meaning: "The calls this run needs do not fit into the API's rate limit.",
    remedy:
      'Check whether another program uses the same API key; give Tunnelwatch a key of its own, or poll less often.',
    lasting: false,
  },
  'API unavailable': {
    title: 'Secure Access API unavailable',
    meaning: 'The API answers with server errors, also when asked again.',
    remedy: "Nothing to do here: look at Cisco's status page. Tunnelwatch goes on trying at every run.",
    lasting: false,
  },
  'API changed': {
    title: 'Secure Access API answers differently',
    meaning:
      'The API answered something that its published description does not allow (a redirect, a page instead of JSON, another shape).',
    remedy:
      'Check the API URL of the organization; if it is right, the API has changed: look for a newer version of Tunnelwatch.',
    lasting: false,
  },
  'request refused': {
    title: 'Secure Access API refuses the request',
    meaning:
      'The API calls the request itself wrong (400, 404, 409 or 413), which it does where the base URL is wrong or the API has changed.',
    remedy: 'Check the API URL of the organization; if it is right, look for a newer version of Tunnelwatch.',
    lasting: false,
  },
  incomplete: {
    title: 'list of groups incomplete',
    meaning:
      'The pages of the list do not agree with the count the API gives, so the run counts for nothing.',
    remedy:
      "Usually groups were being added or removed just then and the next run succeeds. If not, compare the number of groups with the dashboard's.",
    lasting: false,
  },
  network: {
    title: 'Secure Access API not reached',
    meaning: 'No connection to the API, or it broke off: name resolution, TLS, reset, or time-out.',
    remedy:
      "Check the API URL of the organization, and the VPC's route to the internet if the function runs in one.",
    lasting: false,
  },
  clock: {
    title: 'clocks disagree',
    meaning:
      "The API's clock and the clock of this machine are more than five minutes apart; times could not be trusted.",
    remedy:
      'On a computer of your own set the clock. In AWS it mends itself: the next run uses another machine.',
    lasting: false,
  },
  deadline: {
    title: 'run out of time',
    meaning: 'The run could not finish before the end of its time and stopped in good order.',
    remedy:
      'If it repeats: poll less often, so that a run may take longer, or look at how slowly the API answers.',
    lasting: false,
  },
  'run killed': {
    title: 'runs do not end',
    meaning: 'Runs begin but are ended from outside before they can say why (memory, time-out, a crash).',
    remedy: "Look at the function's log for the last run, and at its memory size and time-out.",
    lasting: false,
  },
  'lease lost': {
    title: 'another run took over',
    meaning:
      'This run took longer than its lease and another run has taken its place; what this one had not yet written is left to the other.',
    remedy: 'Nothing to do once. If it repeats, runs take too long: look at the run times in the log.',
    lasting: false,
  },
  store: {
    title: 'table not reached',
    meaning: 'DynamoDB refused a call or did not answer.',
    remedy:
      'Look at the error beside this text. Tunnelwatch goes on at the next run from what is stored; nothing is lost.',
    lasting: false,
  },
  'table missing': {
    title: 'table missing',
    meaning: 'The DynamoDB table does not exist in this account and region.',
    remedy: 'Deploy the stack (npx cdk deploy), or correct TUNNELWATCH_TABLE and AWS_REGION.',
    lasting: true,
  },
  'table too new': {
    title: 'table written by a newer version',
    meaning:
      'A newer version of Tunnelwatch has written this table; this version would misread it and does nothing.',
    remedy: 'Deploy the newer version again.',
    lasting: true,
  },
  'alert not published': {
    title: 'alert not published',
    meaning:
      'SNS did not take a message, or did not answer. What it tells is kept, and the next run publishes it again.',
    remedy:
      'Nothing to do once. If it repeats: look at the reason beside this text, check that the topic exists (npx tunnelwatch doctor), and that the function may publish to it (sns:Publish, and its KMS key). npx tunnelwatch test-alert tries it.',
    lasting: false,
  },
  unexpected: {
    title: 'unexpected error',
    meaning: 'An error in Tunnelwatch itself.',
    remedy: 'Please report it with the log lines of this run; they hold no secrets.',
    lasting: false,
  },
} as const satisfies Record<string, FailureText>;

export type FailureKind = keyof typeof FAILURES;

/** One failure, as plain data: what is stored, logged and told. Holds no secret, whatever caused it. */
export interface Failure {
  readonly kind: FailureKind;
  /** What exactly happened, in a sentence: which call, which field, which answer. */
  readonly detail: string;
  /** The HTTP status of the answer, where there was one. */
  readonly status?: number;
  /** The API's own id of the request, for a support case. */
  readonly requestId?: string;
}

/** Thrown anywhere in a run to end it; carries the failure as plain data. */
export class RunFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(`${FAILURES[failure.kind].title}: ${failure.detail}`, options);
    this.name = 'RunFailure';
    this.failure = failure;
  }
}

/** The failure behind anything thrown. What nobody foresaw is `unexpected`, with the error's name and message. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof RunFailure) return thrown.failure;
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : `${typeof thrown} thrown`;
  return { kind: 'unexpected', detail };
}

/** What it means and what to do, for a person. */
export function explain(failure: Failure): {
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
} {
  return FAILURES[failure.kind];
}
