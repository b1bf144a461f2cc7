/** The alert as chat programs show it. */
import type { Alert, ChatText } from './alert.ts';
import { severityOfAlert } from './attributes.ts';
import { type Body, moreSentence } from './body.ts';
import { bodyOf } from './body-of.ts';
import { plural } from './duration.ts';
import { json } from './json.ts';
import { gatheredSentence, lateSentence } from './late.ts';
import { CHAT_CHARACTERS, CHAT_DOCUMENT_BYTES, LISTED_IN_CHAT, NAME_CHARACTERS } from './limits.ts';
import { unmarked } from './markup.ts';
import { organizationName } from './subject.ts';
import { isAboutGroups } from './summary.ts';
import { clip } from './text.ts';
import { timesIn } from './time.ts';

/** What a chat message says beside the subject: the e-mail's text, shortened. */
export function chat(alert: Alert): ChatText {
  const body = bodyOf(alert, timesIn(alert.organization.timeZone));
  const name = unmarked(organizationName(alert, NAME_CHARACTERS));
  return {
    description: descriptionOf(alert, body),
    steps: body.steps.map(unmarked),
    severity: severityOfAlert(alert),
    organization: { id: alert.organization.id, name },
    thread: threadOf(alert),
    groups: groupsOf(alert).slice(0, LISTED_IN_CHAT),
    document: json(alert, CHAT_DOCUMENT_BYTES),
  };
}

/**
 * What belongs together stands in one thread: an incident's opening and end, blindness and its end. What got worse begins a
 * thread of its own, because replies within one are easily missed.
 */
function threadOf(alert: Alert): string {
  if (isAboutGroups(alert)) {
    const [{ event }] = alert.items;
    const isOne = alert.items.length === 1 && 'incident' in event && event.type !== 'escalated';
    return isOne ? event.incident : alert.id;
  }
  if (alert.kind !== 'blind' && alert.kind !== 'sighted') return alert.id;
  const since = alert.kind === 'blind' ? alert.event.since : alert.event.blind.from;
  return `blind-${alert.organization.id}-${since ?? 'from-the-start'}`;
}

function groupsOf(alert: Alert): readonly string[] {
  if (isAboutGroups(alert)) return alert.items.map((item) => item.state.id);
  return 'open' in alert ? alert.open.map(({ state }) => state.id) : [];
}

function descriptionOf(alert: Alert, body: Body): string {
  const times = timesIn(alert.organization.timeZone);
  const [likeliest] = body.causes;
  const lines = [
    ...body.headline,
    ...[lateSentence(alert, times), gatheredSentence(alert, times)].flatMap((line) => line ?? []),
    ...body.facts,
    ...body.details.filter((line) => line.startsWith('- ')),
    ...(likeliest === undefined ? [] : [`Likeliest cause: ${likeliest}`]),
    ...body.closing,
    ...listOf(body),
  ];
  return clip(lines.map(unmarked).join('\n'), CHAT_CHARACTERS, '…');
}

/** The first line of each entry, of as many as one takes in. */
function listOf({ list }: Body): readonly string[] {
  if (list === null) return [];
  const shown: string[] = [];
  for (const [line = ''] of list.entries) {
    if (shown.length === LISTED_IN_CHAT) break;
    shown.push(line);
  }
  const rest = list.of - shown.length;
  return [
    list.heading,
    ...shown,
    ...(rest > 0 ? [moreSentence(plural(rest, 'more group'), list.command)] : []),
  ];
}
