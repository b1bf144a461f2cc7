/** Where alerts go that are told from this machine: the terminal, and a webhook where there is one. */
import type { Webhook } from '../adapters/outside/webhook.ts';
import type { RenderedAlert } from '../core/alerts/alert.ts';
import { failureOf } from '../core/failure.ts';
import type { Alerts } from '../sync/ports.ts';

export interface SinkOptions {
  /** Shows an alert to the person at the terminal. */
  readonly show: (alert: RenderedAlert) => void;
  /** Told of an alert that the webhook did not take. */
  readonly complain: (problem: string) => void;
  readonly webhook: Webhook | null;
}

/**
 * An alert counts as published when the webhook has taken it; until then it stays untold, and each run tries again. What the
 * terminal has shown it does not show again in the same process, under whatever alert it is told then.
 */
export function createSinks({ show, complain, webhook }: SinkOptions): Alerts {
  const shown = new Set<string>();
  return {
    destination: webhook === null ? 'terminal' : `terminal, ${webhook.origin}`,
    publish: async (alert) => {
      if (alert.events.some((event) => !shown.has(event))) show(alert);
      for (const event of alert.events) shown.add(event);
      try {
        await webhook?.post(alert);
      } catch (error) {
        complain(failureOf(error).detail);
        throw error;
      }
      for (const event of alert.events) shown.delete(event);
      return { messageId: alert.id };
    },
  };
}
