/** The table, as the operator's commands use it: beside the runs, without a lease. */
import * as v from 'valibot';
import { RunFailure } from '../../core/failure.ts';
import type { Acknowledged, Acknowledgement, Operator } from '../../core/operator/operator.ts';
import type { GroupState, Incident } from '../../core/rules/state.ts';
import { plus } from '../../core/time.ts';
import { type CallOptions, type Calls, createCalls } from './calls.ts';
import { readHead } from './head.ts';
import { parseAcknowledgement } from './items/acknowledgement.ts';
import { parseGroup } from './items/group.ts';
import { parseEpoch, parseRows } from './items/history.ts';
import { parseAlert } from './items/log.ts';
import { idInKey, parseItem } from './items/parse.ts';
import { parseSilence } from './items/silence.ts';
import { acknowledgementKey, groupKey, silenceKey } from './keys.ts';
import { getItem, groupsOf, silencesOf } from './requests/items.ts';
import {
  acknowledgeActions,
  acknowledgementsOf,
  addSilenceActions,
  alertsBetween,
  allOrganizations,
  changesBefore,
  endSilenceActions,
  epochsOf,
  rowsBetween,
} from './requests/operator.ts';
import { instantSchema } from './schemas.ts';
import type { Transacted } from './transact.ts';

/** What the operator's side of the table is made with. */
export interface OperatorOptions extends CallOptions {
  /** Milliseconds for which silences are kept after their end, and acknowledgements after they were made. */
  readonly retention: number;
}

/** Tries to write a group that somebody else keeps writing: a run writes one at most a few times a minute. */
const TRIES_MAX = 5;

/** The operator's side of a DynamoDB table. */
export function createOperator(options: OperatorOptions): Operator {
  const calls = createCalls(options);
  return { ...reads(calls), ...silences(calls, options), ...acknowledgements(calls, options) };
}

function reads(
  calls: Calls,
): Pick<Operator, 'organizations' | 'head' | 'groups' | 'alerts' | 'changes' | 'changeTimes'> {
  const { table } = calls;
  return {
    async organizations() {
      return (await calls.query(allOrganizations(table))).map((item) => idInKey(item, ''));
    },

    async head(organization) {
      return (await readHead(calls, organization))?.head ?? null;
    },

    async groups(organization) {
      return (await calls.query(groupsOf(table, organization))).map(parseGroup);
    },

    async alerts(organization, from, to) {
      const items = await calls.query(alertsBetween(table, organization, from, to));
      return items.map(parseAlert).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    },

    async changes(organization, from, to) {
      const epochs = (await calls.query(epochsOf(table, organization))).map(parseEpoch);
      const asked = epochs.filter(({ start, ends }) => start <= to && (ends === null || ends >= from));
      const rows = await Promise.all(
        asked.map(({ id }) => calls.query(rowsBetween(table, organization, id, from, to))),
      );
      return rows.flatMap((items) => parseRows(items, to).changes);
    },

    async changeTimes(organization, group, before, count) {
      const items = await calls.query(changesBefore(table, organization, group, before, count));
      return items.map((item) => parseItem(timeSchema, item, item).at);
    },
  };
}

const timeSchema = v.object({ at: instantSchema });

function silences(
  calls: Calls,
  { retention, random }: OperatorOptions,
): Pick<Operator, 'silences' | 'addSilence' | 'endSilence'> {
  const { table } = calls;
  return {
    async silences(organization) {
      const all = (await calls.query(silencesOf(table, organization))).map(parseSilence);
      return all.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    },

    async addSilence(organization, asked) {
      const expires = plus(asked.to, retention);
      for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
        const silence = { id: shortId(random), ...asked };
        const outcome = await calls.transact(addSilenceActions(table, organization, silence, expires));
        if (outcome.done) return silence;
        await refuseUnlessKnown(calls, organization, outcome);
      }
      throw refused(organization, 'no free id was found for the silence');
    },

    async endSilence(organization, id, now) {
      const actions = endSilenceActions(table, organization, id, now, plus(now, retention));
      const outcome = await calls.transact(actions);
      if (!outcome.done) await refuseUnlessKnown(calls, organization, outcome);
      const item = await calls.get(getItem(table, silenceKey(organization, id)));
      const silence = item === null ? null : parseSilence(item);
      return outcome.done && silence !== null ? { done: true, silence } : { done: false, silence };
    },
  };
}

function acknowledgements(
  calls: Calls,
  { retention }: OperatorOptions,
): Pick<Operator, 'acknowledge' | 'acknowledgements'> {
  const { table } = calls;
  return {
    async acknowledgements(organization) {
      return (await calls.query(acknowledgementsOf(table, organization))).map(parseAcknowledgement);
    },

    async acknowledge(organization, asked): Promise<Acknowledged> {
      const group = groupOfIncident(asked.incident);
      const expires = plus(asked.at, retention);
      for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
        const item = await calls.get(getItem(table, groupKey(organization, group)));
        if (item === null) return { done: false, group: null };
        const state = parseGroup(item);
        if (!isOpen(state, asked.incident)) return { done: false, group: state };
        if (state.incident.acknowledged) return againAcknowledged(calls, organization, state);
        const actions = acknowledgeActions(table, organization, state, asked, expires);
        const outcome = await calls.transact(actions);
        if (outcome.done) {
          const incident = { ...state.incident, acknowledged: true };
          const stored = { ...state, rev: state.rev + 1, incident };
          return { done: true, group: stored, incident, acknowledgement: asked, again: false };
        }
        await refuseUnlessKnown(calls, organization, outcome);
      }
      throw refused(organization, `group ${group} is being written again and again`);
    },
  };
}

async function againAcknowledged(
  calls: Calls,
  organization: string,
  group: GroupState & { readonly incident: Incident },
): Promise<Acknowledged> {
  const { incident } = group;
  const item = await calls.get(getItem(calls.table, acknowledgementKey(organization, incident.id)));
  const acknowledgement: Acknowledgement | null = item === null ? null : parseAcknowledgement(item);
  return { done: true, group, incident, acknowledgement, again: true };
}

function isOpen(state: GroupState, incident: string): state is GroupState & { readonly incident: Incident } {
  return state.incident?.id === incident;
}

/** Ids of incidents are made of the group's and the number of a change. */
function groupOfIncident(incident: string): string {
  const dash = incident.lastIndexOf('-');
  return dash === -1 ? incident : incident.slice(0, dash);
}

/** The head's condition is the first of every transaction. That it does not hold means another version, or no such organization. */
async function refuseUnlessKnown(
  calls: Calls,
  organization: string,
  outcome: Extract<Transacted, { done: false }>,
): Promise<void> {
  const [head, ...others] = outcome.reasons;
  if (head?.code === 'None' && others.some(({ code }) => code === 'ConditionalCheckFailed')) return;
  const stored = await readHead(calls, organization);
  const why = stored === null ? 'it has never been watched' : outcome.message;
  throw refused(organization, why);
}

function refused(organization: string, why: string): RunFailure {
  return new RunFailure({
    kind: 'store',
    detail: `Nothing was written for organization ${organization}: ${why}.`,
  });
}

/** Letters and digits that are not taken for one another, without the vowels that make words. */
const ALPHABET = '346789bcdfghjkmnpqrtvwx';

/** Six characters: short enough to be typed, and more than a hundred million of them. */
function shortId(random: () => number): string {
  return Array.from({ length: 6 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('');
}
