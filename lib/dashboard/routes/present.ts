/** The table as it stands, read again only when a run has ended since. */
import type { GroupState, Head } from '../../core/rules/state.ts';
import type { Source } from '../source.ts';

export interface Present {
  readonly head: Head;
  /** All groups, the removed among them. */
  readonly groups: readonly GroupState[];
}

export interface Presents {
  /** The head as it is, and the groups as they were last read. null where the organization was never tried. */
  pulse(organization: string): Promise<Present | null>;
  /** The head, and the groups as of its revision. */
  of(organization: string): Promise<Present | null>;
}

interface Kept {
  readonly revision: number;
  readonly groups: Promise<readonly GroupState[]>;
}

export function createPresents({ table }: Source): Presents {
  const kept = new Map<string, Kept>();
  const read = async (organization: string, revision: number): Promise<readonly GroupState[]> => {
    const groups = table.groups(organization);
    kept.set(organization, { revision, groups });
    // What could not be read is asked for again.
    groups.catch(() => kept.delete(organization));
    return groups;
  };
  const present = async (organization: string, isFresh: (kept: Kept, head: Head) => boolean) => {
    const head = await table.head(organization);
    if (head === null) return null;
    const known = kept.get(organization);
    const fresh = known !== undefined && isFresh(known, head);
    return { head, groups: await (fresh ? known.groups : read(organization, head.revision)) };
  };
  return {
    pulse: (organization) => present(organization, () => true),
    of: (organization) => present(organization, ({ revision }, head) => revision === head.revision),
  };
}
