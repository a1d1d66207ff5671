import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { predefinedMacros } from '../../../language/src/targets/predefined.ts';
import { dumpedMacros } from '../../../language/test/targets/compilers.ts';
import { CONFIGURATIONS, measuredUnits, requireKernel } from '../../../test/kernels/builds.ts';
import type { KbuildCommand } from '../../../test/oracles/kbuild-cmd.ts';
import { parseCommandLine } from '../../src/kernel/kbuild/command-line.ts';
import { openProfile, type Profile } from '../../src/profile/profile.ts';

/** What a preprocessor takes from a recorded command, in the form of a profile's options. */
function recordedOptions({ flags, folder }: KbuildCommand) {
  const line = parseCommandLine(flags, folder);
  return {
    commandLine: line.macros.map((macro) => `${macro}\n`).join(''),
    forcedIncludes: line.forcedIncludes,
    quotePaths: line.quotePaths,
    includePaths: line.includePaths,
    systemPaths: line.systemPaths,
  };
}

function derivedOptions(profile: Profile, path: string) {
  const { commandLine, forcedIncludes, quotePaths, includePaths, systemPaths } =
    profile.fileOptions(path);
  return { commandLine, forcedIncludes, quotePaths, includePaths, systemPaths };
}

function sortedLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}

describe('flags of the files that a build compiled', () => {
  for (const name of CONFIGURATIONS) {
    it(`${name}: -D, -U, -I and -include are those that Kbuild recorded`, function () {
      const kernel = requireKernel(this, name);
      const profile = openProfile({ tree: kernel.tree, build: kernel.build });
      const units = measuredUnits(kernel);
      assert.ok(units.length >= 90, `${units.length} files were built`);
      for (const unit of units) {
        assert.deepEqual(
          derivedOptions(profile, unit.sourcePath),
          recordedOptions(unit),
          unit.object,
        );
      }
    });

    it(`${name}: what was built counts as built, and what make does not come to does not`, function () {
      const kernel = requireKernel(this, name);
      const profile = openProfile({ tree: kernel.tree, build: kernel.build });
      const isBuilt = (file: string) => profile.isBuilt(join(kernel.tree, file));
      for (const { sourcePath, object } of measuredUnits(kernel))
        assert.ok(profile.isBuilt(sourcePath), object);
      // libs-y of the architecture, named by the top makefile only.
      assert.ok(isBuilt('arch/x86/lib/delay.c'));
      assert.ok(isBuilt('drivers/base/core.c'));
      for (const file of ['drivers/s390/cio/chp.c', 'arch/m68k/mm/init.c', 'arch/x86/um/delay.c'])
        assert.ok(!isBuilt(file), file);
    });

    it(`${name}: the predefined macros are the compiler's under the recorded flags`, function () {
      const kernel = requireKernel(this, name);
      const profile = openProfile({ tree: kernel.tree, build: kernel.build });
      const seen = new Set<string>();
      for (const { compiler, flags, sourcePath, object } of measuredUnits(kernel)) {
        const machine = parseCommandLine(flags, '/').flags.filter((flag) => !flag.startsWith('-W'));
        if (seen.has(machine.join(' '))) continue;
        seen.add(machine.join(' '));
        const wanted = [...dumpedMacros(compiler, machine)].map(
          ([key, value]) => `#define ${key} ${value}`,
        );
        const got = sortedLines(profile.fileOptions(sourcePath).predefined);
        assert.deepEqual(got, wanted.sort(), object);
        const { target, compiler: version } = profile;
        assert.equal(predefinedMacros({ target, compiler: version, flags }).size, got.length);
      }
    });

    it(`${name}: bounds.h has the values that the build computed`, function () {
      const kernel = requireKernel(this, name);
      const profile = openProfile({ tree: kernel.tree, build: kernel.build });
      const path = join(kernel.build, 'include/generated/bounds.h');
      const values = (text: string) =>
        [...text.matchAll(/^#define (\w+) (-?\d+)/gm)].map(
          ([, symbol, value]) => `${symbol}=${value}`,
        );
      const computed = values(profile.computedBounds());
      assert.ok(computed.length >= 4);
      assert.deepEqual(computed, values(readFileSync(path, 'utf8')));
    });
  }

  it('bounds.h follows --set-only', function () {
    const kernel = requireKernel(this, 'defconfig');
    const path = join(kernel.build, 'include/generated/bounds.h');
    const bounds = (setOnly: string[]) =>
      new TextDecoder().decode(
        openProfile({ tree: kernel.tree, build: kernel.build, setOnly }).fs.readFile(path),
      );
    assert.match(bounds([]), /#define LRU_GEN_WIDTH 0\b/);
    assert.match(bounds(['CONFIG_LRU_GEN=y']), /#define LRU_GEN_WIDTH 3\b/);
    assert.match(bounds(['CONFIG_NR_CPUS=8192']), /#define NR_CPUS_BITS 13\b/);
  });
});
