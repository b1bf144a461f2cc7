/** I10: no credential, token or authorization header in any log line, error, item, message or file. */
import type { CreateChecker } from '../checker.ts';
import { CANARY } from '../world/conditions.ts';

export const noSecrets: CreateChecker = ({ contents }, verdict) => ({
  see: (happening) => {
    if (happening.type !== 'logged' && happening.type !== 'published') return;
    const text = happening.type === 'logged' ? happening.line : Object.values(happening.alert).join(' ');
    if (text.includes(CANARY)) verdict.violated(`A secret was ${happening.type}: ${text}`);
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
