/** What the rules say about the modelled kernel: what is true of the kernel it models, and no more. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Interner } from '../../language/src/lexer/interner.ts';
import { SourceMap } from '../../language/src/source/source-map.ts';
import { TranslationUnit } from '../../language/src/unit/translation-unit.ts';
import { filesOf } from '../../language/src/unit/unit-files.ts';
import { discoverMemdescs } from '../../server/src/memdesc/discover.ts';
import { openProfile } from '../../server/src/profile/profile.ts';
import { runRules } from '../../server/src/rules/run/run-rules.ts';

const MODEL = resolve(import.meta.dirname, '../../emulator/kernel');

/** Errors and warnings by machine; both are mistakes of the kernel of that time, and ours to show. */
const TRUE_FINDINGS: Record<string, string[]> = {
  // The kernel's pte tables come from __get_free_page() and go by pagetable_free().
  'csky/csky_defconfig': ['mm/memory.c __pte_alloc_kernel: allocation-pair'],
  // A pointer table's constructor is called as a statement.
  'm68k/multi_defconfig': ['arch/m68k/mm/motorola.c new_pointer_page: ignored-constructor-result'],
};

const MACHINES = [
  'x86/x86_64_full_defconfig',
  'x86/i386_pae_defconfig',
  's390/s390_defconfig',
  'powerpc/ppc64_defconfig',
  'arm64/arm64_defconfig',
  'riscv/riscv64_defconfig',
  'sparc/sparc32_defconfig',
  'csky/csky_defconfig',
  'm68k/multi_defconfig',
];

function findingsOf(machine: string): string[] {
  const [arch = '', config = ''] = machine.split('/');
  const configFile = join(MODEL, 'arch', arch, 'configs', config);
  const profile = openProfile({ tree: MODEL, arch, configFile });
  const sources = new SourceMap(profile.fs, new Interner());
  const seen = new Set<string>();
  const found: string[] = [];
  for (const path of sourcesOf(arch)) {
    if (!profile.isBuilt(path)) continue;
    const options = profile.fileOptions(path);
    const unit = new TranslationUnit(sources, profile.target, options, path).build();
    const model = discoverMemdescs(unit);
    for (const file of model ? filesOf(unit) : []) {
      if (!model || seen.has(file.path)) continue;
      seen.add(file.path);
      const failed = (rule: string, error: unknown) => assert.fail(`${rule}: ${error}`);
      for (const { severity, rule, function: name } of runRules(
        { unit, model, file },
        undefined,
        failed,
      ))
        if (severity === 'error' || severity === 'warning')
          found.push(`${profile.relative(file.path)} ${name}: ${rule}`);
    }
  }
  assert.ok(seen.size > 50, 'too little was read');
  return found.sort();
}

function sourcesOf(arch: string): string[] {
  return ['mm', 'kernel', `arch/${arch}`].flatMap((folder) =>
    readdirSync(join(MODEL, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.c'))
      .map((name) => join(MODEL, folder, name)),
  );
}

describe('the rules on the modelled kernel', () => {
  for (const machine of MACHINES)
    it(`say what is true of ${machine}`, function () {
      this.timeout(120_000);
      assert.deepEqual(findingsOf(machine), TRUE_FINDINGS[machine] ?? []);
    });
});
