/** The table as it stands, read again only when a run has ended since. */
import type { GroupState, Head } from '../../core/rules/state.ts';
import type { Source } from '../source.ts';

export interface Present {
  readonly head: Head;
  /** All groups, the removed among them. */
  readonly groups: readonly GroupState[];
}

export interface Presents {
  /** null where the organization was never tried. */
  head(organization: string): Promise<Head | null>;
  /** The head, and the groups as of its revision. */
  of(organization: string): Promise<Present | null>;
}

interface Kept {
  readonly revision: number;
  readonly groups: Promise<readonly GroupState[]>;
}

export function createPresents({ table }: Source): Presents {
  const kept = new Map<string, Kept>();
  return {
    head: (organization) => table.head(organization),
    async of(organization) {
      const head = await table.head(organization);
      if (head === null) return null;
      const known = kept.get(organization);
      if (known?.revision === head.revision) return { head, groups: await known.groups };
      const groups = table.groups(organization);
      kept.set(organization, { revision: head.revision, groups });
      // What could not be read is asked for again.
      groups.catch(() => kept.delete(organization));
      return { head, groups: await groups };
    },
  };
}
