import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  filesFrom,
  firstDifference,
  optionsFromFlags,
  tokensOfText,
  tokensOfUnit,
} from '../../../test/kernel/compare-tokens.ts';
import { requireOracle } from '../../../test/oracles/gcc.ts';
import { run } from '../../../test/oracles/run.ts';
import { Interner } from '../../src/lexer/interner.ts';
import { Preprocessor } from '../../src/preprocessor/preprocessor.ts';
import { printTokens } from '../../src/preprocessor/print.ts';
import { SourceMap } from '../../src/source/source-map.ts';
import { CASES, type PreprocessorCase } from './cases.ts';

const FLAGS = ['-std=gnu11', '-Ione', '-Itwo'];
const LEAST = 150;

describe('the corners of gcc -E', () => {
  let folder: string;
  let gcc: string;

  before(function () {
    gcc = requireOracle(this, 'gcc-12', 'gcc');
    folder = mkdtempSync(join(tmpdir(), 'ptdesc-cases-'));
  });

  after(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  it(`are at least ${LEAST}`, () => {
    assert.ok(CASES.length >= LEAST, `${CASES.length} cases`);
    assert.equal(new Set(CASES.map(({ name }) => name)).size, CASES.length);
  });

  for (const [index, testCase] of CASES.entries())
    it(testCase.name, async () => {
      const home = join(folder, String(index));
      writeCase(home, testCase);
      const flags = testCase.isStrict ? ['-std=c17', ...FLAGS.slice(1)] : FLAGS;
      const output = await run([gcc, ...flags, '-E', '-P', 'main.c'], { cwd: home });
      const interner = new Interner();
      const sources = new SourceMap(filesFrom(home), interner, testCase.isStrict);
      const unit = new Preprocessor(sources, optionsFromFlags(FLAGS, ''));
      unit.run('main.c');
      const theirs = tokensOfText(output.stdout, interner);
      const printed = new TextEncoder().encode(printTokens(unit));
      const again = tokensOfText(printed, interner);
      assert.equal(firstDifference(again, theirs, interner), undefined, output.stdout.toString());
      if (isAscii(testCase.text)) {
        assert.equal(firstDifference(tokensOfUnit(unit), theirs, interner), undefined);
      }
      if (output.status !== 0) assert.notEqual(unit.problems.length, 0, output.stderr);
      if (output.stderr === '') assert.deepEqual(unit.problems, []);
    });
});

/** gcc prints other letters as universal character names: then only the printed text compares. */
function isAscii(text: string): boolean {
  return !/\P{ASCII}|\\[uU]/u.test(text);
}

function writeCase(home: string, testCase: PreprocessorCase): void {
  for (const [path, text] of Object.entries({ ...testCase.files, 'main.c': testCase.text })) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
}
