/** An evenly spread part of all mutants, which says about all of them what a poll says about an electorate. */

/** One mutant in so many. */
export type Sample = number;

/** How main tells the workers of the runner. */
export const SAMPLE_VARIABLE = 'MUTANTS_ONE_IN';

/** As given in the environment or on the command line; all mutants where it is not. Throws for what is no number of mutants. */
export function sampleFrom(text: string | undefined): Sample {
  const oneIn = Number(text ?? 1);
  if (!Number.isSafeInteger(oneIn) || oneIn < 1)
    throw new Error(`One mutant in "${text}" cannot be tried: give a whole number, such as 5.`);
  return oneIn;
}

/** Whether a mutant is tried. Ids are numbers in the order of files and places: the same code gives the same sample. */
export function isTried(id: string, oneIn: Sample): boolean {
  return Number(id) % oneIn === 0;
}

/**
 * The standard error of the score of a sample, in per cent: how far it typically lies from that of all mutants. 0 where all
 * were tried.
 */
export function standardError(score: number, tried: number, oneIn: Sample): number {
  const share = score / 100;
  return tried === 0 ? 0 : 100 * Math.sqrt(((share * (1 - share)) / tried) * (1 - 1 / oneIn));
}
