/** Fragments laid over a configuration, as scripts/kconfig/merge_config.sh does: later lines win. */
export function mergeConfigTexts(base: string, ...fragments: readonly string[]): string {
  return fragments.reduce(merge, base);
}

function merge(base: string, fragment: string): string {
  const names = new Set(fragment.split('\n').flatMap((line) => nameOf(line) ?? []));
  const kept = base.split('\n').filter((line) => {
    const name = nameOf(line);
    return name === undefined || !names.has(name);
  });
  return `${kept.join('\n')}\n${fragment}`;
}

/** The symbol of a line of a configuration. */
function nameOf(line: string): string | undefined {
  const [, set, unset] = /^(?:CONFIG_(\w+)=|# CONFIG_(\w+) is not set$)/.exec(line) ?? [];
  return set ?? unset;
}
