/** A kernel configuration: the CONFIG_ symbols that are set, without their prefix. */
export class KernelConfig {
  /** `y`, `m`, a number as written, or a string without its quotes. */
  readonly symbols: ReadonlyMap<string, string>;
  /** Symbols whose value is a quoted string; they are rendered with quotes even when they look like numbers. */
  readonly strings: ReadonlySet<string>;
  /** The architecture in the title line `# Linux/x86 6.12.0 Kernel Configuration`. */
  readonly title: string | undefined;

  constructor(
    symbols: ReadonlyMap<string, string>,
    strings: ReadonlySet<string> = new Set(),
    title?: string,
  ) {
    this.symbols = symbols;
    this.strings = strings;
    this.title = title;
  }

  /** True when the symbol is built in (`y`). */
  isSet(symbol: string): boolean {
    return this.symbols.get(symbol) === 'y';
  }

  value(symbol: string): string | undefined {
    return this.symbols.get(symbol);
  }
}

/** Reads a `.config` or an `autoconf.h`: which of the two it is, its lines tell. Unknown lines are skipped. */
export function parseConfig(text: string): KernelConfig {
  const symbols = new Map<string, string>();
  const strings = new Set<string>();
  const set = (name: string, raw: string) => {
    const quoted = /^"(.*)"$/.exec(raw);
    if (quoted) strings.add(name);
    symbols.set(name, quoted ? withoutEscapes(quoted[1] ?? '') : raw);
  };
  for (const line of text.split('\n')) {
    const [, name, value] = /^CONFIG_(\w+)=(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) {
      if (value !== 'n') set(name, value);
      continue;
    }
    const [, macro, body] = /^#define CONFIG_(\w+)\s+(.*?)\s*$/.exec(line) ?? [];
    if (macro !== undefined && body !== undefined) defineSymbol(macro, body, set);
  }
  return new KernelConfig(symbols, strings, configTitle(text));
}

/** autoconf.h says 1 for `y`, and `CONFIG_X_MODULE` 1 for `m`. */
function defineSymbol(macro: string, body: string, set: (name: string, raw: string) => void): void {
  if (body !== '1') set(macro, body);
  else if (macro.endsWith('_MODULE')) set(macro.slice(0, -'_MODULE'.length), 'm');
  else set(macro, 'y');
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}

function configTitle(text: string): string | undefined {
  return /^#\s*Linux\/(\w+)\s.*Configuration/m.exec(text.slice(0, 4096))?.[1];
}

/** The result of `--set`: a changed configuration, or what is wrong with an argument. */
export type ConfigChange = { readonly config: KernelConfig } | { readonly error: string };

/**
 * Applies `CONFIG_X=y` settings. Only the named symbols change: what Kconfig would derive from
 * them does not.
 */
export function changeConfig(config: KernelConfig, settings: readonly string[]): ConfigChange {
  const symbols = new Map(config.symbols);
  const strings = new Set(config.strings);
  for (const setting of settings) {
    const [, name, value] = /^(?:CONFIG_)?([A-Za-z0-9_]+)=(.*)$/.exec(setting) ?? [];
    if (name === undefined || value === undefined) {
      return { error: `--set ${setting}: write CONFIG_NAME=y, =m, =n or =value` };
    }
    strings.delete(name);
    if (value === 'n' || value === '') {
      symbols.delete(name);
      continue;
    }
    const quoted = /^"(.*)"$/.exec(value);
    symbols.set(name, quoted ? (quoted[1] ?? '') : value);
    if (quoted || !/^(y|m|-?\d+|0[xX][\da-fA-F]+)$/.test(value)) strings.add(name);
  }
  return { config: new KernelConfig(symbols, strings, config.title) };
}

/** The text of include/generated/autoconf.h for a configuration (scripts/kconfig's conf_write_autoconf). */
export function renderAutoconf(config: KernelConfig): string {
  const lines: string[] = [];
  for (const [name, value] of config.symbols) {
    if (config.strings.has(name)) {
      lines.push(`#define CONFIG_${name} "${value.replace(/["\\]/g, '\\$&')}"`);
    } else if (value === 'm') {
      lines.push(`#define CONFIG_${name}_MODULE 1`);
    } else {
      lines.push(`#define CONFIG_${name} ${value === 'y' ? '1' : value}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The symbols of a configuration as lines of a `.config`, in no order. */
export function renderConfig(config: KernelConfig): string {
  const lines = [...config.symbols].map(([name, value]) =>
    config.strings.has(name)
      ? `CONFIG_${name}="${value.replace(/["\\]/g, '\\$&')}"`
      : `CONFIG_${name}=${value}`,
  );
  return `${lines.join('\n')}\n`;
}
