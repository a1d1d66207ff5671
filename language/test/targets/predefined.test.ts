import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { requireOracle } from '../../../test/oracles/gcc.ts';
import { findTarget } from '../../src/targets/all-targets.ts';
import { type Compiler, predefinedMacros } from '../../src/targets/predefined.ts';
import { type CompilerCase, clangCases, dumpedMacros, gccCases } from './compilers.ts';

/** The version a compiler says it has. */
function versionOf(kind: Compiler['kind'], command: string): Compiler {
  const text = spawnSync(command, ['--version'], { encoding: 'utf8' }).stdout.split('\n')[0] ?? '';
  const [, major, minor, patch] = /(\d+)\.(\d+)\.(\d+)/.exec(text.replace(/\(.*?\)/, '')) ?? [];
  return {
    kind,
    major: Number(major),
    minor: Number(minor),
    patch: Number(patch),
    versionText: text,
  };
}

function check(kind: Compiler['kind'], { command, target: name, flags }: CompilerCase): void {
  const target = findTarget(name);
  assert.ok(target, name);
  const wanted = dumpedMacros(command, flags);
  const got = predefinedMacros({ target, compiler: versionOf(kind, command), flags });
  assert.deepEqual(sorted(got), sorted(wanted));
}

function sorted(macros: ReadonlyMap<string, string>): string[] {
  return [...macros].map(([name, value]) => `${name} ${value}`).sort();
}

describe('predefined macros', () => {
  for (const each of gccCases) {
    it(`are those of ${each.command} ${each.flags.slice(6).join(' ')}`, function () {
      requireOracle(this, each.command);
      check('gcc', each);
    });
  }
  for (const each of clangCases) {
    it(`are those of ${each.command} --target=${each.target}`, function () {
      requireOracle(this, each.command);
      check('clang', each);
    });
  }
  it('follow the version of the compiler', () => {
    const target = findTarget('x86_64');
    assert.ok(target);
    const compiler = { kind: 'gcc', major: 14, minor: 1, patch: 0 } as const;
    const macros = predefinedMacros({ target, compiler, flags: [] });
    assert.equal(macros.get('__GNUC__'), '14');
    assert.equal(macros.get('__VERSION__'), '"14.1.0"');
    assert.equal(macros.get('__GXX_ABI_VERSION'), '1019');
  });
});
