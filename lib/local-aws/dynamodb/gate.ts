/** Lets plain requests pass side by side, and a transaction only alone. */
export type Gate = {
  /** Runs `work` together with others of its kind, but never while an exclusive one is under way. */
  shared<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Runs `work` when all that came before is done; whatever comes later waits. */
  exclusive<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when all that has come so far is done. */
  idle(): Promise<void>;
};

/** A gate with nobody in it. */
export function createGate(): Gate {
  let lastExclusive: Promise<unknown> = Promise.resolve();
  const passing = new Set<Promise<unknown>>();

  const before = () => Promise.allSettled([lastExclusive, ...passing]);
  return {
    shared(work) {
      const pass = lastExclusive.then(work);
      const leave = () => passing.delete(pass);
      passing.add(pass);
      pass.then(leave, leave);
      return pass;
    },
    exclusive(work) {
      const turn = before().then(work);
      lastExclusive = turn.catch(() => undefined);
      return turn;
    },
    async idle() {
      await before();
    },
  };
}
