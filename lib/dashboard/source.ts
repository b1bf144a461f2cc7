/** What the page is drawn from: the past, and the table as it stands. Nothing here can write, and nothing knows of AWS. */
import type { Past } from '../core/history/past.ts';
import type { Operator } from '../core/operator/operator.ts';

export interface Source {
  readonly history: Pick<Past, 'organizations' | 'snapshot' | 'strips' | 'timeline' | 'changes' | 'runs'>;
  readonly table: Pick<
    Operator,
    'head' | 'groups' | 'alerts' | 'acknowledgements' | 'changes' | 'changeTimes'
  >;
}
