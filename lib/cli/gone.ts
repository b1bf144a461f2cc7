import { CommandError } from './command-error.ts';

/** Says which part of the stack is not there any more, where AWS only says that something is not found. */
export async function unlessGone<Value>(asked: Promise<Value>, what: string): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
    throw new CommandError(
      'not set up',
      `${what} does not exist any more.`,
      'Somebody removed it by hand. Deploy again: npx cdk deploy.',
    );
  }
}
