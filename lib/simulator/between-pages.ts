import type { Fleet } from './fleet.ts';

interface Waiting {
  pagesLeft: number;
  readonly change: (fleet: Fleet) => void;
}

/** Changes that wait for a walk to come to a certain page: the API gives no snapshot, so a walk must live with them. */
export class BetweenPages {
  #waiting: Waiting[] = [];

  /** Once `pages` pages of the list have been answered from now on, and before the next request, makes the change. Once. */
  after(pages: number, change: (fleet: Fleet) => void): void {
    this.#waiting.push({ pagesLeft: pages, change });
  }

  /** A page of the list has been answered well. */
  pageAnswered(fleet: Fleet): void {
    for (const waiting of this.#waiting) waiting.pagesLeft -= 1;
    const due = this.#waiting.filter((waiting) => waiting.pagesLeft <= 0);
    this.#waiting = this.#waiting.filter((waiting) => waiting.pagesLeft > 0);
    for (const { change } of due) change(fleet);
  }
}
