/** Which duties were done by which messages, and which messages did more than their duty. */
import type { Played, Sent } from '../stage/record.ts';
import type { Duty, News } from './duty.ts';
import { named } from './message.ts';

/** By the names of events; `ended` may be an end by removal, which the truth of the message decides. */
const NEWS: Readonly<Record<string, readonly News[]>> = {
  opened: ['opened'],
  'flapping-began': ['flapping'],
  escalated: ['worse'],
  eased: ['better'],
  'still-down': ['still down'],
  ended: ['ended', 'removed'],
  removed: ['removed'],
  configured: ['configured'],
};

const OF_MONITOR: Readonly<Record<string, News>> = {
  began: 'began',
  blind: 'blind',
  sighted: 'sighted',
  'reminder-critical': 'reminder-critical',
  'reminder-redundancy': 'reminder-redundancy',
  key: 'key',
};

export interface Doing {
  readonly duty: Duty;
  /** The message that did it; null where none did. */
  readonly by: Sent | null;
}

/** One thing told that nothing had asked for. */
export interface Uncalled {
  readonly sent: Sent;
  readonly event: string;
}

export interface Done {
  readonly doings: readonly Doing[];
  readonly uncalled: readonly Uncalled[];
}

/** Each duty is done by the first telling that fits; what is told again under the same id is a repeat, not news. */
export function done({ sent, polls }: Played, duties: readonly Duty[]): Done {
  const open = new Map<string, Duty[]>();
  for (const duty of duties) {
    const key = duty.group ?? '';
    open.set(key, [...(open.get(key) ?? []), duty]);
  }
  const by = new Map<Duty, Sent>();
  const uncalled: Uncalled[] = [];
  const known = new Set<string>();
  for (const message of sent) {
    for (const event of message.alert.events) {
      if (known.has(event)) continue;
      known.add(event);
      const name = named(event);
      const news = name === null ? [OF_MONITOR[message.alert.kind]] : (NEWS[name.type] ?? []);
      const mine = open.get(name?.group ?? '') ?? [];
      const fits = mine.find(
        (duty) => news.includes(duty.news) && duty.first <= message.poll && message.poll <= duty.last,
      );
      if (fits === undefined) uncalled.push({ sent: message, event });
      else {
        by.set(fits, message);
        mine.splice(mine.indexOf(fits), 1);
      }
    }
  }
  const due = duties.filter(({ last }) => last < polls.length);
  return { doings: due.map((duty) => ({ duty, by: by.get(duty) ?? null })), uncalled };
}
