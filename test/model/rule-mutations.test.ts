/**
 * Breaks the modelled kernel on purpose and asks the rules: every destructor that is left out or called
 * twice, and every page that is freed twice, has to be found where the paths can tell.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Interner } from '../../language/src/lexer/interner.ts';
import { SourceMap } from '../../language/src/source/source-map.ts';
import { TranslationUnit } from '../../language/src/unit/translation-unit.ts';
import { viaFor } from '../../server/src/index/include-graph.ts';
import { discoverMemdescs } from '../../server/src/memdesc/discover.ts';
import { openProfile } from '../../server/src/profile/profile.ts';
import { runRules } from '../../server/src/rules/run/run-rules.ts';
import type { Finding } from '../../server/src/rules/support/rule.ts';

const MODEL = resolve(import.meta.dirname, '../../emulator/kernel');

interface Case {
  readonly machine: string;
  readonly file: string;
  /** What is not found, as text of the line, with the reason. */
  readonly missed?: Record<string, string>;
}

const OTHER_BRANCH = 'another configuration compiles this line';
const COUNTED = 'whether the table is constructed depends on a count of its users';

const CASES: readonly Case[] = [
  {
    machine: 'x86/x86_64_full_defconfig',
    file: 'arch/x86/mm/pgtable.c',
    missed: { 'free_pages((unsigned long)pgd, PGD_ALLOCATION_ORDER);': OTHER_BRANCH },
  },
  {
    machine: 'x86/x86_64_full_defconfig',
    file: 'include/asm-generic/pgalloc.h',
    missed: { 'pagetable_free(virt_to_ptdesc(pgd));': OTHER_BRANCH },
  },
  { machine: 'arm64/arm64_defconfig', file: 'arch/arm64/include/asm/tlb.h' },
  { machine: 'arm/multi_v7_lpae_defconfig', file: 'arch/arm/include/asm/tlb.h' },
  { machine: 'sparc/sparc64_defconfig', file: 'arch/sparc/mm/init_64.c' },
  { machine: 'm68k/m5475evb_defconfig', file: 'arch/m68k/include/asm/mcf_pgalloc.h' },
  {
    machine: 'powerpc/ppc64_defconfig',
    file: 'arch/powerpc/mm/pgtable-frag.c',
    missed: { 'pagetable_pte_dtor(ptdesc);': COUNTED },
  },
];

const DESTRUCTOR = /^\s+pagetable_\w*dtor\(.*\);\s*$/;
const FREE = /^\s+(pagetable_free|free_pages?|__free_pages?)\(.*\);\s*$/;

/** A line, what takes its place, and the rule that has to notice. */
interface Mutation {
  readonly at: number;
  readonly text: string;
  readonly rule: string;
}

function mutationsOf(lines: readonly string[]): Mutation[] {
  return lines.flatMap((line, at) => {
    const twice = `${line}\n${line}`;
    if (FREE.test(line)) return [{ at, text: twice, rule: 'use-after-free-or-queue' }];
    if (!DESTRUCTOR.test(line)) return [];
    return [
      { at, text: '', rule: 'missing-destructor' },
      { at, text: twice, rule: 'double-destructor' },
    ];
  });
}

/** Reads a file of the model with another text. */
function reader({ machine, file }: Case): (text: string) => Finding[] {
  const [arch = '', config = ''] = machine.split('/');
  const configFile = join(MODEL, 'arch', arch, 'configs', config);
  const profile = openProfile({ tree: MODEL, arch, configFile });
  const sources = new SourceMap(profile.fs, new Interner());
  const path = join(MODEL, file);
  const main = file.endsWith('.h') ? (viaFor(profile, path) ?? path) : path;
  return (text) => {
    sources.replace(path, Buffer.from(text));
    const options = profile.fileOptions(main);
    const unit = new TranslationUnit(sources, profile.target, options, main).build();
    const model = discoverMemdescs(unit);
    const source = sources.load(path);
    assert.ok(model && source);
    return runRules({ unit, model, file: source });
  };
}

describe('the rules on a broken model', () => {
  for (const one of CASES)
    it(`find what is broken in ${one.file} (${one.machine})`, function () {
      this.timeout(120_000);
      const text = readFileSync(join(MODEL, one.file), 'utf8');
      const lines = text.split('\n');
      const find = reader(one);
      const count = (findings: Finding[], rule: string) =>
        findings.filter((f) => f.rule === rule).length;
      const before = find(text);
      const mutations = mutationsOf(lines);
      assert.ok(mutations.length > 0);
      const missed = mutations.filter(({ at, text: replacement, rule }) => {
        const broken = lines.with(at, replacement).join('\n');
        return count(find(broken), rule) <= count(before, rule);
      });
      const unexplained = missed.filter(({ at }) => !one.missed?.[(lines[at] ?? '').trim()]);
      assert.deepEqual(
        unexplained.map(({ at, rule }) => `${at + 1}: ${(lines[at] ?? '').trim()}: ${rule}`),
        [],
      );
    });
});
