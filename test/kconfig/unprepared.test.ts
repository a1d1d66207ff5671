import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Interner } from '../../language/src/lexer/interner.ts';
import { SourceMap } from '../../language/src/source/source-map.ts';
import { TranslationUnit } from '../../language/src/unit/translation-unit.ts';
import { openKernelTree } from '../../server/src/kernel/kernel-tree.ts';
import { openProfile, type Profile } from '../../server/src/profile/profile.ts';
import { requireKernel } from '../kernels/builds.ts';

/** The files that make prepare leaves behind make no difference to these. */
const FILES = ['mm/slub.c', 'arch/x86/mm/pgtable.c'] as const;

function unitOf(profile: Profile, file: string): TranslationUnit {
  const path = join(profile.tree, file);
  const sources = new SourceMap(profile.fs, new Interner());
  const options = profile.fileOptions(path);
  return new TranslationUnit(sources, profile.target, options, path).build();
}

/** The macros of a header, without what a comment says of them. */
function macrosOf(text: string): string[] {
  const lines = text.split('\n').filter((line) => /^#define \w+ \S/.test(line));
  return lines.map((line) =>
    line
      .replace(/\/\*.*/, '')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

/** The spellings of all tokens of a file under a profile. */
function tokensOf(profile: Profile, file: string): string[] {
  const unit = unitOf(profile, file);
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

  for (const name of ['asm-offsets', 'bounds', 'rq-offsets'])
    it(`${name}.h has the numbers that the build has`, function () {
      const { tree, build } = requireKernel(this, 'defconfig');
      const path = join(build, 'include/generated', `${name}.h`);
      // Older kernels have fewer such headers.
      if (!existsSync(path)) return;
      const ours = openProfile({ tree }).fs.readText(join(tree, 'include/generated', `${name}.h`));
      assert.deepEqual(macrosOf(ours ?? ''), macrosOf(readFileSync(path, 'utf8')));
    });

  it('is read under every architecture that it has, and lacks no header', function () {
    const { tree } = requireKernel(this, 'defconfig');
    const architectures = openKernelTree(tree)?.architectures ?? [];
    assert.ok(architectures.length > 15);
    const met = architectures.flatMap((arch) => {
      const unit = unitOf(openProfile({ tree, arch: arch === 'x86' ? 'x86_64' : arch }), FILES[0]);
      assert.ok(unit.declarations.length > 5000, arch);
      return unit.problems.map(({ message }) => `${arch}: ${message}`);
    });
    assert.deepEqual(met, []);
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
