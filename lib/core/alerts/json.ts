/** The alert as a document for programs: `docs/alert.schema.json` describes it. */
import type { Alert } from './alert.ts';
import { severityOfAlert } from './attributes.ts';
import { fleetDocument, groupDocument } from './documents.ts';
import { itemDocuments, monitorEventDocument, openDocument } from './event-documents.ts';
import { isLate } from './late.ts';
import { JSON_BYTES, NAME_CHARACTERS } from './limits.ts';
import { subject } from './subject.ts';
import { isAboutGroups } from './summary.ts';
import { clean, embeddedBytes } from './text.ts';

/** Raised when a program that reads the document would have to be changed. */
const SCHEMA = 'tunnelwatch.alert/1';

/**
 * The document, never larger than `bytes` (as a value inside a JSON text; its share of an SNS message unless told): of the
 * events, the groups that a first run found not connected, or the incidents that are reminded of, as many as fit;
 * `truncated` says how many are left out.
 */
export function json(alert: Alert, bytes = JSON_BYTES): string {
  if (isAboutGroups(alert)) {
    return fitted(envelope(alert), 'events', lazily(alert.items, itemDocuments), alert.events.length, bytes);
  }
  const base = {
    ...envelope(alert),
    events: [alert.event, ...alert.earlier.toReversed()].map(monitorEventDocument),
  };
  switch (alert.kind) {
    case 'began': {
      const { notConnected } = alert;
      const documents = lazily(notConnected, (state) => [groupDocument(state)]);
      return fitted(base, 'notConnected', documents, notConnected.length, bytes);
    }
    case 'reminder-critical':
    case 'reminder-redundancy': {
      const { open, others } = alert;
      const documents = lazily(open, (one) => [openDocument(one)]);
      return fitted({ ...base, others }, 'open', documents, open.length, bytes);
    }
    default:
      return JSON.stringify({ ...base, truncated: 0 });
  }
}

/** Documents of entries, made when they are asked for. */
function* lazily<Entry>(
  entries: readonly Entry[],
  toDocuments: (entry: Entry) => readonly object[],
): Generator<object> {
  for (const entry of entries) yield* toDocuments(entry);
}

/** The document with as many entries of a list as there is room for. */
function fitted(
  base: object,
  list: 'events' | 'notConnected' | 'open',
  documents: Iterable<object>,
  of: number,
  bytes: number,
): string {
  const start = `${JSON.stringify(base).slice(0, -1)},"${list}":[`;
  const end = (truncated: number): string => `],"truncated":${truncated}}`;
  let room = bytes - embeddedBytes(start + end(of));
  // Each is made into text once, to be measured and to be sent.
  const kept: string[] = [];
  for (const document of documents) {
    const text = JSON.stringify(document);
    room -= embeddedBytes(text) + COMMA;
    if (room < 0) break;
    kept.push(text);
  }
  return start + kept.join() + end(of - kept.length);
}

const COMMA = 1;

function envelope(alert: Alert): object {
  const { id, name } = alert.organization;
  return {
    schema: SCHEMA,
    id: alert.id,
    kind: alert.kind,
    severity: severityOfAlert(alert),
    summary: subject(alert),
    organization: { id, name: clean(name, NAME_CHARACTERS) },
    at: alert.at,
    gathered: alert.gathered ?? null,
    asOf: alert.asOf,
    late: isLate(alert),
    fleet: alert.fleet === null ? null : fleetDocument(alert.fleet),
  };
}
