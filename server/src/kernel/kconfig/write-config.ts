/** The text of a `.config`, line for line as scripts/kconfig/confdata.c writes it. */
import type { Entry, KconfigSymbol } from './model.ts';
import { isLogical, type Values } from './values.ts';

/** @throws never */
export function configText(values: Values): string {
  const writer = new ConfigWriter(values);
  return writer.text();
}

/** One symbol's line. */
function symbolLine(values: Values, symbol: KconfigSymbol): string {
  const value = values.text(symbol);
  if (isLogical(symbol.type) && value === 'n') return `# CONFIG_${symbol.name} is not set`;
  return `CONFIG_${symbol.name}=${symbol.type === 'string' ? quoted(value) : value}`;
}

export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

class ConfigWriter {
  readonly #values: Values;
  readonly #lines: string[] = [];
  readonly #written = new Set<KconfigSymbol>();
  #needsNewline = false;

  constructor(values: Values) {
    this.#values = values;
  }

  text(): string {
    const { root } = this.#values.tree;
    const title = root.prompt?.text ?? 'Main menu';
    this.#lines.push('#', '# Automatically generated file; DO NOT EDIT.', `# ${title}`, '#');
    for (const child of root.children) this.#entry(child);
    return `${this.#lines.join('\n')}\n`;
  }

  #entry(entry: Entry): void {
    const { symbol } = entry;
    const isMenu = symbol === undefined && this.#isVisibleMenu(entry);
    if (isMenu) {
      this.#lines.push('', '#', `# ${entry.prompt?.text}`, '#');
      this.#needsNewline = false;
    } else if (symbol && !symbol.isChoice) this.#symbol(symbol);
    for (const child of entry.children) this.#entry(child);
    if (isMenu && entry.kind === 'menu') {
      this.#lines.push(`# end of ${entry.prompt?.text}`);
      this.#needsNewline = true;
    }
  }

  #isVisibleMenu(entry: Entry): boolean {
    if (entry.prompt === undefined) return false;
    const values = this.#values;
    return values.evaluate(entry.visibility) !== 0 && values.evaluate(entry.prompt.condition) !== 0;
  }

  #symbol(symbol: KconfigSymbol): void {
    if (this.#written.has(symbol)) return;
    this.#values.compute(symbol);
    if (!symbol.isWritten || symbol.type === 'unknown') return;
    if (this.#needsNewline) this.#lines.push('');
    this.#needsNewline = false;
    this.#written.add(symbol);
    this.#lines.push(symbolLine(this.#values, symbol));
  }
}
