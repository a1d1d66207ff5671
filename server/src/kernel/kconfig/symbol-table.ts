import { KconfigSymbol } from './model.ts';

/** The symbols of a tree by name; constants and numbers are symbols too. */
export class SymbolTable {
  readonly no = constant('n', 0);
  readonly module = constant('m', 1);
  readonly yes = constant('y', 2);
  /** The symbol that says `modules`; where none does, there are no modules. */
  modules: KconfigSymbol = this.no;
  readonly choices: KconfigSymbol[] = [];
  readonly #named = new Map<string, KconfigSymbol>();
  readonly #constants = new Map<string, KconfigSymbol>();

  named(name: string): KconfigSymbol {
    return this.#tristate(name) ?? this.#lookUp(this.#named, name, false);
  }

  constant(text: string): KconfigSymbol {
    return this.#tristate(text) ?? this.#lookUp(this.#constants, text, true);
  }

  /** A symbol that some entry declares or some expression names. */
  find(name: string): KconfigSymbol | undefined {
    return this.#named.get(name);
  }

  /** All that have a name and are no constants. */
  all(): Iterable<KconfigSymbol> {
    return this.#named.values();
  }

  addChoice(): KconfigSymbol {
    const choice = new KconfigSymbol('', false, true);
    this.choices.push(choice);
    return choice;
  }

  #tristate(name: string): KconfigSymbol | undefined {
    if (name.length !== 1) return undefined;
    if (name === 'y') return this.yes;
    if (name === 'm') return this.module;
    return name === 'n' ? this.no : undefined;
  }

  #lookUp(map: Map<string, KconfigSymbol>, name: string, isConstant: boolean): KconfigSymbol {
    let symbol = map.get(name);
    if (symbol === undefined) {
      symbol = new KconfigSymbol(name, isConstant);
      symbol.current = { tristate: 0, text: name };
      map.set(name, symbol);
    }
    return symbol;
  }
}

function constant(name: string, tristate: 0 | 1 | 2): KconfigSymbol {
  const symbol = new KconfigSymbol(name, true);
  symbol.type = 'tristate';
  symbol.current = { tristate, text: name };
  return symbol;
}
