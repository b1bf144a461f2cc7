/** A table of a few hundred rows at the most. It may be wider than the window, and then scrolls by itself, also by keys. */
import type { ComponentChildren } from 'preact';

export interface Heading {
  readonly title: string;
  /** What it means, where that is not plain. */
  readonly hint?: string;
  readonly isNumber?: boolean;
}

interface Props {
  readonly label: string;
  /** Of the style sheet. */
  readonly name?: string;
  readonly headings: readonly (string | Heading)[];
  /** The rows. */
  readonly children: ComponentChildren;
}

export function List({ label, name = '', headings, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable, or keys cannot scroll it
    <section class="scroll" aria-label={label} tabIndex={0}>
      <table class={`list ${name}`}>
        <thead>
          <tr>
            {headings.map((heading) => {
              const {
                title,
                hint,
                isNumber = false,
              } = typeof heading === 'string' ? { title: heading } : heading;
              return (
                <th key={title} scope="col" title={hint} class={isNumber ? 'number' : undefined}>
                  {title}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
