/** What happens, in lines for a person. */
import type { GroupState } from '../../lib/core/rules/state.ts';
import type { Happening, Landed } from './happening.ts';

/** null for what nobody needs to read. */
export function lineOf(happening: Happening): string | null {
  const { run } = happening;
  switch (happening.type) {
    case 'began':
      return `${run} begins`;
    case 'answered':
      return `${run}: API ${answerText(happening.answer)}`;
    case 'landed':
      return `${run}: ${landedText(happening.landed)}${happening.late ? ' (given up before, and done all the same)' : ''}`;
    case 'published':
      return `${run}: published "${happening.alert.subject}", events ${happening.alert.events.join()}`;
    case 'heard':
      return `${run}: heard of outside`;
    case 'logged':
      return loggedText(run, happening.line);
    case 'silenced':
      return `${run} silences ${happening.silence.match.ids?.join() ?? 'all'} until ${happening.silence.to.slice(11, 19)}`;
    case 'unsilenced':
      return `${run} ends the silence of ${happening.silence.match.ids?.join() ?? 'all'}`;
    case 'acknowledged':
      return `${run} acknowledges incident ${happening.incident}`;
    case 'ended':
      return `${run} ends ${happening.how}`;
  }
}

function answerText(answer: Extract<Happening, { type: 'answered' }>['answer']): string {
  switch (answer.to) {
    case 'page':
      return `lists ${answer.page.records.length} from ${answer.offset} on, of ${answer.page.total ?? 'it does not say how many'}`;
    case 'ids':
      return `finds ${answer.records.length} by id`;
    case 'id':
      return `${answer.record === null ? 'answers 404 for' : 'has'} ${answer.id}`;
  }
}

/** A call that took effect, with what it changed. */
function landedText(landed: Landed): string {
  switch (landed.call) {
    case 'takeLease':
      return landed.result.taken ? 'takes the lease' : `finds the lease with ${landed.result.heldBy}`;
    case 'commitGroups': {
      const { stored, refused } = landed.result;
      return ['commitGroups', ...stored.map(stateText), ...refused.map(({ id }) => `${id} refused`)].join(
        '; ',
      );
    }
    case 'clearGroupEvents':
      return `clearGroupEvents ${landed.args[1].id}: ${[...landed.args[2]].join()}${landed.result === null ? ', refused' : ''}`;
    case 'commitMonitor':
      return `commitMonitor, untold: ${landed.args[1].untold.map(({ id }) => id).join() || 'nothing'}`;
    case 'commitGap':
      return `commitGap from ${landed.args[2].from} to ${landed.args[2].to}`;
    case 'finish':
      return `finish, ${landed.args[1].failure?.kind ?? 'complete'}`;
    default:
      return landed.call;
  }
}

function stateText({ id, presence, group, incident, untold }: GroupState): string {
  const stands = presence === 'listed' ? group.status : presence;
  const open = incident === null ? '' : `, incident ${incident.id} told ${incident.told ?? 'nothing'}`;
  return `${id} ${stands}${open}${untold.length === 0 ? '' : `, untold ${untold.map((event) => event.id).join()}`}`;
}

/** What a run logs of itself is mostly what was seen to happen; what went wrong is not. */
function loggedText(run: string, line: string): string | null {
  const { level, message, failure } = JSON.parse(line) as {
    readonly level: string;
    readonly message: string;
    readonly failure?: { readonly kind: string; readonly detail: string };
  };
  if (level === 'info') return null;
  return `${run}: logs ${message}${failure === undefined ? '' : ` ${failure.kind}: ${failure.detail}`}`;
}
