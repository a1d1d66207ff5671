import type { MakeLine } from './make-lines.ts';
import { comparedTexts, outerColon, splitAssignment } from './make-statements.ts';
import { words } from './make-words.ts';
import type { Makefile } from './makefile.ts';

const MAY_BE_DIRECTIVE =
  /^(?:-?include|sinclude|override|define|(?:un)?export|undefine|private|vpath)/;

/** Goes through the lines of one file. */
export class MakeReader {
  private readonly makefile: Makefile;
  private readonly lines: readonly MakeLine[];
  private readonly includeFile: (path: string) => boolean;
  private index = 0;
  /** For each open conditional: whether its present branch is read, and whether one was taken. */
  private readonly branches: { active: boolean; taken: boolean }[] = [];
  private inRule = false;

  constructor(makefile: Makefile, lines: readonly MakeLine[], include: (path: string) => boolean) {
    this.makefile = makefile;
    this.lines = lines;
    this.includeFile = include;
  }

  read(): void {
    while (this.index < this.lines.length) {
      const line = this.lines[this.index++];
      if (line === undefined || line.text === '') continue;
      if (this.conditional(line.text)) continue;
      if (!this.active()) continue;
      if (line.tab && this.inRule) continue;
      this.statement(line.text);
    }
  }

  private active(): boolean {
    return this.branches.every((branch) => branch.active);
  }

  private conditional(text: string): boolean {
    // Most lines are none: their first letter tells.
    if (text[0] !== 'i' && text[0] !== 'e') return false;
    const [, word = '', rest = ''] =
      /^(ifdef|ifndef|ifeq|ifneq|else|endif)(?![\w-])\s*(.*)$/.exec(text) ?? [];
    if (word === '') return false;
    if (word === 'endif') this.branches.pop();
    else if (word === 'else') this.alternative(rest);
    else this.open(word, rest);
    return true;
  }

  private open(word: string, rest: string): void {
    const holds = this.active() && this.condition(word, rest);
    this.branches.push({ active: holds, taken: holds });
  }

  private alternative(rest: string): void {
    const branch = this.branches.at(-1);
    if (branch === undefined) return;
    if (branch.taken) {
      branch.active = false;
      return;
    }
    const outer = this.branches.slice(0, -1).every((each) => each.active);
    const [, word = '', condition = ''] = /^(ifdef|ifndef|ifeq|ifneq)\b\s*(.*)$/.exec(rest) ?? [];
    branch.active = outer && (word === '' || this.condition(word, condition));
    branch.taken = branch.active;
  }

  private condition(word: string, rest: string): boolean {
    if (word === 'ifdef' || word === 'ifndef') {
      const name = this.makefile.expand(rest).trim();
      const defined = (this.makefile.raw(name) ?? '') !== '';
      return defined === (word === 'ifdef');
    }
    const [left = '', right = ''] = comparedTexts(rest);
    const equal = this.makefile.expand(left).trim() === this.makefile.expand(right).trim();
    return equal === (word === 'ifeq');
  }

  private statement(text: string): void {
    // Most lines are assignments or rules, and no word that makes a line anything else is in them.
    if (!MAY_BE_DIRECTIVE.test(text)) {
      this.assignmentOrRule(text);
      return;
    }
    const [, include, paths = ''] = /^(-include|sinclude|include)\s+(.*)$/.exec(text) ?? [];
    if (include !== undefined) {
      for (const path of words(this.makefile.expand(paths))) this.includeFile(path);
      return;
    }
    const [, define] = /^(?:override\s+|export\s+)*define\s+(.*)$/.exec(text) ?? [];
    if (define !== undefined) this.definition(define);
    else if (!this.directive(text)) this.assignmentOrRule(text);
  }

  private definition(head: string): void {
    const [, name = '', operator = '='] = /^(\S+)\s*(:?=|\+=|\?=)?$/.exec(head.trim()) ?? [];
    const body: string[] = [];
    while (this.index < this.lines.length) {
      const line = this.lines[this.index++];
      if (line === undefined || line.text === 'endef') break;
      body.push(line.text);
    }
    this.makefile.assign(this.makefile.expand(name), operator, body.join('\n'));
  }

  /** `export`, `unexport`, `undefine`, `vpath`; true when the line is done with. */
  private directive(text: string): boolean {
    const [, word, rest = ''] =
      /^(export|unexport|undefine|override|private|vpath)(?:\s+(.*))?$/.exec(text) ?? [];
    if (word === undefined || /^\s*[:+?]?=/.test(rest)) return false;
    if (word === 'export') this.exportNames(rest);
    else if (word === 'override' || word === 'private') this.assignmentOrRule(rest);
    else if (word === 'undefine') this.makefile.variables.delete(this.makefile.expand(rest).trim());
    return true;
  }

  private exportNames(rest: string): void {
    const match = splitAssignment(rest);
    if (match) {
      const name = this.makefile.expand(match.name).trim();
      this.makefile.variables.export(name);
      this.makefile.assign(name, match.operator, match.text);
      return;
    }
    for (const name of words(this.makefile.expand(rest))) this.makefile.variables.export(name);
  }

  private assignmentOrRule(text: string): void {
    const match = splitAssignment(text);
    if (match) {
      this.inRule = false;
      this.makefile.assign(this.makefile.expand(match.name).trim(), match.operator, match.text);
      return;
    }
    const colon = outerColon(text);
    if (colon < 0) {
      // A line such as `$(call cmd,…)` or `$(eval …)`: its expansion may define something.
      this.makefile.expand(text);
      return;
    }
    this.inRule = true;
    const own = splitAssignment(
      text
        .slice(colon + 1)
        .replace(/^:/, '')
        .trim(),
    );
    if (!own) return;
    const targets = words(this.makefile.expand(text.slice(0, colon)));
    const name = this.makefile.expand(own.name).trim();
    this.makefile.targetVariables.push({ targets, name, operator: own.operator, text: own.text });
  }
}
