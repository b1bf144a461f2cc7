/** One line of what doctor found. */
import { explained } from '../explain.ts';

/** `warning`: nothing fails yet, or it could not be looked at. `not checked`: something before it must be mended first. */
export type Verdict = 'ok' | 'warning' | 'wrong' | 'not checked';

export interface Check {
  /** What was looked at, in a word or two. */
  readonly name: string;
  readonly verdict: Verdict;
  /** What was found. */
  readonly found: string;
  /** What to do; null where there is nothing to be done. */
  readonly remedy: string | null;
}

export const ok = (name: string, found: string): Check => ({ name, verdict: 'ok', found, remedy: null });

export const warning = (name: string, found: string, remedy: string): Check => ({
  name,
  verdict: 'warning',
  found,
  remedy,
});

export const wrong = (name: string, found: string, remedy: string): Check => ({
  name,
  verdict: 'wrong',
  found,
  remedy,
});

export const notChecked = (name: string, because: string): Check => ({
  name,
  verdict: 'not checked',
  found: `not checked: ${because}`,
  remedy: null,
});

/** What a look came to; where AWS did not let one look, a line that says so. What is gone is wrong, not unknown. */
export async function looked(
  name: string,
  look: () => Promise<Check | readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    return [await look()].flat();
  } catch (error) {
    const { reason, message, remedy } = explained(error);
    const isUnknown = reason === 'not permitted' || reason === 'unavailable';
    return [
      isUnknown ? warning(name, `could not be looked at: ${message}`, remedy) : wrong(name, message, remedy),
    ];
  }
}

export const DEPLOY = 'Deploy again: npx cdk deploy.';

/** Of what was changed or removed by hand. A plain deployment changes only what differs from the last one, and would do nothing. */
export const PUT_BACK = 'Put back what was deployed: npx cdk deploy --revert-drift.';
