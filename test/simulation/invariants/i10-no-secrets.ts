/** I10: no credential, token or authorization header in any log line, error, item, message or file. */
import type { RenderedAlert } from '../../../lib/core/alerts/alert.ts';
import type { CreateChecker } from '../checker.ts';
import { CANARY } from '../world/conditions.ts';

export const noSecrets: CreateChecker = ({ contents }, verdict) => ({
  see: (happening) => {
    if (happening.type !== 'logged' && happening.type !== 'published') return;
    const texts = happening.type === 'logged' ? [happening.line] : textsOf(happening.alert);
    const told = texts.find((text) => String(text).includes(CANARY));
    if (told !== undefined) verdict.violated(`A secret was ${happening.type}: ${told}`);
    else verdict.checked();
  },
  atEnd: async () => {
    const stored = contents();
    if (stored === null) return;
    if (
      JSON.stringify([
        stored.head,
        stored.groups.map(({ untold }) => untold),
        stored.runs,
        stored.alerts,
      ]).includes(CANARY)
    )
      verdict.violated('A secret was stored.');
    else verdict.checked();
  },
});

/** Everything that is handed to the topic. */
function textsOf(alert: RenderedAlert): readonly unknown[] {
  return [...Object.values(alert), ...Object.values(alert.attributes), ...Object.values(alert.chat)].flat();
}
