/** The two answers of the API that are read: the envelope of a list, and one group. */
import { RunFailure } from '../../core/failure.ts';
import type { ListRecord, Page } from '../../sync/ports.ts';
import { countOf, typeName } from './fields.ts';
import { fieldsOf } from './json.ts';
import { parseRecord } from './record.ts';

/**
 * Reads `{data, offset, limit, total}`. A list that is not there is an empty one only where the total does not
 * contradict it: else every group would seem to be gone. Throws `API changed`.
 * @param call the call, as a failure names it
 */
export function parsePage(answer: unknown, call: string): Page {
  const fields = fieldsOf(answer);
  if (fields === null) throw changed(call, `the answer is ${typeName(answer)}, not an object with "data"`);
  const { data, total } = fields;
  if (Array.isArray(data)) return { records: data.map(parseRecord), total: countOf(total) };
  if (data !== null) throw changed(call, `"data" is ${typeName(data)}, not a list`);
  if (total !== undefined && total !== null && countOf(total) !== 0)
    throw changed(call, '"data" is null although "total" is not 0');
  return { records: [], total: countOf(total) };
}

/**
 * Reads the answer of `GET /networktunnelgroups/{id}`. Throws `API changed` where it is not an object.
 * @param call the call, as a failure names it
 */
export function parseGroupAnswer(answer: unknown, id: string, call: string): ListRecord {
  if (fieldsOf(answer) === null) throw changed(call, `the answer is ${typeName(answer)}, not a group`);
  const record = parseRecord(answer);
  if ('malformed' in record) return { malformed: { ...record.malformed, id } };
  if (record.group.id === id) return record;
  return { malformed: { id, why: `id is ${record.group.id} although ${id} was asked for` } };
}

function changed(call: string, what: string): RunFailure {
  return new RunFailure({ kind: 'API changed', detail: `${call}: ${what}.`, status: 200 });
}
