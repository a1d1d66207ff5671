import assert from 'node:assert/strict';
import { sedSubstitute } from '../../src/kernel/make/sed-substitute.ts';
import { matchGlob } from '../../src/kernel/match-glob.ts';

/** The command, and what a shell prints for it. */
const commands: readonly (readonly [command: string, output: string | undefined])[] = [
  [
    String.raw`echo rv64imafdcv_zba | sed -E 's/(rv32ima|rv64ima)fd([^v_]*)v?/\1\2/'`,
    'rv64imac_zba',
  ],
  [String.raw`echo rv32imafdc | sed -E 's/(rv32ima|rv64ima)fd([^v_]*)v?/\1\2/'`, 'rv32imac'],
  [`echo aXbXc | sed 's/X/-/g'`, 'a-b-c'],
  [`echo aXbXc | sed 's/X/-/'`, 'a-bXc'],
  [`echo a.b | sed -E 's|a\\.|<&>|'`, '<a.>b'],
  [`echo caab | sed -E 's/a+b$/!/'`, 'c!'],
  [`echo -x-y | sed -E 's/^-[a-w]?x*//'`, '-y'],
  [`echo xabac | sed -E 's/(a|b)*c/<\\1>/'`, 'x<a>'],
  // A pattern that is not read leaves the text alone.
  [`echo aa | sed -E 's/a{2}/b/'`, 'aa'],
  [`echo aa | sed -E 's/(a/b/'`, 'aa'],
  [`echo aa`, undefined],
  [`rm -rf / | sed -E 's/a/b/'`, undefined],
];

/** Patterns that make a matcher which tries every way take for ever. */
const hostile = [
  `echo ${'a'.repeat(2000)} | sed -E 's/(a*)*b/c/'`,
  `echo ${'a'.repeat(2000)} | sed -E 's/(a|a)+(a|a)+b/c/'`,
  `echo ${' '.repeat(4000)}`,
  `echo ${' '.repeat(2000)}| sed -E 's/${'a?'.repeat(500)}${'a'.repeat(500)}/b/'`,
  `echo a | sed -E 's/${'('.repeat(1500)}a${')'.repeat(1500)}/b/'`,
];

describe('a substitution by sed', () => {
  for (const [command, output] of commands) {
    it(`gives ${output} for ${command}`, () => assert.equal(sedSubstitute(command), output));
  }

  for (const command of hostile) {
    it(`ends for ${command.length} characters of ${command.slice(-30)}`, () => {
      const text = /^echo\s+(a*)\s*\|/.exec(command)?.[1];
      assert.ok([text, undefined].includes(sedSubstitute(command)));
    });
  }
});

describe('a wildcard', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['*.c', 'a.c', true],
    ['*.c', 'a.h', false],
    ['a*b*c', 'aXbXbYc', true],
    ['mm/*', 'mm/a/b', false],
    ['mm/*', 'mm/a', true],
    ['mm/?.c', 'mm/a.c', true],
    ['arch/*/mm/', 'arch/x86/mm/', true],
    ['arch/*/mm/', 'arch/x86/y/mm/', false],
    ['*/b*/c', 'a/bb/c', true],
    ['', '', true],
    ['*', '', true],
    [`${'*a'.repeat(60)}b`, 'a'.repeat(3000), false],
  ];
  for (const [glob, text, is] of cases) {
    it(`${glob.slice(0, 20)} ${is ? 'names' : 'does not name'} ${text.slice(0, 20)}`, () =>
      assert.equal(matchGlob(glob, text, '/'), is));
  }
});
