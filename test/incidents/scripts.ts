import { ONE_BRANCH } from './scripts/one-branch.ts';
import { RHYTHMS } from './scripts/rhythms.ts';
import { SIGHT } from './scripts/sight.ts';
import { SILENCES } from './scripts/silences.ts';
import { STORMS } from './scripts/storms.ts';
import type { Incident } from './stage/script.ts';

/** Every scripted incident. */
export const INCIDENTS: readonly Incident[] = [...ONE_BRANCH, ...RHYTHMS, ...STORMS, ...SIGHT, ...SILENCES];
