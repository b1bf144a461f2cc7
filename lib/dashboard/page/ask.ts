/** Asking the server, and keeping what it said while it is asked again. */
import { useEffect, useState } from 'preact/hooks';

/** Why there is no answer. */
export interface Trouble {
  readonly error: string;
  readonly remedy: string;
  /** The browser was not let in. */
  readonly isLockedOut: boolean;
}

export interface Asked<T> {
  /** The last answer. */
  readonly answer: T | null;
  readonly trouble: Trouble | null;
}

interface Told<T> extends Asked<T> {
  readonly question: string | null;
}

/**
 * Asks a question (`/fleet?org=acme`), and again whenever `version` changes; null asks nothing. What was answered stands until
 * there is something better; with `keep` also what another question was answered.
 */
export function useAnswer<T>(question: string | null, version: unknown = null, keep = false): Asked<T> {
  const [told, setTold] = useState<Told<T>>({ question: null, answer: null, trouble: null });
  useEffect(() => {
    if (question === null) return;
    const controller = new AbortController();
    ask<T>(question, controller.signal).then(
      (asked) =>
        setTold((before) => ({
          question,
          answer: asked.answer ?? (keep || before.question === question ? before.answer : null),
          trouble: asked.trouble,
        })),
      () => undefined,
    );
    return () => controller.abort();
  }, [question, version]);
  return keep || told.question === question ? told : NOTHING;
}

const NOTHING: Asked<never> = { answer: null, trouble: null };

/** Rejects only where the question was taken back. */
async function ask<T>(question: string, signal: AbortSignal): Promise<Asked<T>> {
  try {
    const response = await fetch(`/api${question}`, { signal });
    if (response.ok) return { answer: (await response.json()) as T, trouble: null };
    if (response.status === 401) return { answer: null, trouble: LOCKED_OUT };
    const { error, remedy } = (await response.json()) as { error: string; remedy: string };
    return { answer: null, trouble: { error, remedy, isLockedOut: false } };
  } catch (error) {
    if (signal.aborted) throw error;
    return { answer: null, trouble: GONE };
  }
}

const LOCKED_OUT: Trouble = {
  error: 'This browser has not been let in.',
  remedy:
    'Open the link that was printed where the page was started. It works once; for another browser, start the page again.',
  isLockedOut: true,
};

const GONE: Trouble = {
  error: 'The program that serves this page does not answer.',
  remedy: 'Start it again where it was started, and open the link that it prints.',
  isLockedOut: false,
};

/** `/fleet?org=acme`. */
export function question(path: string, fields: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams(fields)}`;
}
