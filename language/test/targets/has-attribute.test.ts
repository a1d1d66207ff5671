import assert from 'node:assert/strict';
import { requireOracle } from '../../../test/oracles/gcc.ts';
import { findTarget } from '../../src/targets/all-targets.ts';
import {
  clangCommon,
  clangSince,
  gccCommon,
  gccMachine,
  gccSince,
} from '../../src/targets/attribute-names.ts';
import {
  atomicBuiltins,
  clangBuiltins,
  clangBuiltinsSince,
  commonBuiltins,
  gccBuiltins,
  gccBuiltinsSince,
  libraryFunctions,
} from '../../src/targets/builtin-names.ts';
import { attributeOracle } from '../../src/targets/has-attribute.ts';
import { builtinOracle } from '../../src/targets/has-builtin.ts';
import { runCompiler } from './compilers.ts';

const cases = [
  { command: 'gcc', kind: 'gcc', major: 12, target: 'x86_64' },
  { command: 'aarch64-linux-gnu-gcc', kind: 'gcc', major: 12, target: 'aarch64' },
  { command: 's390x-linux-gnu-gcc', kind: 'gcc', major: 12, target: 's390x' },
  { command: 'arm-linux-gnueabihf-gcc', kind: 'gcc', major: 12, target: 'arm' },
  { command: 'powerpc64le-linux-gnu-gcc', kind: 'gcc', major: 12, target: 'powerpc64le' },
  { command: 'clang-19', kind: 'clang', major: 19, target: 'x86_64' },
] as const;

/** Names that the kernel asks for and no compiler table above holds. */
const strangers = [
  '__uninitialised__',
  'no_such_attribute',
  'constructor',
  'toString',
  'btf_type_id',
];

function allNames(...tables: Iterable<string>[]): string[] {
  return [...new Set(tables.flatMap((table) => [...table]))].sort();
}

const attributes = allNames(
  gccCommon,
  clangCommon,
  ...Object.values(gccSince),
  ...Object.values(gccMachine),
  ...Object.values(clangSince),
  strangers,
);

const plainBuiltins = allNames(
  libraryFunctions,
  commonBuiltins,
  gccBuiltins,
  clangBuiltins,
  ...Object.values(gccBuiltinsSince),
  ...Object.values(clangBuiltinsSince),
).filter((name) => !name.startsWith('__'));
const builtins = allNames(
  plainBuiltins.map((name) => `__builtin_${name}`),
  atomicBuiltins,
  ['memcpy', 'strlen', '__builtin_ia32_pause', '__builtin_cpu_supports', '__builtin_btf_type_id'],
);

/** The names for which the compiler's own operator gives a value other than 0. */
function answers(command: string, operator: string, names: readonly string[]): string[] {
  const source = names.map((name) => `#if ${operator}(${name})\n${name}\n#endif\n`).join('');
  return runCompiler(command, ['-nostdinc', '-std=gnu11', '-E', '-P'], source)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

describe('__has_attribute and __has_builtin', () => {
  for (const { command, kind, major, target: name } of cases) {
    it(`answer as ${command}`, function () {
      requireOracle(this, command);
      const target = findTarget(name);
      assert.ok(target);
      const compiler = { kind, major, minor: 0, patch: 0 };
      const hasAttribute = attributeOracle(compiler, target);
      const hasBuiltin = builtinOracle(compiler, target);
      assert.deepEqual(
        attributes.filter((each) => hasAttribute(each) !== 0),
        answers(command, '__has_attribute', attributes),
      );
      assert.deepEqual(
        builtins.filter((each) => hasBuiltin(each)),
        answers(command, '__has_builtin', builtins),
      );
    });
  }

  it('know an attribute with and without underscores, and only from its release on', () => {
    const target = findTarget('x86_64');
    assert.ok(target);
    const old = attributeOracle({ kind: 'gcc', major: 8, minor: 0, patch: 0 }, target);
    const now = attributeOracle({ kind: 'gcc', major: 12, minor: 0, patch: 0 }, target);
    assert.equal(old('__copy__'), 0);
    assert.equal(now('__copy__'), 1);
    assert.equal(now('copy'), 1);
    assert.equal(now('nodiscard'), 202003);
    assert.equal(now('unused', 'gnu'), 1);
    assert.equal(now('unused', 'clang'), 0);
    assert.equal(now('unused', ''), 0);
  });
});
