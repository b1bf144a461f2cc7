/** What every store promises, whatever it keeps things in. A store that differs in one of these loses alerts or history. */
import { afterAll, beforeAll, describe } from '@jest/globals';
import { commitContract } from './contract/commit.ts';
import { epochContract } from './contract/epochs.ts';
import { leaseContract } from './contract/lease.ts';
import { pastContract } from './contract/past.ts';
import type { Subject } from './contract/subject.ts';

/** Runs the suite against what `makeStore` makes, once. `histories`: how many random ones to try. */
export function storeContract(
  name: string,
  makeStore: () => Promise<Subject>,
  options: { readonly histories: number },
): void {
  describe(name, () => {
    let made: Subject | null = null;
    const subject = (): Subject => {
      if (made === null) throw new Error('The store is made before the first test.');
      return made;
    };
    beforeAll(async () => {
      made = await makeStore();
    });
    afterAll(() => made?.close());

    leaseContract(subject);
    commitContract(subject);
    epochContract(subject);
    pastContract(subject, options);
  });
}
