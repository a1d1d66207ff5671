/**
 * The preprocessor's own tests of gcc (gcc.dg/cpp and c-c++-common/cpp of gcc-12-source): what `gcc -E`
 * accepts has the same tokens here, and what it refuses is a problem here too. CI takes a quarter.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Interner } from '../../language/src/lexer/interner.ts';
import { Preprocessor } from '../../language/src/preprocessor/preprocessor.ts';
import { printTokens } from '../../language/src/preprocessor/print.ts';
import { SourceMap } from '../../language/src/source/source-map.ts';
import { predefinedAssertions } from '../../language/src/targets/assertions.ts';
import { predefinedText } from '../../language/src/targets/predefined.ts';
import { x86_64 } from '../../language/src/targets/x86.ts';
import { testsuiteFolder } from '../emulator/gcc-testsuite.ts';
import {
  filesFrom,
  firstDifference,
  optionsFromFlags,
  tokensOfText,
} from '../kernel/compare-tokens.ts';
import { missingOracle, requireOracle } from '../oracles/gcc.ts';
import { run } from '../oracles/run.ts';
import { sampleOf } from '../soak/share.ts';
import { EXCLUDED, optionsOf, whyNotComparable } from './cpp-suite.ts';

const SUITES = ['gcc.dg/cpp', 'c-c++-common/cpp'];
const COMPILER = { kind: 'gcc', major: 12, minor: 2, patch: 0 } as const;

/** The system's headers, which gcc searches. */
async function systemPaths(gcc: string): Promise<string[]> {
  const { stderr } = await run([gcc, '-E', '-v', '-xc', '/dev/null']);
  const [, list = ''] = /search starts here:\n([\s\S]*?)\nEnd of search/.exec(stderr) ?? [];
  return list.split('\n').flatMap((line) => (line.startsWith(' ') ? [line.trim()] : []));
}

describe("gcc's suite of its preprocessor", () => {
  it('has the same tokens, and problems where gcc has errors', async function () {
    const gcc = requireOracle(this, 'gcc-12', 'gcc');
    const system = await systemPaths(gcc);
    const wrong: string[] = [];
    let compared = 0;
    for (const suite of SUITES) {
      const folder = await testsuiteFolder(suite);
      if (folder === undefined) return missingOracle(this, 'gcc-12-source is not installed');
      const names = readdirSync(folder).filter((name) => name.endsWith('.c'));
      for (const name of sampleOf('cpp', names.sort(), 4)) {
        if (EXCLUDED.has(name)) continue;
        const text = readFileSync(join(folder, name), 'latin1');
        const flags = optionsOf(text);
        if (whyNotComparable(text, flags) !== undefined) continue;
        compared++;
        const difference = await compare(gcc, folder, name, flags, system);
        if (difference !== undefined)
          wrong.push(`${suite}/${name} (${flags.join(' ')}): ${difference}`);
      }
    }
    console.log(`      ${compared} files compared`);
    assert.deepEqual(wrong, []);
  });
});

/** How the two differ; undefined when they do not. */
async function compare(
  gcc: string,
  folder: string,
  name: string,
  flags: readonly string[],
  system: readonly string[],
): Promise<string | undefined> {
  const { stdout, stderr, status } = await run([gcc, ...flags, '-E', '-P', name], { cwd: folder });
  const interner = new Interner();
  const std = flags.findLast((flag) => flag.startsWith('-std='))?.slice(5) ?? 'gnu17';
  const hasTrigraphs = /^(c\d|iso9899:)/.test(std) || flags.includes('-trigraphs');
  const sources = new SourceMap(filesFrom(folder), interner, hasTrigraphs);
  const predefined = predefinedText({ target: x86_64, compiler: COMPILER, flags: [...flags] });
  const unit = new Preprocessor(sources, {
    ...optionsFromFlags(flags, predefined),
    systemPaths: [...system],
    assertions: predefinedAssertions(x86_64),
  });
  unit.run(name);
  const problems = unit.problems.filter(({ isWarning }) => !isWarning);
  if (status !== 0)
    return problems.length > 0 ? undefined : `gcc refuses it: ${stderr.slice(0, 200)}`;
  if (problems.length > 0) return `only here: ${problems[0]?.message}`;
  const printed = new TextEncoder().encode(printTokens(unit));
  return firstDifference(tokensOfText(printed, interner), tokensOfText(stdout, interner), interner);
}
