import { lazyFunctions, type MakeScope, plainFunctions } from './make-functions.ts';
import { makeLines } from './make-lines.ts';
import { MakeReader } from './make-reader.ts';
import { splitSubstitution } from './make-statements.ts';
import { MakeVariables, type TargetVariable } from './make-variables.ts';
import { closingBracket, matchStem, patternSubstitute, splitArguments } from './make-words.ts';

/** What a makefile may ask of the world: files, and functions that Kbuild computes with a shell. */
export interface MakeHost {
  readText(path: string): string | undefined;
  glob(pattern: string): string[];
  /** Kbuild functions answered without a shell (`cc-option`); undefined when there is none. */
  call(name: string, args: readonly string[]): string | undefined;
  /** Called before a file is read, with its absolute or relative path as written. */
  beforeInclude?(path: string, makefile: Makefile): void;
}

/** Expansions of one reading may cost this many steps; a runaway recursion ends there. */
const stepLimit = 2_000_000;
const depthLimit = 120;
/** No value of a real makefile is longer, in characters. */
const lengthLimit = 4_000_000;

/** In the last argument of these, commas are text. */
const ARGUMENT_LIMITS: ReadonlyMap<string, number> = new Map([
  ['subst', 3],
  ['patsubst', 3],
  ['filter', 2],
  ['filter-out', 2],
  ['eval', 1],
  ['strip', 1],
]);

/**
 * A reader of makefiles: assignments, conditionals, includes and functions of GNU make. No rule
 * runs and no shell is started; `$(shell …)` is empty. It reads what Kbuild would pass to a compiler.
 */
export class Makefile implements MakeScope {
  readonly variables: MakeVariables;
  readonly targetVariables: TargetVariable[] = [];
  private readonly host: MakeHost;
  private steps = 0;
  private depth = 0;

  /** Reads on from `parent`: from what it exports, as a recursive make sees it, or from all it has. */
  constructor(host: MakeHost, parent?: Makefile, inherit: 'exported' | 'all' = 'exported') {
    this.host = host;
    this.variables = new MakeVariables(parent?.variables, inherit);
    if (inherit === 'all') this.targetVariables.push(...(parent?.targetVariables ?? []));
  }

  /** Reads a file into this makefile; false when it is not there. Never throws on its content. */
  include(path: string): boolean {
    const text = this.host.readText(path);
    if (text === undefined) return false;
    this.host.beforeInclude?.(path, this);
    this.evaluate(text);
    return true;
  }

  evaluate(text: string): void {
    if (this.depth > depthLimit) return;
    this.depth++;
    new MakeReader(this, makeLines(text), (path) => this.include(path)).read();
    this.depth--;
  }

  /** The expanded value of a variable; empty when it is not defined. */
  value(name: string): string {
    const variable = this.variables.get(name);
    if (variable === undefined) return this.automatic(name);
    return variable.simple ? variable.text : this.expand(variable.text);
  }

  raw(name: string): string | undefined {
    return this.variables.get(name)?.text;
  }

  isSimple(name: string): boolean {
    return this.variables.get(name)?.simple ?? false;
  }

  glob(pattern: string): string[] {
    return this.host.glob(pattern);
  }

  with(name: string, value: string, body: () => string): string {
    const before = this.variables.get(name);
    this.variables.restore(name, { text: value, simple: true });
    const result = body();
    this.variables.restore(name, before);
    return result;
  }

  /** Assigns with one of make's operators; the text is as written. */
  assign(name: string, operator: string, text: string): void {
    const current = this.variables.get(name);
    if (operator === '?=' && current !== undefined) return;
    if (operator === ':=' || operator === '::=' || operator === ':::=') {
      this.variables.set(name, this.expand(text), true);
    } else if (operator === '+=' && current !== undefined) {
      const added = current.simple ? this.expand(text) : text;
      this.variables.set(
        name,
        current.text === '' ? added : `${current.text} ${added}`,
        current.simple,
      );
    } else if (operator === '!=') {
      this.variables.set(name, '', true);
    } else {
      this.variables.set(name, text, false);
    }
  }

  /** Applies the assignments that rules make for one target. */
  assignForTarget(target: string): void {
    for (const { targets, name, operator, text } of this.targetVariables) {
      if (targets.some((pattern) => matchStem(pattern, target) !== undefined)) {
        this.assign(name, operator, text);
      }
    }
  }

  /** Expands the references in a text. Beyond its limits it gives nothing rather than run on. */
  expand(text: string): string {
    if (!text.includes('$')) return text;
    if (++this.steps > stepLimit || this.depth > depthLimit || text.length > lengthLimit) return '';
    this.depth++;
    let out = '';
    let index = 0;
    for (;;) {
      const dollar = text.indexOf('$', index);
      if (dollar < 0) break;
      out += text.slice(index, dollar);
      const next = text[dollar + 1];
      if (next === '(' || next === '{') {
        const close = closingBracket(text, dollar + 1);
        if (close < 0) {
          index = text.length;
          break;
        }
        out += this.reference(text.slice(dollar + 2, close));
        index = close + 1;
        if (out.length > lengthLimit) break;
      } else {
        out += next === '$' ? '$' : next === undefined ? '' : this.value(next);
        index = dollar + 2;
      }
    }
    this.depth--;
    return out + text.slice(index);
  }

  private reference(body: string): string {
    const space = body.search(/\s/);
    if (space > 0) {
      const result = this.builtin(body.slice(0, space), body.slice(space).trimStart());
      if (result !== undefined) return result;
    }
    const substitution = splitSubstitution(body);
    if (substitution) {
      const { variable, from, to } = substitution;
      return this.substitution(variable, this.expand(from), this.expand(to));
    }
    return this.value(this.expand(body).trim());
  }

  private substitution(variable: string, from: string, to: string): string {
    const text = this.value(this.expand(variable));
    if (from.includes('%')) return patternSubstitute(from, to, text);
    return patternSubstitute(`%${from}`, `%${to}`, text);
  }

  private builtin(name: string, rest: string): string | undefined {
    if (name === 'call') return this.call(splitArguments(rest, 100));
    const lazy = lazyFunctions.get(name);
    if (lazy) return lazy(splitArguments(rest, 100), this);
    const plain = plainFunctions.get(name);
    if (!plain) return undefined;
    return plain(
      splitArguments(rest, ARGUMENT_LIMITS.get(name) ?? 100).map((each) => this.expand(each)),
      this,
    );
  }

  private call([first = '', ...rest]: string[]): string {
    const name = this.expand(first).trim();
    const args = rest.map((each) => this.expand(each));
    const answer = this.host.call(name, args);
    if (answer !== undefined) return answer;
    const plain = plainFunctions.get(name);
    if (plain) return plain(args, this);
    const body = this.variables.get(name);
    if (body === undefined) return '';
    return this.withArguments([name, ...args], () => this.expand(body.text));
  }

  /** Binds `$(0)`, `$(1)`, …; one more than given is emptied, so that an outer call's does not show. */
  private withArguments(args: readonly string[], body: () => string, index = 0): string {
    if (index > args.length) return body();
    return this.with(String(index), args[index] ?? '', () =>
      this.withArguments(args, body, index + 1),
    );
  }

  /** `$(@F)` and `$(@D)` follow from the automatic variable itself. */
  private automatic(name: string): string {
    const [, base, part] = /^([@<*^])([DF])$/.exec(name) ?? [];
    if (base === undefined) return '';
    const value = this.value(base);
    const slash = value.lastIndexOf('/');
    if (part === 'F') return value.slice(slash + 1);
    return slash < 0 ? '.' : value.slice(0, slash);
  }
}
