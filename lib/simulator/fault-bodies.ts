import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import type { Fault } from './faults.ts';
import { isObject } from './filters.ts';

/** The envelope of a list answer. */
export interface Envelope {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
}

/** A fault that gives the API's good JSON answer another body. Answers that are not 200 with JSON stay as they are. */
export function bodyFault(name: string, rewrite: (body: unknown, call: Call) => unknown): Fault {
  const apply = (answer: () => Answer, call: Call): Answer => {
    const good = answer();
    if (good.status !== 200) return good;
    return { ...good, body: JSON.stringify(rewrite(JSON.parse(good.body), call)) };
  };
  return { name, apply };
}

/** A fault that rewrites the envelope of a list; other bodies stay as they are. */
export function envelopeFault(name: string, rewrite: (envelope: Envelope) => unknown): Fault {
  return bodyFault(name, (body) => (isEnvelope(body) ? rewrite(body) : body));
}

/** A fault that rewrites what a list carries. */
export function recordsFault(
  name: string,
  rewrite: (records: Envelope['data']) => readonly unknown[],
): Fault {
  return envelopeFault(name, (envelope) => ({ ...envelope, data: rewrite(envelope.data) }));
}

/** Every number of a JSON value as a decimal string. */
export function numbersAsStrings(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  return mapMembers(value, numbersAsStrings);
}

/** Every object of a JSON value with a field that no specification has. */
export function withUnknownFields(value: unknown): unknown {
  const mapped = mapMembers(value, withUnknownFields);
  return isObject(mapped)
    ? { ...mapped, xAddedLater: { since: 'a newer release', values: [1, null, 'two'] } }
    : mapped;
}

function mapMembers(value: unknown, change: (member: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member)]));
}

function isEnvelope(body: unknown): body is Envelope {
  return (
    isObject(body) &&
    Array.isArray(body.data) &&
    typeof body.offset === 'number' &&
    typeof body.total === 'number'
  );
}
