import {
  CALLS,
  type CallEquivalent,
  ENTRIES,
  LOOPS,
  MEMBERS,
  SOURCES,
  TO_PAGE,
  TO_TABLE,
} from './equivalents.ts';
import { isDescriptor, isDescriptorCall, isEntryPointer, isPage } from './page-expressions.ts';
import type { Call, RegionReader, Span } from './region-reader.ts';
import type { TableApi } from './table-api.ts';
import type { TableVariable } from './table-variables.ts';
import { hasNew } from './variable-uses.ts';

/** A piece of the file to be replaced, in bytes. */
export interface ByteEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const CALL_OF = new Map(CALLS.map((call) => [call.from, call]));
const SOURCE_OF = new Map(SOURCES.map((source) => [source.from, source]));
const MEMBER_OF = new Map(MEMBERS.map((member) => [member.from, member]));

/** What a variable that was called `page` is called when it is a descriptor. */
const NEW_NAME = 'ptdesc';

/** What is known about the file that a region is part of. */
export interface ConversionInput {
  readonly api: TableApi;
  /** The region's variables that become descriptors. */
  readonly variables: ReadonlyMap<string, TableVariable>;
  /** Functions of the file that give descriptors when it is converted. */
  readonly makers: ReadonlySet<string>;
}

/** The edits that make a function or macro speak of descriptors where it is about page tables. */
export function convertRegion(reader: RegionReader, input: ConversionInput): ByteEdit[] {
  return new RegionConversion(reader, input).edits();
}

class RegionConversion {
  readonly #reader: RegionReader;
  readonly #input: ConversionInput;
  readonly #edits = new Map<number, ByteEdit>();
  readonly #done = new Set<number>();
  /** Expressions that the region itself gives to functions about tables. */
  readonly #tables: ReadonlySet<string>;

  constructor(reader: RegionReader, input: ConversionInput) {
    this.#reader = reader;
    this.#input = input;
    this.#tables = new Set(
      reader.calls(CALL_OF).flatMap((call) => {
        const rule = CALL_OF.get(call.name);
        const argument = rule?.isAboutTables ? call.arguments[rule.argument] : undefined;
        return argument ? [reader.spelling(reader.bare(argument))] : [];
      }),
    );
  }

  edits(): ByteEdit[] {
    for (const variable of this.#input.variables.values()) this.#convertVariable(variable);
    for (const call of this.#reader.calls(CALL_OF)) this.#convertCall(call);
    this.#convertMembers();
    if (this.#input.makers.has(this.#reader.region.name)) this.#convertMaker();
    return [...this.#edits.values()];
  }

  #convertVariable({ types, uses, names, name }: TableVariable): void {
    for (const type of types) this.#replace(type, 'ptdesc');
    const newName = this.#newName(name);
    for (const at of names) this.#replace(at, newName);
    for (const use of uses) {
      if (use.kind === 'page') {
        this.#replace(use.at, this.#isReturned(use.at) ? newName : `${TO_PAGE}(${newName})`);
        continue;
      }
      this.#replace(use.at, newName);
      if (use.kind === 'member') this.#renameMember(use.at + 2);
      if (use.kind === 'assigned') this.#toTable(use.value);
    }
    for (const call of this.#reader.calls(LOOPS)) this.#convertLoop(call, name);
  }

  /** Another thing of the new name may be there already. */
  #newName(name: string): string {
    const isTaken = this.#reader.tokens.some(
      ({ text }, at) =>
        text === NEW_NAME && !this.#reader.isMember(at) && this.#reader.text(at - 1) !== 'struct',
    );
    return name === 'page' && !isTaken ? NEW_NAME : name;
  }

  /** `return page;` of a function that gives descriptors from now on. */
  #isReturned(at: number): boolean {
    const { text, region } = this.#nearby(at);
    return text === 'return' && this.#input.makers.has(region.name);
  }

  #nearby(at: number) {
    return { text: this.#reader.text(at - 1), region: this.#reader.region };
  }

  /** `list_for_each_entry(page, head, lru)`: the member's name is the last argument. */
  #convertLoop(call: Call, name: string): void {
    const count = LOOPS.get(call.name) ?? 0;
    const names = call.arguments.slice(0, count).map((each) => this.#reader.word(each));
    const member = call.arguments.at(-1);
    if (names.includes(name) && member) this.#renameMember(member.from);
  }

  #renameMember(at: number): void {
    const member = MEMBER_OF.get(this.#reader.text(at));
    const to = member && this.#input.api.member(member);
    if (to !== undefined) this.#replace(at, to);
  }

  #convertCall(call: Call): void {
    const rule = CALL_OF.get(call.name);
    const argument = rule && call.arguments[rule.argument];
    if (!rule || !argument || this.#done.has(call.at)) return;
    if (!hasNew(this.#input.api, rule, call) || !this.#isTable(rule, argument)) return;
    this.#done.add(call.at);
    this.#replace(call.at, rule.to);
    if (!this.#reader.isEntryAddress(argument) || rule.isAboutTables) this.#toTable(argument);
    if (rule.dropped !== undefined) this.#drop(call, rule.dropped);
  }

  /** Whether the argument is a page table's page beyond doubt. */
  #isTable(rule: CallEquivalent, argument: Span): boolean {
    const reader = this.#reader;
    const word = reader.word(argument);
    if (word !== undefined && this.#input.variables.has(word)) return true;
    if (isDescriptorCall(reader, argument)) return rule.from !== rule.to;
    if (rule.isAboutTables) return rule.from !== rule.to || isPage(reader, argument);
    const isGiven = this.#tables.has(reader.spelling(reader.bare(argument)));
    if (rule.from.startsWith('tlb_') && isGiven) return true;
    if (rule.from === 'tlb_remove_table' && isEntryPointer(reader, argument)) return true;
    const call = reader.call(argument);
    const [of] = call?.arguments ?? [];
    return call?.name === 'virt_to_page' && of !== undefined && reader.isEntryAddress(of);
  }

  /** Makes an expression that gives a page give its descriptor. */
  #toTable(value: Span): void {
    const reader = this.#reader;
    const bare = reader.bare(value);
    const word = reader.word(bare);
    const isVariable = word !== undefined && this.#input.variables.has(word);
    if (word === 'NULL' || isVariable || isDescriptor(reader, word)) return;
    const call = reader.call(bare);
    if (call && this.#convertSource(call)) return;
    this.#insert(reader.tokens[bare.from]?.start, `${TO_TABLE}(`);
    this.#insert(reader.tokens[bare.to - 1]?.end, ')');
  }

  #convertSource(call: Call): boolean {
    if (this.#done.has(call.at)) return true;
    if (this.#input.makers.has(call.name)) return true;
    if (call.name === TO_PAGE) return this.#unwrap(call);
    if (ENTRIES.has(call.name)) return this.#convertEntry(call);
    const rule = SOURCE_OF.get(call.name);
    if (!rule || !this.#input.api.has(rule.to)) return /(^|_)ptdesc$/.test(call.name);
    this.#done.add(call.at);
    this.#replace(call.at, rule.to);
    const close = this.#reader.tokens[call.close]?.start;
    if (rule.appended !== undefined) this.#insert(close, `, ${rule.appended}`);
    return true;
  }

  #unwrap(call: Call): boolean {
    const { tokens } = this.#reader;
    this.#remove(tokens[call.at]?.start, tokens[call.at + 1]?.end);
    this.#remove(tokens[call.close]?.start, tokens[call.close]?.end);
    return true;
  }

  /** `list_first_entry(list, struct page, lru)` */
  #convertEntry({ arguments: [, type, member] }: Call): boolean {
    if (!type || !member || this.#reader.text(type.from + 1) !== 'page') return false;
    this.#replace(type.from + 1, 'ptdesc');
    this.#renameMember(member.from);
    return true;
  }

  /** Members that only tables have, of an expression that is no variable of ours. */
  #convertMembers(): void {
    const { tokens, region } = this.#reader;
    for (let at = region.body; at < tokens.length; at++) {
      const member = MEMBER_OF.get(this.#reader.text(at));
      if (!member?.isAboutTables || this.#reader.text(at - 1) !== '->') continue;
      const owner = this.#ownerOf(at - 2);
      if (!owner || !isPage(this.#reader, owner) || this.#isVariable(owner)) continue;
      this.#toTable(owner);
      this.#renameMember(at);
    }
  }

  #isVariable(owner: Span): boolean {
    const word = this.#reader.word(owner);
    return word !== undefined && this.#input.variables.has(word);
  }

  /** What stands before an arrow: a name, or a call. */
  #ownerOf(last: number): Span | undefined {
    const reader = this.#reader;
    const open = reader.pair(last);
    const from = reader.text(last) === ')' && open > 0 ? open - 1 : last;
    const isPart = reader.isMember(from) || !reader.tokens[from]?.isWord;
    return isPart ? undefined : { from, to: last + 1 };
  }

  /** `static struct page *f(…)`, whose every caller takes a descriptor. */
  #convertMaker(): void {
    const { tokens, region } = this.#reader;
    const type = tokens.findIndex(({ text }) => text === 'page');
    this.#replace(type, 'ptdesc');
    for (let at = region.body; at < tokens.length; at++) {
      if (this.#reader.text(at) !== 'return') continue;
      const value = this.#reader.expressionFrom(at + 1);
      if (value.to > value.from) this.#toTable(value);
    }
  }

  #drop(call: Call, index: number): void {
    const { tokens } = this.#reader;
    const [before, dropped] = [call.arguments[index - 1], call.arguments[index]];
    if (before && dropped) this.#remove(tokens[before.to]?.start, tokens[dropped.to - 1]?.end);
  }

  #replace(at: number, text: string): void {
    const token = this.#reader.tokens[at];
    if (token && token.text !== text) this.#put({ start: token.start, end: token.end, text });
  }

  #insert(at: number | undefined, text: string): void {
    if (at === undefined) return;
    const there = this.#edits.get(at);
    if (there && there.start === at && there.end > at) {
      this.#edits.set(at, { ...there, text: text + there.text });
    } else this.#put({ start: at, end: at, text });
  }

  #remove(start: number | undefined, end: number | undefined): void {
    if (start !== undefined && end !== undefined) this.#put({ start, end, text: '' });
  }

  #put(edit: ByteEdit): void {
    const there = this.#edits.get(edit.start);
    const isInsertion = there && there.start === there.end && edit.end > edit.start;
    this.#edits.set(edit.start, isInsertion ? { ...edit, text: there.text + edit.text } : edit);
  }
}
