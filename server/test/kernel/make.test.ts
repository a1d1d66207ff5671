import assert from 'node:assert/strict';
import { Makefile, type MakeHost } from '../../src/kernel/make/makefile.ts';

function read(text: string, files: Record<string, string> = {}): Makefile {
  const host: MakeHost = {
    readText: (path) => files[path],
    glob: (pattern) => (pattern in files ? [pattern] : []),
    call: () => undefined,
  };
  const makefile = new Makefile(host);
  makefile.evaluate(text);
  return makefile;
}

const cases: [title: string, text: string, variable: string, value: string][] = [
  ['a recursive variable', 'a = $(b)\nb = 1', 'a', '1'],
  ['a simple variable', 'b = 1\na := $(b)\nb = 2', 'a', '1'],
  ['appending keeps the flavour', 'b = 1\na := $(b)\na += $(b)\nb = 2', 'a', '1 1'],
  ['appending to a recursive variable', 'a = x\na += $(b)\nb = 2', 'a', 'x 2'],
  ['appending to nothing', 'a += x', 'a', 'x'],
  ['a conditional assignment', 'a = 1\na ?= 2\nb ?= 3', 'a', '1'],
  ['a computed name', 'X := y\nobj-$(X) += a.o', 'obj-y', 'a.o'],
  ['a continued line', 'a := x \\\n   y \\\n\tz', 'a', 'x y z'],
  ['a comment', 'a := x # y\n# b := $(a', 'a', 'x'],
  ['an escaped number sign', 'a := \\#x', 'a', '#x'],
  ['ifdef of an empty variable', 'e :=\nifdef e\na := 1\nelse\na := 2\nendif', 'a', '2'],
  ['ifeq in parentheses', 'ifeq ($(X),)\na := 1\nendif', 'a', '1'],
  ['ifeq in quotes', 'ifeq "x" \'x\'\na := 1\nendif', 'a', '1'],
  ['else ifeq', 'X=2\nifeq ($(X),1)\na=1\nelse ifeq ($(X),2)\na=2\nelse\na=3\nendif', 'a', '2'],
  [
    'a conditional in a skipped branch',
    'ifdef N\nifdef M\na=1\nelse\na=2\nendif\nendif\nb=1',
    'a',
    '',
  ],
  ['a tab before an assignment', 'ifndef N\n\ta := 1\nendif', 'a', '1'],
  ['a recipe', 'a := 1\nall: x\n\ta := 2\nb := 3', 'a', '1'],
  ['subst', 'a := $(subst -,_,a-b-c)', 'a', 'a_b_c'],
  ['patsubst', 'a := $(patsubst %.o,%.c,x.o y.h)', 'a', 'x.c y.h'],
  ['a substitution reference', 'o := x.o y.o\na := $(o:.o=.c)', 'a', 'x.c y.c'],
  ['a computed substitution reference', 'x-y := 1\nm := x.o\na := $($(m:.o=-y))', 'a', '1'],
  ['filter and filter-out', 'a := $(filter %.o,a.o b.c) $(filter-out %.o,a.o b.c)', 'a', 'a.o b.c'],
  ['if, or, and', 'a := $(if ,1,2) $(or ,3) $(and 1,4)', 'a', '2 3 4'],
  ['foreach', 'a := $(foreach i,x y,<$(i)>)', 'a', '<x> <y>'],
  ['call', 'f = $(2)-$(1)\na := $(call f,x,y)', 'a', 'y-x'],
  [
    'names of files',
    'a := $(dir d/f.o) $(notdir d/f.o) $(basename d/f.o) $(suffix d/f.o)',
    'a',
    'd/ f.o d/f .o',
  ],
  ['sort', 'a := $(sort c a b a)', 'a', 'a b c'],
  ['eval', '$(eval a := 5)', 'a', '5'],
  ['a definition', 'define f\nx $(1)\nendef\na = $(call f,y)', 'a', 'x y'],
  ['a dollar', 'a := $$x', 'a', '$x'],
  ['no shell', 'a := <$(shell echo x)>', 'a', '<>'],
  [
    'a text substitution',
    "a := $(shell echo rv64imafdc | sed -E 's/(rv64ima)fd/\\1/')",
    'a',
    'rv64imac',
  ],
  ['export with a value', 'export a := 1', 'a', '1'],
  ['a variable called by a word', 'export-it := 2\na := $(export-it)', 'a', '2'],
];

describe('a makefile', () => {
  for (const [title, text, variable, value] of cases) {
    it(`reads ${title}`, () => assert.equal(read(text).value(variable), value));
  }

  it('includes other files, and goes on when one is missing', () => {
    const makefile = read('include x.mk none.mk\nb := $(a)2', { 'x.mk': 'a := 1' });
    assert.equal(makefile.value('b'), '12');
  });

  it('applies what a rule sets for its target', () => {
    const makefile = read('x.o y.o: f += -m32\nf := -O2');
    makefile.assignForTarget('x.o');
    assert.equal(makefile.value('f'), '-O2 -m32');
  });

  it('lets the command line win', () => {
    const makefile = read('');
    makefile.variables.lock('ARCH', 'x86');
    makefile.evaluate('ARCH := arm\nARCH += mips');
    assert.equal(makefile.value('ARCH'), 'x86');
  });

  it('passes on what is exported only', () => {
    const parent = read('a := 1\nb := 2\nexport b');
    const child = new Makefile(
      { readText: () => undefined, glob: () => [], call: () => undefined },
      parent,
    );
    assert.equal(child.value('a') + child.value('b'), '2');
  });

  it('ends where a variable means itself, a file includes itself, or text is broken', () => {
    assert.equal(read('a = $(a)').value('a'), '');
    assert.equal(read('f = $(call f,$(1)$(1))\na = $(call f,x)').value('a'), '');
    assert.equal(read('include x.mk\nb := 1', { 'x.mk': 'include x.mk' }).value('b'), '1');
    for (const text of [
      'a := $(',
      'ifeq (',
      'endif\nelse\n',
      'define x',
      '\\',
      '$(foreach',
      '=:=',
      '\0',
    ]) {
      assert.doesNotThrow(() => read(text).value('a'));
    }
  });
});
