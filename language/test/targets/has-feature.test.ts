import assert from 'node:assert/strict';
import { requireOracle } from '../../../test/oracles/gcc.ts';
import { featureOracle } from '../../src/targets/has-feature.ts';
import { runCompiler } from './compilers.ts';

/** The names that the kernel's headers ask for, and some of C itself. */
const NAMES = [
  'address_sanitizer', 'hwaddress_sanitizer', 'thread_sanitizer', 'memory_sanitizer', 'undefined_behavior_sanitizer', 'coverage_sanitizer',
  'shadow_call_stack', 'kcfi', 'c_static_assert', '__c_alignas__', 'c_generic_selections', 'no_such_feature', 'cxx_rtti', 'modules',
]; // biome-ignore format: a list

const FLAGS: readonly (readonly string[])[] = [
  [],
  ['-fsanitize=kernel-address'],
  ['-fsanitize=thread'],
  ['-fsanitize=kcfi'],
  ['-fsanitize=array-bounds'],
  ['-fsanitize=shift', '-fsanitize-coverage=trace-pc'],
  ['-fsanitize=shift', '-fno-sanitize=shift'],
  ['-fsanitize=kernel-memory'],
];

describe('__has_feature', () => {
  for (const flags of FLAGS) {
    it(`answers as clang does with ${flags.join(' ') || 'no flags'}`, function () {
      const clang = requireOracle(this, 'clang-19');
      const text = NAMES.map((name) => `${name}_is=__has_feature(${name})\n`).join('');
      const all = ['--target=x86_64-linux-gnu', '-std=gnu11', ...flags, '-E', '-P'];
      const printed = runCompiler(clang, all, text);
      const expected = NAMES.filter((name) => printed.includes(`${name}_is=1`));
      assert.deepEqual(NAMES.filter(featureOracle(flags)), expected);
    });
  }
});
