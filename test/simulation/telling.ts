/** What happens, in lines for a person. */
import type { Happening } from './happening.ts';

export function lineOf(happening: Happening): string {
  const { run } = happening;
  switch (happening.type) {
    case 'began':
      return `${run} begins`;
    case 'answered':
      return `${run}: API ${answerText(happening.answer)}`;
    case 'landed':
      return `${run}: ${happening.landed.call} takes effect`;
    case 'published':
      return `${run}: published "${happening.alert.subject}" ${happening.alert.events.join()}`;
    case 'logged':
      return `${run}: logs ${happening.line}`;
    case 'silenced':
      return `${run} silences ${happening.silence.match.ids?.join() ?? 'all'} until ${happening.silence.to.slice(11, 19)}`;
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
