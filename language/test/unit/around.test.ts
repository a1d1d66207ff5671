import assert from 'node:assert/strict';
import { recordName } from '../../src/types/type-name.ts';
import { findAt } from '../../src/unit/find.ts';
import type { TranslationUnit } from '../../src/unit/translation-unit.ts';
import { unitOf } from '../kit.ts';

const HEAD = `struct list { struct list *next; };
struct page { unsigned long flags; struct list lru; int kind; };
struct page *first(void); int g(int);
`;

/** Every name of a text, as a unit says that has parsed nothing of its function yet. */
function saidOf(unit: TranslationUnit, offset: number): string {
  const file = unit.sources.load('/main.c');
  const found = file && findAt(unit, file, offset);
  if (found?.kind !== 'memberUse') return found?.kind ?? 'nothing';
  const path = found.path.map((member) => member.name).join('.');
  return `${recordName(found.record)}.${path} ${found.accessKind}`;
}

/** What a lone question about a name says must be what a parsed body says, for each of them. */
function checkAround(body: string): void {
  const text = `${HEAD}int f(struct page *p, int n)\n${body}\n`;
  const whole = unitOf(text);
  for (const { definition } of whole.declarations) if (definition) whole.body(definition);
  const around = unitOf(text);
  for (const match of text.matchAll(/[A-Za-z_]\w*/g)) {
    const at = match.index;
    assert.equal(saidOf(around, at), saidOf(whole, at), `${match[0]} at ${at}: ${text.slice(at)}`);
  }
  const definition = around.definition(around.interner.intern('f'));
  assert.equal(definition?.body, undefined);
}

const BODIES = [
  '{ struct page *q = p; if (q->flags) { q->kind = 1; } else if (p->kind) q->flags++; else { return q->lru.next != 0; } return p->kind; }',
  '{ for (int i = 0; i < p->kind; i++) { struct list *l = &p->lru; while (l->next) l = l->next; } do p->flags--; while (p->flags); return 0; }',
  '{ switch (p->kind) { case 1: p->flags = 2; break; case 2 ... 4: { struct page *p = first(); p->kind = 3; } default: p->flags = n ? 1 : 2; } return 0; }',
  '{ struct page *q; again: q = first(); if (({ struct page *r = q; r->flags; })) goto again; out: return q->kind; }',
  '{ struct page copy = { .flags = p->flags, .kind = ((struct page){ .kind = 4 }).kind }; struct page *p = &copy; return p->kind + copy.flags; }',
  '{ typeof(p) q = p; struct inner { struct page *p; } in; in.p = q; { struct inner { int flags; } in; in.flags = 1; } return in.p->kind; }',
  '{ asm volatile("" : "+r" (p->flags) : "r" (p->kind)); __builtin_offsetof(struct page, lru.next); return sizeof(p->lru); }',
  '{ if (p->kind) return 1; else do { p->flags = 1; if (n) break; else continue; } while (n--); ; {} return p->flags; }',
  '{ p->flags = 1; if (p->kind { p->lru; } return p->flags; }',
  '{ p->flags = ; p->kind = 3 } int unfinished(struct page *p) { p->lru',
];

describe('what is around a name in a body', () => {
  for (const body of BODIES) it(`is enough: ${body.slice(0, 60)}`, () => checkAround(body));
});
