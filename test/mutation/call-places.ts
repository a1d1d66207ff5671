/**
 * The calls of a file that do something to a page table: by the types of what they are given and what
 * they give, and by the verb in the callee's name. The rules' table of functions is not asked, so that
 * what it forgets shows.
 */
import type { SourceFile } from '../../language/src/source/source-map.ts';
import type { CallExpression, Expression } from '../../language/src/syntax/ast.ts';
import type { FunctionDefinition } from '../../language/src/syntax/symbols.ts';
import { visitStatement } from '../../language/src/syntax/visit.ts';
import { recordName } from '../../language/src/types/type-name.ts';
import { asRecord, type CType, resolve } from '../../language/src/types/types.ts';
import type { TranslationUnit } from '../../language/src/unit/translation-unit.ts';
import { functionsWrittenIn } from '../../language/src/unit/written-functions.ts';

export type CallKind =
  | 'allocate'
  | 'construct'
  | 'destruct'
  | 'free'
  | 'queue'
  | 'charge'
  | 'deposit'
  | 'withdraw'
  | 'convert';

/** A call as it is written: byte offsets in the file. */
export interface CallPlace {
  readonly kind: CallKind;
  readonly name: string;
  readonly function: string;
  /** Of the name; behind the closing bracket. */
  readonly start: number;
  readonly end: number;
  readonly args: readonly string[];
  /** Of the function's body. */
  readonly body: { readonly start: number; readonly end: number };
  readonly givesValue: boolean;
}

const VERBS: readonly (readonly [RegExp, CallKind])[] = [
  [/(^|_)dtor(_|$)/, 'destruct'],
  [/(^|_)ctor(_|$)/, 'construct'],
  [/huge_deposit|^deposit/, 'deposit'],
  [/huge_withdraw|^withdraw/, 'withdraw'],
  [/^mm_(inc|dec)_nr_p/, 'charge'],
  [/tlb_remove_(table|ptdesc|page)|free_defer|call_rcu|_free_tlb$/, 'queue'],
  [/(^|_)alloc(_|$)|alloc_one|get_free_page|get_zeroed_page|^zalloc/, 'allocate'],
  [/^(?!.*_range$).*(^|_)free(_(?!swap)|$|d_)|^put_page$|^folio_put$/, 'free'],
  [/^(page|virt|folio|slab|ptdesc)_(to_)?(ptdesc|page|folio|slab)$/, 'convert'],
];

/** Functions by whose names a page or an address is a table. */
const TABLE_NAME = /p(te|md|ud|4d|gd)(_|s\b|$)|pg_?table|page_?table|ptdesc|(^|_)pt_/;

const ENTRY = /^(pte|pmd|pud|p4d|pgd)_t$/;

/** `pmd_t *`, `pgtable_t`, `struct ptdesc *`. */
function isTable(type: CType): boolean {
  for (let t = type; t.kind === 'typedef' || t.kind === 'qualified'; ) {
    if (t.kind === 'typedef' && t.name === 'pgtable_t') return true;
    t = t.kind === 'typedef' ? t.underlying : t.base;
  }
  const pointer = resolve(type);
  if (pointer.kind !== 'pointer') return false;
  for (let t = pointer.pointee; t.kind === 'typedef' || t.kind === 'qualified'; ) {
    if (t.kind === 'typedef' && ENTRY.test(t.name)) return true;
    t = t.kind === 'typedef' ? t.underlying : t.base;
  }
  const record = asRecord(pointer.pointee);
  return record !== undefined && recordName(record) === 'struct ptdesc';
}

/** Pages, folios, addresses and RCU heads carry tables in functions that work on tables. */
function mayCarry(type: CType): boolean {
  const t = resolve(type);
  if (t.kind === 'integer') return true;
  if (t.kind !== 'pointer') return false;
  const pointee = resolve(t.pointee);
  const record = asRecord(t.pointee);
  if (record) return /^struct (page|folio|callback_head)$/.test(recordName(record));
  return pointee.kind === 'void' || pointee.kind === 'integer';
}

export function callPlaces(unit: TranslationUnit, file: SourceFile): CallPlace[] {
  const text = Buffer.from(file.bytes).toString('latin1');
  const places = new Map<number, CallPlace>();
  for (const definition of functionsWrittenIn(unit, file)) {
    const body = extentOf(unit, file, definition);
    if (!body) continue;
    const calls: { call: CallExpression; name: string; start: number }[] = [];
    let worksOnTables = [...definition.parameters].some(({ type }) => isTable(type));
    visitStatement(unit.body(definition), (e) => {
      if (isTable(e.type)) worksOnTables = true;
      if (e.kind !== 'call' || e.callee.kind !== 'identifier') return;
      const place = unit.expansionPlace(e.callee.token);
      if (place?.file !== file) return;
      const name = /^\w+/.exec(text.slice(place.offset, place.offset + 80))?.[0];
      if (name !== undefined) calls.push({ call: e, name, start: place.offset });
    });
    if (!worksOnTables) continue;
    for (const { call, name, start } of calls) {
      const kind = kindOf(name, call, definition.symbol.name);
      const parts = kind && bracketed(text, start + name.length);
      if (!kind || !parts || places.has(start)) continue;
      places.set(start, {
        ...{ kind, name, start, ...parts, body },
        function: definition.symbol.name,
        givesValue: resolve(call.type).kind !== 'void',
      });
    }
  }
  return [...places.values()].sort((a, b) => a.start - b.start);
}

function kindOf(name: string, call: CallExpression, within: string): CallKind | undefined {
  const kind = VERBS.find(([verb]) => verb.test(name))?.[1];
  if (kind === undefined || kind === 'charge') return kind;
  if (kind === 'convert') return resolve(call.type).kind === 'pointer' ? kind : undefined;
  const isNamed = TABLE_NAME.test(within) && /alloc|free|tor(_|$)|table|tlb|split/.test(within);
  if (kind === 'allocate') {
    // A level's walk allocates and links in one: pmd_alloc() and its kind are functions of their own.
    const isWalk = /^_*p(te|md|ud|4d)_alloc(_|$)/.test(name) && !/_one/.test(name);
    if (isWalk || /folio/.test(name)) return undefined;
    return isTable(call.type) || (isNamed && mayCarry(call.type)) ? kind : undefined;
  }
  return call.args.some((e) => isOfTable(e) || (isNamed && isPage(e.type))) ? kind : undefined;
}

/** A table, or what is computed from one: its page, its address as a number, what an entry points to. */
function isOfTable(e: Expression): boolean {
  if (isTable(e.type)) return true;
  switch (e.kind) {
    case 'cast':
    case 'unary':
      return isOfTable(e.operand);
    case 'binary':
    case 'comma':
      return isOfTable(e.left) || isOfTable(e.right);
    case 'member':
      return isOfTable(e.object);
    case 'call':
      return e.args.some((argument) => isOfTable(argument) || isEntryValue(argument.type));
    case 'statementExpression': {
      let found = false;
      visitStatement(e.body, (inner) => {
        if (isTable(inner.type)) found = true;
      });
      return found;
    }
    default:
      return false;
  }
}

function isEntryValue(type: CType): boolean {
  return type.kind === 'typedef' && ENTRY.test(type.name);
}

function isPage(type: CType): boolean {
  const t = resolve(type);
  const record = t.kind === 'pointer' ? asRecord(t.pointee) : undefined;
  return record !== undefined && recordName(record) === 'struct page';
}

function extentOf(unit: TranslationUnit, file: SourceFile, d: FunctionDefinition) {
  const start = unit.expansionPlace(d.startToken);
  unit.body(d);
  if (start?.file !== file) return undefined;
  const text = Buffer.from(file.bytes).toString('latin1');
  const open = text.indexOf('{', start.offset);
  const close = /\n}/.exec(text.slice(start.offset));
  if (open < 0 || !close) return undefined;
  const oneLine = text.slice(start.offset, start.offset + (close.index ?? 0)).indexOf('{ }');
  return oneLine >= 0 &&
    oneLine < 200 &&
    !text.slice(start.offset, start.offset + oneLine).includes('{')
    ? undefined
    : { start: open, end: start.offset + close.index + 2 };
}

/** The arguments behind a name, and where the bracket closes. */
function bracketed(text: string, from: number): { args: string[]; end: number } | undefined {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at++;
  if (text[at] !== '(') return undefined;
  const args: string[] = [];
  let depth = 0;
  let begin = at + 1;
  for (; at < text.length; at++) {
    const c = text[at];
    if (c === '(' || c === '{' || c === '[') depth++;
    else if (c === ',' && depth === 1) {
      args.push(text.slice(begin, at).trim());
      begin = at + 1;
    } else if (c === ')' || c === '}' || c === ']') {
      if (--depth > 0) continue;
      const last = text.slice(begin, at).trim();
      if (last !== '' || args.length > 0) args.push(last);
      return { args, end: at + 1 };
    }
  }
  return undefined;
}
