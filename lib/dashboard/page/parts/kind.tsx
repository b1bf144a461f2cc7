/** How a group stands, as a shape and a word: colour alone tells nobody anything. */
import type { ComponentChildren } from 'preact';
import type { Kind } from '../../view-model/kinds.ts';

export const WORDS: Readonly<Record<Kind, string>> = {
  down: 'Down',
  degraded: 'Degraded',
  unknown: 'Unknown',
  reduced: 'Redundancy lost',
  new: 'Being set up',
  connected: 'Connected',
};

/** What each of them means, for whoever has not met it yet. */
export const MEANINGS: Readonly<Record<Kind, string>> = {
  down: 'No tunnel is up: no traffic passes',
  degraded: 'One hub is lost: traffic passes over the other',
  unknown: 'The API says nothing that is known: neither up nor down',
  reduced: 'Connected, with less redundancy than it used to have',
  new: 'Never connected so far: not an outage yet',
  connected: 'Connected, as the API says',
};

const SHAPES: Readonly<Record<Kind, ComponentChildren>> = {
  down: <path class="full" d="M1 1h10v10H1z M4 4l4 4M8 4L4 8" />,
  degraded: <path class="full" d="M6 .8L11.6 11H.4z" />,
  unknown: <path class="hollow" d="M6 1l5 5-5 5-5-5z" />,
  reduced: <path class="half" d="M6 1.5a4.5 4.5 0 0 1 0 9z M6 1.5a4.5 4.5 0 0 0 0 9" />,
  new: <circle class="hollow dashed" cx="6" cy="6" r="4.5" />,
  connected: <circle class="full" cx="6" cy="6" r="4" />,
};

/** The shape alone; `label` where no word stands beside it. */
export function Shape({ kind, label }: { readonly kind: Kind; readonly label?: string }) {
  return (
    <svg
      class={`shape ${kind}`}
      viewBox="0 0 12 12"
      role="img"
      aria-label={label}
      aria-hidden={label === undefined}
    >
      {SHAPES[kind]}
    </svg>
  );
}

export function KindLabel({ kind, dim = false }: { readonly kind: Kind; readonly dim?: boolean }) {
  return (
    <span class={`kind ${kind}${dim ? ' dim' : ''}`} title={MEANINGS[kind]}>
      <Shape kind={kind} />
      {WORDS[kind]}
    </span>
  );
}
