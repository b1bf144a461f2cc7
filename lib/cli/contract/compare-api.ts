/** Asks the API a few harmless things and compares what it answers with what is documented. */
import type { Inspector, Probed } from '../../adapters/secure-access/inspect.ts';
import { ERROR, GROUP, LIST, TOKEN } from './documented.ts';
import { type Finding, findingsIn, type Shape } from './shape.ts';

const GROUPS = '/deployments/v2/networktunnelgroups';

/** One call and what came of it. Neither its answer nor anything that names somebody is in it. */
export interface ComparedCall {
  /** What was asked, without ids. */
  readonly call: string;
  /** null where no answer came. */
  readonly status: number | null;
  /** What documents promise. */
  readonly wanted: number;
  /** How it went wrong, where nothing came that could be compared. */
  readonly failure: string | null;
  readonly milliseconds: number;
  /** Headers that say something of limits, with their values; of all others only the names. */
  readonly limits: Readonly<Record<string, string>>;
  readonly headers: readonly string[];
  readonly findings: readonly Finding[];
  /** What else differs, as sentences. */
  readonly notes: readonly string[];
}

/** What a bug report needs. */
export interface Comparison {
  readonly calls: readonly ComparedCall[];
  /** How often each status, device type and routing was seen. */
  readonly words: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Five calls, within the strictest documented limit. Nothing is written. */
export async function compareApi(inspector: Inspector): Promise<Comparison> {
  const calls: ComparedCall[] = [];
  const token = await inspector.mint();
  calls.push(compared('POST the token URL', token, 200, TOKEN, []));
  if (!('json' in token.judged)) return { calls, words: {} };
  const query = 'includeStatuses=true&sortBy=createdAt&sortOrder=asc&offset=0';
  const list = await inspector.get(`${GROUPS}?limit=200&${query}`);
  const answer = fieldsOf('json' in list.judged ? list.judged.json : null);
  calls.push(compared('GET the list, limit=200', list, 200, LIST, envelopeNotes(answer)));
  const groups = Array.isArray(answer.data) ? answer.data.map(fieldsOf) : [];
  const tooMany = await inspector.get(`${GROUPS}?limit=201&${query}`);
  calls.push(compared('GET the list, limit=201', tooMany, 400, ERROR, []));
  const id = groups.find((group) => typeof group.id === 'number' || typeof group.id === 'string')?.id;
  if (id !== undefined) {
    const one = await inspector.get(`${GROUPS}/${encodeURIComponent(String(id))}`);
    calls.push(compared('GET a group by its id', one, 200, GROUP, []));
  }
  const none = await inspector.get(`${GROUPS}/1`);
  calls.push(compared('GET a group that there is not', none, 404, ERROR, []));
  return { calls, words: wordsIn(groups) };
}

function compared(
  call: string,
  { judged, answer, milliseconds }: Probed,
  wanted: number,
  shape: Shape,
  notes: readonly string[],
): ComparedCall {
  const status = answer?.status ?? null;
  const body = status === wanted ? parsed(judged, answer?.body ?? '') : undefined;
  const kind = 'trouble' in judged && status !== wanted ? judged.trouble.failure.kind : null;
  const headers = Object.keys(answer?.allHeaders ?? {}).sort();
  return {
    call,
    status,
    wanted,
    failure: kind,
    milliseconds,
    limits: Object.fromEntries(
      headers
        .filter((name) => LIMITS.test(name))
        .map((name) => [name, String(answer?.allHeaders[name] ?? '')]),
    ),
    headers,
    findings: body === undefined ? [] : findingsIn(body, shape),
    notes:
      status === wanted || status === null
        ? notes
        : [`answered ${status}, and ${wanted} is documented`, ...notes],
  };
}

const LIMITS = /^(retry-after|(x-)?rate-?limit.*)$/;

function parsed(judged: Probed['judged'], body: string): unknown {
  if ('json' in judged) return judged.json;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function envelopeNotes({ data, offset, limit, total }: Readonly<Record<string, unknown>>): readonly string[] {
  const count = Array.isArray(data) ? data.length : 0;
  return [
    ...(limit !== 200
      ? [`"limit" is ${typeof limit === 'number' ? limit : typeof limit}, and 200 was asked for`]
      : []),
    ...(offset !== 0 ? ['"offset" is not the one that was asked for'] : []),
    ...(typeof total === 'number' && total < count
      ? [`"total" is ${total}, less than the ${count} groups of the page`]
      : []),
    ...(typeof total === 'number' && total > count && count < 200
      ? [`the page has ${count} groups, fewer than were asked for, and "total" is ${total}`]
      : []),
  ];
}

function wordsIn(groups: readonly Readonly<Record<string, unknown>>[]): Comparison['words'] {
  const counted = (wordOf: (group: Readonly<Record<string, unknown>>) => unknown): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const group of groups) {
      const word = wordOf(group);
      const name =
        typeof word === 'string' && /^[A-Za-z][A-Za-z0-9 ]{0,30}$/.test(word) ? word : `(${typeof word})`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  };
  return {
    status: counted(({ status }) => status),
    deviceType: counted(({ deviceType }) => deviceType),
    routing: counted(({ routing }) => fieldsOf(routing).type),
    hubs: counted(({ hubs }) => (Array.isArray(hubs) ? `${NUMBERS[hubs.length] ?? 'many'} hubs` : hubs)),
  };
}

const NUMBERS = ['no', 'one', 'two', 'three'] as const;

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
