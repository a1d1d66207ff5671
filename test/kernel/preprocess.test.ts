import assert from 'node:assert/strict';
import { Interner } from '../../language/src/lexer/interner.ts';
import { Preprocessor } from '../../language/src/preprocessor/preprocessor.ts';
import { SourceMap } from '../../language/src/source/source-map.ts';
import { CONFIGURATIONS, measuredUnits, requireKernel } from '../kernels/builds.ts';
import { requireOracle } from '../oracles/gcc.ts';
import { runOk } from '../oracles/run.ts';
import {
  filesFrom,
  firstDifference,
  machineFlags,
  optionsFromFlags,
  tokensOfText,
  tokensOfUnit,
} from './compare-tokens.ts';

for (const name of CONFIGURATIONS)
  describe(`preprocessing the mm files of ${name}`, () => {
    it('gives the tokens that gcc -E gives', async function () {
      this.timeout(600_000);
      const gcc = requireOracle(this, 'gcc-12', 'gcc');
      const kernel = requireKernel(this, name);
      const commands = measuredUnits(kernel);
      const cwd = kernel.build;
      assert.ok(commands.length >= 96, `only ${commands.length} files are built`);
      const interner = new Interner();
      const sources = new SourceMap(filesFrom(kernel.build), interner);
      for (const { object, sourcePath, flags } of commands) {
        const listing = ['-nostdinc', '-dM', '-E', '-x', 'c', '/dev/null'];
        const arguments_ = [...machineFlags(flags), ...listing];
        const predefined = await runOk([gcc, ...arguments_], { cwd });
        const unit = new Preprocessor(sources, optionsFromFlags(flags, predefined.toString()));
        unit.run(sourcePath);
        const theirs = await runOk([gcc, ...flags, '-E', '-P', sourcePath], { cwd });
        const expected = tokensOfText(theirs, interner);
        const difference = firstDifference(tokensOfUnit(unit), expected, interner);
        assert.equal(difference, undefined, `${object}: ${difference}`);
        assert.deepEqual(unit.problems, [], object);
      }
    });
  });
