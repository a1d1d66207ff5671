import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Interner } from '../../language/src/lexer/interner.ts';
import { Preprocessor } from '../../language/src/preprocessor/preprocessor.ts';
import { SourceMap } from '../../language/src/source/source-map.ts';
import { TranslationUnit } from '../../language/src/unit/translation-unit.ts';
import { openProfile } from '../../server/src/profile/profile.ts';
import { OTHER_WAYS, requireKernel, SAMPLE_OBJECTS } from '../kernels/builds.ts';
import { type KbuildCommand, readKbuildCommand } from '../oracles/kbuild-cmd.ts';
import { runOk } from '../oracles/run.ts';
import { firstDifference, tokensOfText, tokensOfUnit } from './compare-tokens.ts';

/** The recorded command of an object. */
function commandOf(build: string, object: string): KbuildCommand {
  const command = readKbuildCommand(join(build, object.replace(/([^/]*)$/, '.$1.cmd')), build);
  assert.ok(command, object);
  return command;
}

for (const name of OTHER_WAYS)
  describe(`a kernel prepared another way: ${name}`, () => {
    it('is read under the flags that we derive, to the token and without a problem', async function () {
      this.timeout(300_000);
      const { tree, build } = requireKernel(this, name);
      const profile = openProfile(build === tree ? { tree } : { tree, build });
      assert.equal(profile.missing, undefined);
      assert.equal(profile.compiler.kind, name === 'clang' ? 'clang' : 'gcc');
      const interner = new Interner();
      const sources = new SourceMap(profile.fs, interner);
      for (const object of SAMPLE_OBJECTS) {
        const { compiler, flags, sourcePath } = commandOf(build, object);
        const path = join(tree, object.replace(/o$/, 'c'));
        // Kbuild names the file below the folder that it runs in; so __FILE__ of what it includes depends on it.
        const named = sourcePath.startsWith(`${build}/`)
          ? sourcePath.slice(build.length + 1)
          : sourcePath;
        const theirs = await runOk([compiler, ...flags, '-E', '-P', '-w', named], {
          cwd: build,
        });
        const preprocessor = new Preprocessor(sources, profile.fileOptions(path));
        preprocessor.run(path);
        const expected = tokensOfText(theirs, interner);
        assert.equal(
          firstDifference(tokensOfUnit(preprocessor), expected, interner),
          undefined,
          object,
        );
        const unit = new TranslationUnit(
          sources,
          profile.target,
          profile.fileOptions(path),
          path,
        ).build();
        for (const { definition } of unit.declarations) if (definition) unit.body(definition);
        assert.deepEqual(unit.problems, [], object);
        assert.ok(unit.assertions.every((assertion) => assertion.holds === true));
      }
    });
  });
