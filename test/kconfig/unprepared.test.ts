import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Interner } from '../../language/src/lexer/interner.ts';
import { SourceMap } from '../../language/src/source/source-map.ts';
import { TranslationUnit } from '../../language/src/unit/translation-unit.ts';
import { openProfile, type Profile } from '../../server/src/profile/profile.ts';
import { requireKernel } from '../kernels/builds.ts';

/** The files that make prepare leaves behind make no difference to these. */
const FILES = ['mm/slub.c', 'arch/x86/mm/pgtable.c'];

/** The spellings of all tokens of a file under a profile. */
function tokensOf(profile: Profile, file: string): string[] {
  const path = join(profile.tree, file);
  const sources = new SourceMap(profile.fs, new Interner());
  const unit = new TranslationUnit(
    sources,
    profile.target,
    profile.fileOptions(path),
    path,
  ).build();
  const { ids } = unit.tokens;
  return Array.from({ length: unit.tokens.length }, (_, index) =>
    unit.interner.text(ids[index] ?? 0),
  );
}

describe('a tree that nothing was prepared in', function () {
  this.timeout(120_000);

  for (const file of FILES) {
    it(`${file} has the tokens of the prepared one`, function () {
      const { tree, build } = requireKernel(this, 'defconfig');
      const unprepared = openProfile({ tree });
      assert.equal(unprepared.missing, undefined);
      assert.match(unprepared.label, /x86_64_defconfig/);
      const ours = tokensOf(unprepared, file);
      assert.ok(ours.length > 10_000);
      assert.deepEqual(ours, tokensOf(openProfile({ tree, build }), file));
    });
  }

  it('has every configuration symbol of make defconfig', function () {
    const { tree, build } = requireKernel(this, 'defconfig');
    const { config } = openProfile({ tree });
    const prepared = openProfile({ tree, build }).config;
    const sorted = (symbols: ReadonlyMap<string, string>) =>
      [...symbols].map(([name, value]) => `${name}=${value}`).sort();
    assert.deepEqual(sorted(config.symbols), sorted(prepared.symbols));
  });

  it('answers for another architecture than the one it is built for', function () {
    const { tree, build } = requireKernel(this, 'defconfig');
    const { arch, missing, config } = openProfile({ tree, build, arch: 's390' });
    assert.deepEqual([arch, missing, config.isSet('S390')], ['s390', undefined, true]);
  });

  it('follows what depends on a setting, and says what it changed', function () {
    const { tree, build } = requireKernel(this, 'defconfig');
    const set = openProfile({ tree, build, set: ['CONFIG_KASAN=y'] });
    assert.equal(set.config.isSet('KASAN_GENERIC'), true);
    assert.match(set.consequences.join('\n'), /--set also changed .*KASAN_GENERIC=y/);
    const only = openProfile({ tree, build, setOnly: ['CONFIG_KASAN=y'] });
    assert.equal(only.config.isSet('KASAN_GENERIC'), false);
  });

  it('says why a setting is not granted', function () {
    const { tree } = requireKernel(this, 'defconfig');
    const { consequences } = openProfile({ tree, set: ['ARM64_MTE=y', 'NUMA_EMU=y', 'NUMA=n'] });
    assert.match(
      consequences.join('\n'),
      /ARM64_MTE=y: the tree's Kconfig files have no ARM64_MTE/,
    );
    assert.match(consequences.join('\n'), /NUMA_EMU=y: CONFIG_NUMA_EMU is n; it depends on .*NUMA/);
  });
});
