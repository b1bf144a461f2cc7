/** The document that Tunnelwatch publishes, as far as a pager needs it, and the published schema to read it by. */
import Ajv from 'ajv/dist/2020.js';
import schema from '../../docs/alert.schema.json' with { type: 'json' };

/** docs/alert.schema.json has all of it. */
export interface AlertDocument {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly organization: { readonly id: string; readonly name: string };
  readonly events: readonly AlertEvent[];
  /** Only in reminders: incidents that are still open. */
  readonly open?: readonly OpenIncident[];
  /** Events that did not fit into the message. */
  readonly truncated: number;
}

export type Severity = 'critical' | 'warning' | 'ok';

/** Which fields are there depends on the type. */
export interface AlertEvent {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly reason: string;
  /** Whether it is still so at publication. */
  readonly holds?: boolean;
  readonly incident?: string;
  readonly severity?: Severity;
  readonly status?: string;
  readonly group?: Group;
}

export interface OpenIncident {
  readonly incident: string;
  readonly status: string;
  readonly worst: string;
  readonly group: Group;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly region: string | null;
  readonly deviceType: string | null;
  readonly hubs: readonly unknown[];
}

const isAlertDocument = new Ajv.default({ strict: false }).compile<AlertDocument>(schema);

/** Reads a message; null for what is no alert of this version. */
export function readDocument(message: string): AlertDocument | null {
  try {
    const document: unknown = JSON.parse(message);
    return isAlertDocument(document) ? document : null;
  } catch {
    return null;
  }
}
