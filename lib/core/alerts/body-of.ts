import type { Alert } from './alert.ts';
import type { Body } from './body.ts';
import { groupBody } from './group-body.ts';
import { monitorWords } from './monitor/of-alert.ts';
import { isAboutGroups } from './summary.ts';
import type { Times } from './time.ts';

/** What a message says at length, whatever the channel. */
export function bodyOf(alert: Alert, times: Times): Body {
  return isAboutGroups(alert) ? groupBody(alert, times) : monitorWords(alert).body(times);
}
