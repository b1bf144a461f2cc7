import type { Alert, RenderedAlert } from './alert.ts';
import { attributes } from './attributes.ts';
import { chat } from './chat.ts';
import { email } from './email.ts';
import { json } from './json.ts';
import { sms } from './sms.ts';
import { subject } from './subject.ts';

/** The alert in the words of every channel. Depends on nothing but the alert: a repeat within a run reads the same. */
export function render(alert: Alert): RenderedAlert {
  return {
    id: alert.id,
    kind: alert.kind,
    events: alert.events,
    subject: subject(alert),
    email: email(alert),
    sms: sms(alert),
    json: json(alert),
    chat: chat(alert),
    attributes: attributes(alert),
  };
}
