/** Pages → PagerDuty Events API v2 (https://developer.pagerduty.com/docs/events-api-v2-overview). */
import type { Page } from './pages.ts';

export interface PagerDutyOptions {
  /** `https://events.pagerduty.com/v2/enqueue`, or `https://events.eu.pagerduty.com/v2/enqueue` for accounts in the EU. */
  readonly url: string;
  /** The integration key of a service. It is a secret. */
  readonly routingKey: string;
  /** Longest wait for an answer, in milliseconds. */
  readonly timeout: number;
}

/** PagerDuty cuts summaries at so many characters. */
const SUMMARY_LENGTH = 1024;

/** Sends one page. Throws where it was not taken; the message says whether trying again may help, and holds no key. */
export async function sendToPagerDuty(
  page: Page,
  { url, routingKey, timeout }: PagerDutyOptions,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...requestOf(page), routing_key: routingKey }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeout),
  });
  await response.body?.cancel();
  if (response.status === 202) return;
  throw new Error(`PagerDuty answered ${response.status} for ${page.action} of ${page.key}.`);
}

function requestOf({ action, key, summary, severity, at, source, component, details }: Page): object {
  if (action === 'resolve') return { event_action: 'resolve', dedup_key: key };
  return {
    event_action: 'trigger',
    dedup_key: key,
    client: 'Tunnelwatch',
    payload: {
      summary: summary.slice(0, SUMMARY_LENGTH),
      severity,
      source,
      ...(at !== null && { timestamp: at }),
      ...(component !== null && { component }),
      class: 'network tunnel group',
      custom_details: details,
    },
  };
}
