import { styleText } from 'node:util';
import type { Condition } from '../../core/rules/redundancy.ts';
import type { Host } from '../host.ts';

/** Colours, or none where the terminal shows none. */
export interface Style {
  readonly strong: (text: string) => string;
  /** A condition, or another word for it, in the colour of how bad it is. */
  readonly condition: (condition: Condition, word?: string) => string;
}

type Format = Parameters<typeof styleText>[0];

const COLOURS: Readonly<Record<Condition, Format>> = {
  connected: 'green',
  warning: 'yellow',
  'redundancy lost': 'yellow',
  unknown: 'magenta',
  disconnected: 'red',
};

export function styleOf({ colour }: Pick<Host, 'colour'>): Style {
  // Whether to colour is decided by the host; Node would decide again, by its own standard output.
  const paint = (format: Format) => (text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  return {
    strong: paint('bold'),
    condition: (condition, word = condition) => paint(COLOURS[condition])(word),
  };
}
