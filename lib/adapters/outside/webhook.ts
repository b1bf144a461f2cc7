/** Alerts → one address that takes them by POST. */
import type { RenderedAlert } from '../../core/alerts/alert.ts';
import { RunFailure } from '../../core/failure.ts';
import { problemOfCall } from './call.ts';

/** For the whole exchange: a run waits for it. */
const MILLISECONDS_MAX = 10_000;

/** An alert did not arrive, or it is not known whether it did. Of the address only scheme and host are said. */
export class WebhookFailure extends RunFailure {
  override readonly name = 'WebhookFailure';

  /** `detail`: what happened, as a sentence. */
  constructor(detail: string) {
    super({ kind: 'alert not published', detail });
  }
}

export interface Webhook {
  /** Scheme and host of its address. */
  readonly origin: string;
  /** Resolves when the receiver has answered with a status of 2xx; throws a `WebhookFailure` otherwise. */
  post(alert: RenderedAlert): Promise<void>;
}

/**
 * Posts the JSON document (docs/messages.md) to a URL. The header `Tunnelwatch-Alert-Id` has the alert's id, the same where an
 * alert is posted again.
 */
export function createWebhook(url: string): Webhook {
  const { origin } = new URL(url);
  return {
    origin,
    post: async ({ id, json }) => {
      const headers = { 'content-type': 'application/json', 'tunnelwatch-alert-id': id };
      const problem = await problemOfCall(url, MILLISECONDS_MAX, { method: 'POST', headers, body: json });
      if (problem !== null) throw new WebhookFailure(`The webhook at ${origin} did not take it: ${problem}.`);
    },
  };
}
