import type { Group } from '../../lib/core/fleet/group.ts';

/** How the API answers for a group that exists or existed. */
export type Entry =
  | { readonly listed: Group }
  /** Listed, and what else the record says cannot be read. */
  | { readonly unreadable: string }
  /** Not listed, and a look-up by id fails. */
  | { readonly hidden: true }
  /** Not listed, and a look-up by id is answered 404. */
  | { readonly gone: true };
