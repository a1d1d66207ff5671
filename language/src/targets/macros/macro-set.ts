/** Predefined macros by name. A function-like macro's parameter list is part of the key: `__INT8_C(c)`. */
export class MacroSet {
  readonly values = new Map<string, string>();

  /** Defines each name as 1. */
  flag(...names: string[]): void {
    for (const name of names) this.values.set(name, '1');
  }

  set(name: string, value: string | number): void {
    this.values.set(name, String(value));
  }

  delete(...names: string[]): void {
    for (const name of names) this.values.delete(name);
  }

  /** gcc's builtin_define_std: `unix` (when GNU names are on), `__unix`, `__unix__`. */
  standardName(name: string, gnuNames: boolean): void {
    if (gnuNames) this.flag(name);
    this.flag(`__${name}`, `__${name}__`);
  }

  /** The `#define` lines, in definition order. */
  text(): string {
    let text = '';
    for (const [name, value] of this.values) text += `#define ${name} ${value}\n`;
    return text;
  }
}
