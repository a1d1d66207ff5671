/** Which section the assembler is in, line by line (gas manual: Section, PushSection, Previous). */

export interface Section {
  readonly name: string;
  /** It holds code: its flags say so, or its name does. */
  readonly runs: boolean;
}

/** Sections of code that need no flags. `.fixup` is the kernel's, for exceptions. */
const CODE = /^\.(text|fixup|altinstr_aux|init\.text|exit\.text)\b/;

interface Level {
  /** Undefined: where the statement itself stands. */
  current: Section | undefined;
  previous: Section | undefined;
}

export class SectionCursor {
  private level: Level = { current: undefined, previous: undefined };
  private readonly pushed: Level[] = [];

  get section(): Section | undefined {
    return this.level.current;
  }

  /** @returns true for a line that is about sections, and was followed */
  moves(line: string): boolean {
    const [, word, rest] = /^\.(\w+)\s*(.*)$/.exec(line) ?? [];
    switch (word) {
      case 'pushsection':
        this.pushed.push({ ...this.level });
        this.enter(named(rest));
        return true;
      case 'section':
        this.enter(named(rest));
        return true;
      case 'subsection':
        this.enter({ name: word, runs: false });
        return true;
      case 'text':
        this.enter(undefined);
        return true;
      case 'data':
      case 'bss':
        this.enter({ name: `.${word}`, runs: false });
        return true;
      case 'popsection':
        this.level = this.pushed.pop() ?? this.level;
        return true;
      case 'previous':
        this.enter(this.level.previous);
        return true;
      default:
        return false;
    }
  }

  private enter(section: Section | undefined): void {
    this.level = { current: section, previous: this.level.current };
  }
}

/** `.section name, "flags", @type`. */
function named(text: string): Section {
  const name = /^"?([^\s,"]+)/.exec(text)?.[1] ?? '';
  const flags = /^[^,]*,\s*"([^"]*)"/.exec(text)?.[1] ?? '';
  return { name, runs: flags.includes('x') || CODE.test(name) };
}
