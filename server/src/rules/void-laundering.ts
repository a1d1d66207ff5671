/**
 * Rule: void-laundering
 *
 * Reports a pointer to one memdesc that becomes a pointer to another by way of a `void *` variable.
 */
import { K_LAST, P_STAR } from '../../../language/src/lexer/spellings.ts';
import type { Expression, Statement } from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition, Sym } from '../../../language/src/syntax/symbols.ts';
import { visitStatement } from '../../../language/src/syntax/visit.ts';
import { type CType, resolve } from '../../../language/src/types/types.ts';
import { pointedRecord } from '../memdesc/conversions.ts';
import { PAGE_RECORD } from '../memdesc/memdesc.ts';
import { isNull, valuesOf } from './local-values.ts';
import { placeOf, relatedAt } from './path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './rule.ts';
import { statementsIn } from './statements-in.ts';
import { bodyWords } from './written-members.ts';

const meta: RuleMeta = {
  id: 'void-laundering',
  severity: 'info',
  since: '0.1.0',
  summary: 'A memdesc becomes another by way of a variable without a type.',
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `A local variable of type void * is only ever given pointers to one memdesc, and is then handed to
something that takes a pointer to another.`,
  why: `The compiler converts to and from void * without a word. It works as long as one memdesc lies over
the other at the same address, and breaks when they are allocated apart.`,
  how: `Give the variable its type, and convert where the other memdesc is needed.`,
};

const examples: RuleExamples = {
  flagged: [
    {
      title: 'A page that becomes a table',
      code: `
struct ptdesc *f(struct page *page)
{
	void *table = page;

	return table;
}`,
    },
    {
      title: 'In the argument of a call',
      code: `
void f(void)
{
	void *table = alloc_pages(GFP_KERNEL, 0);

	if (table)
		pagetable_pud_ctor(table);
}`,
    },
    {
      title: 'By an assignment, and a cast',
      code: `
void f(struct ptdesc *pt, struct page **to)
{
	void *p;

	p = pt;
	*to = (struct page *)p;
}`,
    },
  ],
  clean: [
    {
      title: 'The same memdesc again',
      code: `
bool f(void)
{
	void *table = pagetable_alloc(GFP_KERNEL, 0);

	return table && pagetable_pte_ctor(table);
}`,
    },
    {
      title: 'A table by its address',
      code: `
pmd_t *f(struct ptdesc *pt)
{
	void *table = ptdesc_address(pt);

	return table;
}`,
    },
    {
      title: 'One or the other, as a flag says',
      code: `
struct page *f(struct page *page, struct ptdesc *pt, int is_table)
{
	void *p = page;

	if (is_table)
		p = pt;
	return p;
}`,
    },
    {
      title: 'Through a function that takes anything',
      code: `
void *through(void *p);
struct ptdesc *f(struct page *page)
{
	void *p = through(page);

	return p;
}`,
    },
  ],
};

export const voidLaundering: Rule = { meta, docs, examples, check };

function check(context: RuleContext): Finding[] {
  const { model } = context;
  const overlays = model.memdescs.filter(({ kind }) => kind === 'overlay');
  const records = new Set([PAGE_RECORD, ...overlays.map(({ record }) => record)]);
  const findings: Finding[] = [];
  for (const definition of context.definitions) {
    if (!declaresVoidPointer(context, definition)) continue;
    const known = new Map<Sym, string | undefined>();
    for (const { value, to } of takenAs(context, definition, records)) {
      const symbol = value.kind === 'identifier' ? value.symbol : undefined;
      if (!symbol || !isLocalVoid(symbol)) continue;
      if (!known.has(symbol)) known.set(symbol, recordGiven(context, definition, symbol, records));
      const from = known.get(symbol);
      const place = from === undefined || from === to ? undefined : placeOf(context, value.token);
      if (!place) continue;
      findings.push({
        rule: meta.id,
        severity: meta.severity,
        message: `${symbol.name} holds a ${from} *, and is taken here for a ${to} *: nothing checks that. Give it its type, and convert.`,
        place,
        function: definition.symbol.name,
        related: [relatedAt(context, symbol.token, 'The variable has no type.')].filter(
          (r) => r !== undefined,
        ),
      });
    }
  }
  return findings;
}

/** `void *name` stands in the body: a cast has a parenthesis there. */
function declaresVoidPointer({ unit }: RuleContext, definition: FunctionDefinition): boolean {
  const { ids, start, end } = bodyWords(unit, definition);
  const word = unit.interner.intern('void');
  for (let at = start; at < end; at++) {
    if (ids[at] === word && ids[at + 1] === P_STAR && (ids[at + 2] as number) > K_LAST) return true;
  }
  return false;
}

interface Taken {
  readonly value: Expression;
  readonly to: string;
}

/** Every expression that is handed to something which takes a pointer to a memdesc. */
function takenAs(
  { unit }: RuleContext,
  definition: FunctionDefinition,
  records: ReadonlySet<string>,
): Taken[] {
  const taken: Taken[] = [];
  const add = (value: Expression | undefined, type: CType | undefined) => {
    const to = type && pointedRecord(type);
    if (value && to !== undefined && records.has(to)) taken.push({ value, to });
  };
  const body: Statement = unit.body(definition);
  const type = resolve(definition.symbol.type);
  for (const statement of statementsIn(body)) {
    if (statement.kind === 'return' && type.kind === 'function')
      add(statement.value, type.returnType);
    if (statement.kind !== 'declaration') continue;
    for (const symbol of statement.symbols) {
      const value = symbol.kind === 'object' ? symbol.initializer : undefined;
      if (symbol.kind === 'object' && value?.kind !== 'initializerList') add(value, symbol.type);
    }
  }
  visitStatement(body, (e) => {
    if (e.kind === 'assign') add(e.right, e.left.type);
    if (e.kind === 'cast') add(e.operand, e.type);
    if (e.kind === 'call') addArguments(e.callee, e.args, add);
  });
  return taken;
}

function addArguments(
  callee: Expression,
  args: readonly Expression[],
  add: (value: Expression, type: CType | undefined) => void,
): void {
  const called = resolve(callee.type);
  const type = called.kind === 'pointer' ? resolve(called.pointee) : called;
  if (type.kind !== 'function') return;
  args.forEach((argument, index) => {
    add(argument, type.parameters[index]?.type);
  });
}

function isLocalVoid(symbol: Sym): boolean {
  if (symbol.kind !== 'object' || !symbol.local) return false;
  const type = resolve(symbol.type);
  return type.kind === 'pointer' && resolve(type.pointee).kind === 'void';
}

/** The one memdesc that a variable is ever given; undefined for several, and for anything else. */
function recordGiven(
  context: RuleContext,
  definition: FunctionDefinition,
  symbol: Sym,
  records: ReadonlySet<string>,
): string | undefined {
  const values = valuesOf(context, definition, symbol)?.filter((value) => !isNull(value)) ?? [];
  const given = new Set(values.map((value) => pointedRecord(bare(value).type)));
  const [only] = given;
  return given.size === 1 && only !== undefined && records.has(only) ? only : undefined;
}

/** Without casts to void *. */
function bare(e: Expression): Expression {
  return e.kind === 'cast' && pointedRecord(e.type) === undefined ? bare(e.operand) : e;
}
