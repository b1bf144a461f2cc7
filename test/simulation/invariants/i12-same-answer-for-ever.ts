/** I12: a question about an instant gets the same answer for ever once that instant's run is complete. */
import type { Instant } from '../../../lib/core/time.ts';
import type { CreateChecker } from '../checker.ts';
import { ask, textOf } from './ask.ts';

/** Instants remembered: enough to reach over several epochs. */
const REMEMBERED = 12;

export const sameAnswerForEver: CreateChecker = (view, verdict) => {
  const answers = new Map<Instant, string>();
  let latest: Instant | null = null;
  const between: Instant[] = [];
  let isDue = false;

  const again = async (at: Instant): Promise<void> => {
    const answer = await ask(view, at);
    if (!answer.answered) return;
    const [before, now] = [answers.get(at), textOf(answer)];
    if (before === now) verdict.checked();
    else verdict.violated(`Asked about ${at} the answer was:\n${before}\nand is now:\n${now}`);
  };

  return {
    see: (happening) => {
      if (happening.type !== 'landed') return;
      const { landed } = happening;
      if (landed.call === 'commitGap') between.push(landed.args[2].to);
      if (landed.call !== 'finish' || landed.args[1].complete === null) return;
      latest = landed.args[1].complete.reading.to;
      isDue = true;
    },
    afterStep: async () => {
      if (!isDue || view.now() % 2 === 1) return;
      isDue = false;
      const due = [...between.splice(0), ...(latest === null ? [] : [latest])];
      for (const at of due) {
        if (answers.has(at) || answers.size >= REMEMBERED) continue;
        const answer = await ask(view, at);
        // An instant after the last complete run is answered as of that run, and may be answered otherwise later.
        if (answer.answered && answer.asOf === at) answers.set(at, textOf(answer));
      }
      const instants = [...answers.keys()];
      const one = instants[(view.now() >>> 3) % Math.max(1, instants.length)];
      if (one !== undefined) await again(one);
    },
    atEnd: async () => {
      for (const at of answers.keys()) await again(at);
    },
  };
};
