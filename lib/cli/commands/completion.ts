import { Argument, Command } from 'commander';
import { SHELLS, type Shell } from '../completion/shells.ts';
import type { Host } from '../host.ts';

const HELP = `
Add to the shell's start file:
  bash   source <(tunnelwatch completion bash)
  zsh    source <(tunnelwatch completion zsh), after compinit
  fish   tunnelwatch completion fish | source
`;

/** `tunnelwatch completion SHELL`: what a shell needs to complete commands, flags and what flags can be. */
export function completionCommand(host: Host): Command {
  const command = new Command('completion')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText('after', HELP);
  return command.action(async (shell: Shell) => {
    const [{ placesOf }, { completionScript }] = await Promise.all([
      import('../completion/tree.ts'),
      import('../completion/scripts.ts'),
    ]);
    host.out(completionScript(shell, placesOf(command.parent ?? command)));
  });
}
