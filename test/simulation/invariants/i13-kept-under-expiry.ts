/** I13: history keeps its promise under TTL: nothing still inside retention becomes unreadable when older items expire. */
import { EPOCH_SLACK } from '../../../lib/core/fixed-policy.ts';
import type { Instant } from '../../../lib/core/time.ts';
import type { CreateChecker } from '../checker.ts';
import { ask, isKept, textOf } from './ask.ts';

export const keptUnderExpiry: CreateChecker = (view, verdict) => {
  // Where nothing ever expires there is nothing to remember.
  if (!view.expires) return {};
  const answers = new Map<Instant, string>();
  /** When each epoch was prepared, and when it began, by its id. */
  const epochs: { readonly start: Instant; readonly prepared: number }[] = [];
  const prepared = new Map<string, number>();
  let latest: Instant | null = null;
  let expired = 0;

  /** An epoch that no complete run could end in time has outlived its rows: two weeks of outage are allowed for, more is not. */
  const outlived = (at: Instant): boolean => {
    const index = epochs.findLastIndex(({ start }) => start <= at);
    const [epoch, next] = [epochs[index], epochs[index + 1]];
    if (epoch === undefined) return true;
    const end = next === undefined ? view.now() : Date.parse(next.start);
    return end - epoch.prepared > view.policy.history.epoch + EPOCH_SLACK;
  };

  const askAll = async (): Promise<void> => {
    for (const [at, before] of answers) {
      if (!isKept(view, at) || outlived(at)) continue;
      const answer = await ask(view, at);
      if (!answer.answered)
        verdict.violated(`${at} is inside the retention and is refused: ${answer.detail}`);
      else if (textOf(answer) !== before)
        verdict.violated(
          `Rows expired, and the answer about ${at} changed from\n${before}\nto\n${textOf(answer)}`,
        );
      else verdict.checked();
    }
  };

  return {
    see: (happening) => {
      if (happening.type !== 'landed') return;
      const { landed, at } = happening;
      if (landed.call === 'prepareEpoch') prepared.set(landed.args[1].id, at);
      if (landed.call === 'beginHistory') epochs.push({ start: landed.args[1].start, prepared: at });
      if (landed.call === 'switchEpoch') {
        const { start, id } = landed.args[2];
        epochs.push({ start, prepared: prepared.get(id) ?? at });
      }
      if (landed.call === 'finish' && landed.args[1].complete !== null)
        latest = landed.args[1].complete.reading.to;
    },
    afterStep: async () => {
      if (latest !== null && !answers.has(latest) && isKept(view, latest)) {
        const answer = await ask(view, latest);
        if (answer.answered && answer.asOf === latest) answers.set(latest, textOf(answer));
      }
      if (view.expired() === expired) return;
      expired = view.expired();
      await askAll();
    },
  };
};
