/**
 * Completion scripts, whole in themselves: pressing the key asks no program, so it takes no time, and nothing that was typed is
 * ever evaluated.
 */
import type { Shell } from './shells.ts';
import type { Flag, Place } from './tree.ts';

const NAME = 'tunnelwatch';

/** The script for a shell. */
export function completionScript(shell: Shell, places: readonly Place[]): string {
  const made = { bash, zsh, fish }[shell](places);
  return `# Completion for ${shell}, made by: ${NAME} completion ${shell}\n${made}`;
}

/** Written for the bash of macOS, 3.2, too. */
function bash(places: readonly Place[]): string {
  return `_${NAME}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} at='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
${walk(places, `\${COMP_WORDS[i]}`)}
  done
  case "$at $prev" in
${afterFlags(places, ({ isFile, choices }) =>
  isFile
    ? `local IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$cur")); return`
    : `${offer(choices ?? [])}; return`,
)}
  esac
  case "$at" in
${places
  .map(({ path, commands, flags, choices }) => {
    const words = [...commands.map(({ name }) => name), ...choices];
    return `    ${quoted(path)}) if [[ $cur == -* ]]; then ${offer(flags.map(({ name }) => name))}; else ${offer(words)}; fi ;;`;
  })
  .join('\n')}
  esac
}
complete -F _${NAME} ${NAME}
`;
}

function offer(words: readonly string[]): string {
  return words.length === 0
    ? 'COMPREPLY=()'
    : `COMPREPLY=($(compgen -W ${quoted(words.join(' '))} -- "$cur"))`;
}

function zsh(places: readonly Place[]): string {
  const described = (words: readonly { readonly name: string; readonly meaning: string }[]): string =>
    words.map(({ name, meaning }) => quoted(`${name}:${meaning}`)).join(' ');
  return `_${NAME}() {
  local at='' i
  local -a offered
  for ((i = 2; i < CURRENT; i++)); do
${walk(places, `\${words[i]}`)}
  done
  case "$at \${words[CURRENT-1]}" in
${afterFlags(places, ({ isFile, choices }) => (isFile ? '_files; return' : `compadd -- ${(choices ?? []).map(quoted).join(' ')}; return`))}
  esac
  case "$at" in
${places
  .map(({ path, commands, flags, choices }) => {
    const words = [...commands, ...choices.map((name) => ({ name, meaning: name }))];
    return `    ${quoted(path)}) if [[ $PREFIX == -* ]]; then offered=(${described(flags)}); else offered=(${described(words)}); fi ;;`;
  })
  .join('\n')}
  esac
  _describe ${NAME} offered
}
compdef _${NAME} ${NAME}
`;
}

function fish(places: readonly Place[]): string {
  const lines = places.flatMap(({ path, commands, flags, choices }) => {
    const words = path === '' ? [] : path.split(' ');
    const inner = commands.map(({ name }) => name).join(' ');
    const seen = words.map((word) => `__fish_seen_subcommand_from ${word}`);
    const here = [...seen, ...(inner === '' ? [] : [`not __fish_seen_subcommand_from ${inner}`])].join(
      '; and ',
    );
    const when = here === '' ? '' : ` -n ${quoted(here)}`;
    return [
      ...commands.map(({ name, meaning }) => `complete -c ${NAME}${when} -a ${name} -d ${quoted(meaning)}`),
      ...choices.map((name) => `complete -c ${NAME}${when} -a ${name}`),
      ...flags.map(({ name, meaning, choices: values, isFile }) => {
        const value =
          values === null
            ? ''
            : isFile
              ? ' -r -F'
              : ` -x${values.length > 0 ? ` -a ${quoted(values.join(' '))}` : ''}`;
        return `complete -c ${NAME}${when} -l ${name.replace(/^--/, '')}${value} -d ${quoted(meaning)}`;
      }),
    ];
  });
  return `complete -c ${NAME} -f\n${lines.join('\n')}\n`;
}

/** The arms that follow the words to a place. */
function walk(places: readonly Place[], word: string): string {
  const arms = places
    .filter(({ path }) => path !== '')
    .map(({ path }) => {
      const parent = path.includes(' ') ? path.slice(0, path.lastIndexOf(' ')) : '';
      return `      ${quoted(`${parent} ${path.slice(parent.length).trim()}`)}) at=${quoted(path)} ;;`;
    });
  return `    case "$at ${word}" in\n${arms.join('\n')}\n    esac`;
}

/** The arms for what follows a flag that takes something. */
function afterFlags(places: readonly Place[], what: (flag: Flag) => string): string {
  return places
    .flatMap(({ path, flags }) =>
      flags
        .filter(({ choices }) => choices !== null)
        .map((flag) => `    ${quoted(`${path} ${flag.name}`)}) ${what(flag)} ;;`),
    )
    .join('\n');
}

/** A text as one word of a shell: bash, zsh and fish agree on it where it holds no backslash. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '').replaceAll("'", `'\\''`)}'`;
}
