/**
 * Why each failure happens and what each answer of the API means: what `tunnelwatch explain` says, and docs/failures.md. Apart
 * from `failure.ts`, because the function needs none of it.
 */
import type { FailureKind } from './failure.ts';

/** Likely causes of each failure, the likeliest first, each a sentence. */
export const CAUSES: Readonly<Record<FailureKind, readonly string[]>> = {
  'credentials missing': [
    'The stack was deployed and nobody has stored an API key yet.',
    'The secret was deleted, or its value was put back to a placeholder.',
    "The function's role may not read the secret: it was changed by hand, or by a policy of your AWS organization.",
  ],
  'credentials malformed': [
    "The key was stored in the console as a field's name, or as plain text without JSON.",
    'A quote, a line end or a comma slipped in while it was copied.',
    'Key and secret of something else than Secure Access were stored.',
  ],
  'credentials refused': [
    'The key has expired.',
    'It was deleted or revoked in Secure Access, for example because it was replaced there and not here.',
    "Key or secret were copied wrong, or the secret is another key's.",
    'The key may be used from some addresses only, and the function calls from another: without a VPC of its own its address changes.',
    'The token URL is that of another cloud than the key.',
  ],
  'not permitted': [
    'The key was made without the scope Deployments > Network Tunnel Groups.',
    'Its scopes were changed after it was made.',
    'The API URL is that of another cloud than the key, which accepts the token and knows nothing of the scope.',
  ],
  'rate limited': [
    'Another program uses the same key: the limits are per key.',
    'There are more groups than fit into the interval: 200 to a call, 14 calls a minute.',
    'Cisco has lowered the limit.',
  ],
  'API unavailable': [
    'An outage or maintenance of Secure Access.',
    'A gateway in front of it is overloaded: then only some calls fail.',
    'A proxy of your own answers in its place, where the function runs in a VPC.',
  ],
  'API changed': [
    'The API URL is wrong and a web page answers there.',
    'A proxy or a login page answers in place of the API.',
    'Cisco has changed the API: tunnelwatch doctor --contract shows how.',
  ],
  'request refused': [
    'The API URL is wrong: of another product, or with a path that does not belong there.',
    'Cisco has changed the API: tunnelwatch doctor --contract shows how.',
  ],
  incomplete: [
    'Groups were added or removed between two pages; the next run succeeds.',
    'The API lists a group twice, or leaves one out.',
    'The total that the API gives counts something else than the groups it lists.',
  ],
  network: [
    'A passing fault between AWS and Cisco; the next run succeeds.',
    'The function runs in a VPC whose subnets have no way to the internet: no NAT gateway, or a security group in the way.',
    'The host of the API URL is misspelled.',
    'Something between replaces the certificate.',
  ],
  clock: [
    'A command runs on a computer whose clock is wrong.',
    'A gateway that answers in place of the API has a wrong clock.',
    'The machine that Lambda has chosen has a wrong clock, which passes.',
  ],
  deadline: [
    'The API answers more slowly than usual.',
    'Calls had to wait for the rate limit.',
    'There are so many groups that reading them takes longer than a run may.',
  ],
  'run killed': [
    'The function has too little memory for so many groups.',
    'A call hung until the function was ended by its time-out.',
    'AWS replaced the machine; the next run succeeds.',
  ],
  'lease lost': [
    'A call to the table or the API took unusually long.',
    'The schedule was made shorter than runs take.',
  ],
  store: [
    'A passing fault of DynamoDB; the next run succeeds.',
    "The function's role was changed by hand, or by a policy of your AWS organization.",
    'The table is being restored, or was changed by hand.',
  ],
  'table missing': [
    'The command or the function asks another account or region than the stack is in.',
    'The table was deleted.',
    'The name of the table was given by hand and is misspelled.',
  ],
  'table too new': [
    'An older version was deployed over a newer one.',
    'Somebody uses an older command than the version that is deployed.',
  ],
  'alert not published': [
    'SNS throttles, or does not answer for a moment; the next run succeeds.',
    'The topic was deleted.',
    "The function's role, the topic's policy or the policy of its KMS key was changed by hand, or by a policy of your AWS organization.",
  ],
  unexpected: ['A mistake in Tunnelwatch.'],
};

/** What an answer of the API means. The words of kinds stand in `failure.ts`, these are about the status itself. */
export interface ResponseText {
  /** What it says, as a sentence. */
  readonly meaning: string;
  /** Whether Cisco's OpenAPI document has it for the calls that are made. */
  readonly documented: boolean;
}

/** Every status that is known to occur, or to be possible. */
export const RESPONSES: Readonly<Record<number, ResponseText>> = {
  200: {
    meaning: 'Success: the answer is read, and believed only if it is the JSON that was asked for.',
    documented: true,
  },
  201: { meaning: 'Something was created, which no call of Tunnelwatch asks for.', documented: false },
  202: {
    meaning: 'The request was accepted and queued, which no call of Tunnelwatch asks for.',
    documented: false,
  },
  204: { meaning: 'Success without an answer, where a list was asked for.', documented: false },
  301: {
    meaning: 'A redirect. None is documented, and credentials never follow one to another host.',
    documented: false,
  },
  302: {
    meaning: 'A redirect, most often to a login page. Credentials never follow one to another host.',
    documented: false,
  },
  307: {
    meaning: 'A redirect. None is documented, and credentials never follow one to another host.',
    documented: false,
  },
  308: {
    meaning: 'A redirect. None is documented, and credentials never follow one to another host.',
    documented: false,
  },
  400: {
    meaning:
      'The API calls the request wrong. An ended token is reported to be answered so too (invalid_request): then a new token is tried once.',
    documented: true,
  },
  401: {
    meaning:
      'The API does not accept the token, or the token URL not the key. A new token is tried once, then the secret is read again.',
    documented: true,
  },
  403: {
    meaning: 'The key is known and may not do this.',
    documented: true,
  },
  404: {
    meaning:
      'There is no such thing. For one group by its id it means that the group was removed; for the list, that the URL is wrong.',
    documented: true,
  },
  409: { meaning: 'A conflict of names, which only writing can cause.', documented: false },
  413: { meaning: 'The request is too large.', documented: false },
  429: {
    meaning: 'The rate limit of the key is used up. Retry-After is kept where it is sent.',
    documented: false,
  },
  500: { meaning: 'An error inside of Secure Access.', documented: true },
  502: { meaning: 'A gateway got no usable answer from Secure Access.', documented: false },
  503: { meaning: 'Secure Access is not available just now.', documented: false },
  504: { meaning: 'A gateway waited too long for Secure Access.', documented: false },
};
