import type { Command, Option } from 'commander';

/** What can be typed after some words: `''` for the first, `silence add` after these two. */
export interface Place {
  readonly path: string;
  readonly commands: readonly Word[];
  readonly flags: readonly Flag[];
  /** What the arguments can be, where that is known. */
  readonly choices: readonly string[];
}

export interface Word {
  readonly name: string;
  readonly meaning: string;
}

export interface Flag extends Word {
  /** null: nothing has to follow it. Empty: what follows it is anything. */
  readonly choices: readonly string[] | null;
  /** What follows it is a file. */
  readonly isFile: boolean;
}

/** Everything that a command line takes, place by place. */
export function placesOf(program: Command, path: readonly string[] = []): readonly Place[] {
  const help = program.createHelp();
  const commands = help.visibleCommands(program).filter((one) => one.name() !== 'help');
  const own: Place = {
    path: path.join(' '),
    commands: commands.map((one) => ({ name: one.name(), meaning: one.description() })),
    flags: help.visibleOptions(program).flatMap((option) => flagOf(option) ?? []),
    choices: program.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  };
  return [own, ...commands.flatMap((one) => placesOf(one, [...path, one.name()]))];
}

function flagOf({ long, description, required, optional, argChoices, flags }: Option): Flag | null {
  if (long === undefined || long === null) return null;
  const takes = required || (optional && argChoices !== undefined);
  const choices = takes ? (argChoices ?? []) : null;
  return { name: long, meaning: description, choices, isFile: flags.includes('<file>') };
}
