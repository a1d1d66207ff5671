import assert from 'node:assert/strict';
import { Configuration } from '../../src/kernel/kconfig/configuration.ts';
import { recursiveDependencies } from '../../src/kernel/kconfig/recursion.ts';
import { explain } from '../../src/kernel/kconfig/why.ts';

/** The lexer of a kernel whose choices may be tristate knows the word `optional`. */
const OLD_LEXER = { 'scripts/kconfig/lexer.l': '"optional" return T_OPTIONAL;' };

function configurationOf(files: Readonly<Record<string, string>>): Configuration {
  return new Configuration({
    tree: '/tree',
    arch: 'x86_64',
    version: '6.12.0',
    files: { readText: (file) => files[file], list: () => [] },
  });
}

/** @param expected the lines of the `.config` behind its heading */
function checkConfig(
  kconfig: string | Readonly<Record<string, string>>,
  input: string,
  expected: readonly string[],
): Configuration {
  const files = typeof kconfig === 'string' ? { Kconfig: kconfig } : kconfig;
  const configuration = configurationOf(files);
  configuration.useInput({ text: input, file: 'input' });
  const lines = configuration.text().trimEnd().split('\n').slice(4);
  assert.deepEqual(lines, expected);
  return configuration;
}

const MODULES = 'config MODULES\n\tbool "modules"\n\tmodules\n\tdefault y\n';

describe('Kconfig', () => {
  const table: readonly [
    what: string,
    kconfig: string | Readonly<Record<string, string>>,
    input: string,
    expected: readonly string[],
  ][] = [
    [
      'a select forces what cannot be seen',
      'config A\n\tbool "a"\n\tselect B\nconfig B\n\tbool\n',
      'CONFIG_A=y',
      ['CONFIG_A=y', 'CONFIG_B=y'],
    ],
    [
      'a tristate is no more than what it depends on',
      `${MODULES}config A\n\ttristate "a"\nconfig B\n\ttristate "b"\n\tdepends on A\n`,
      'CONFIG_A=m\nCONFIG_B=y',
      ['CONFIG_MODULES=y', 'CONFIG_A=m', 'CONFIG_B=m'],
    ],
    ['without modules m is y', 'config A\n\ttristate\n\tdefault m\n', '', ['CONFIG_A=y']],
    [
      'imply gives way to the user',
      'config A\n\tdef_bool y\n\timply B\n\timply C\nconfig B\n\tbool "b"\nconfig C\n\tbool "c"\n',
      '# CONFIG_B is not set',
      ['CONFIG_A=y', '# CONFIG_B is not set', 'CONFIG_C=y'],
    ],
    [
      'the first default whose condition holds',
      'config N\n\tint\n\tdefault 3 if X\n\tdefault 4 if !X\n\tdefault 5\nconfig X\n\tbool\n',
      '',
      ['CONFIG_N=4'],
    ],
    [
      'a value outside of its range moves to the end of it',
      'config N\n\tint "n"\n\trange 2 LAST\n\tdefault 9\nconfig LAST\n\tint\n\tdefault 8\n',
      'CONFIG_N=1',
      ['CONFIG_N=2', 'CONFIG_LAST=8'],
    ],
    [
      'a choice takes the member that is named last',
      'choice\n\tprompt "c"\n\tdefault B\nconfig A\n\tbool "a"\nconfig B\n\tbool "b"\nconfig C\n\tbool "c"\nendchoice\n',
      'CONFIG_A=y\nCONFIG_C=y',
      ['# CONFIG_A is not set', '# CONFIG_B is not set', 'CONFIG_C=y'],
    ],
    [
      'a choice whose default the user refused',
      'choice\n\tprompt "c"\n\tdefault B\nconfig A\n\tbool "a"\nconfig B\n\tbool "b"\nendchoice\n',
      '# CONFIG_B is not set',
      ['CONFIG_A=y', '# CONFIG_B is not set'],
    ],
    [
      'an older, optional choice may have no member',
      {
        ...OLD_LEXER,
        Kconfig: 'choice\n\tprompt "c"\n\toptional\nconfig A\n\tbool "a"\nendchoice\n',
      },
      '',
      [],
    ],
    [
      'an older tristate choice lets members be m together',
      {
        ...OLD_LEXER,
        Kconfig: `${MODULES}choice\n\ttristate "c"\nconfig A\n\ttristate "a"\nconfig B\n\ttristate "b"\nendchoice\n`,
      },
      'CONFIG_A=m\nCONFIG_B=m',
      ['CONFIG_MODULES=y', 'CONFIG_A=m', 'CONFIG_B=m'],
    ],
    [
      'a menu that cannot be seen hides prompts, not values',
      'menu "m"\n\tvisible if X\nconfig A\n\tbool "a"\n\tdefault y\nendmenu\nconfig X\n\tbool "x"\n',
      '# CONFIG_A is not set',
      ['CONFIG_A=y', '# CONFIG_X is not set'],
    ],
    [
      'depends on A if B asks nothing without B',
      'config A\n\tbool "a"\n\tdepends on C if B\nconfig B\n\tbool "b"\nconfig C\n\tbool "c"\n',
      'CONFIG_A=y',
      ['CONFIG_A=y', '# CONFIG_B is not set', '# CONFIG_C is not set'],
    ],
    [
      'a transitional symbol hands its value on and is not written',
      'config NEW\n\tbool "new"\n\tdefault OLD\nconfig OLD\n\tbool\n\ttransitional\n',
      'CONFIG_OLD=y',
      ['CONFIG_NEW=y'],
    ],
    [
      'macros with arguments, and a comparison of numbers',
      'twice = $(1)$(1)\nN := $(twice,4)\nconfig N\n\tint\n\tdefault $(N)\nconfig A\n\tdef_bool N > 9\n',
      '',
      ['CONFIG_N=44', 'CONFIG_A=y'],
    ],
    [
      'a sourced file, and help texts that look like statements',
      {
        Kconfig:
          'config A\n\tdef_bool y\n\thelp\n\t  config B\n\n\t  bool\nsource "$(SRCARCH)/Kconfig"\n',
        'x86/Kconfig': 'config C\n\tdef_bool "$(ARCH)" = "x86_64"\n',
      },
      '',
      ['CONFIG_A=y', 'CONFIG_C=y'],
    ],
  ];
  for (const [what, kconfig, input, expected] of table)
    it(what, () => void checkConfig(kconfig, input, expected));

  const wrong: readonly [
    what: string,
    kconfig: string | Readonly<Record<string, string>>,
    problem: RegExp,
  ][] = [
    [
      'a syntax error',
      'config B\n\tbool "b"\n\tdepends on (B\nconfig A\n\tbool "a"\n',
      /^Kconfig:3: .*'\)' is missing/,
    ],
    [
      'an unknown statement',
      'confog B\nconfig A\n\tbool "a"\n',
      /^Kconfig:1: unknown statement "confog"/,
    ],
    [
      'a missing file',
      'source "none"\nconfig A\n\tbool "a"\n',
      /^Kconfig:1: can't open file "none"/,
    ],
    [
      'a loop of sources',
      { Kconfig: 'source "b"\n', b: 'config A\n\tbool "a"\nsource "Kconfig"\n' },
      /^b:3: recursive inclusion of "Kconfig"/,
    ],
    [
      'a menu without its end',
      'menu "m"\nconfig A\n\tbool "a"\n',
      /^Kconfig:1: "menu" without its end/,
    ],
    [
      'a macro that refers to itself',
      'X = $(X)\nconfig A\n\tbool "a"\n\tdefault $(X)\n',
      /^Kconfig:4: Recursive variable 'X'/,
    ],
  ];
  for (const [what, kconfig, problem] of wrong)
    it(`${what} is one problem with its place, and the rest is answered`, () => {
      const configuration = configurationOf(
        typeof kconfig === 'string' ? { Kconfig: kconfig } : kconfig,
      );
      configuration.useInput({ text: 'CONFIG_A=y', file: 'input' });
      const [first] = configuration.tree.problems;
      assert.match(`${first?.file}:${first?.line}: ${first?.text}`, problem);
      assert.equal(configuration.kernelConfig().isSet('A'), true);
    });

  it('dependencies in a circle end', () => {
    const circle = 'config A\n\tbool "a"\n\tdepends on B\nconfig B\n\tbool "b"\n\tdepends on A\n';
    checkConfig(circle, 'CONFIG_A=y\nCONFIG_B=y', []);
  });

  it('runs nothing: a question that no one knows is answered n, and listed', () => {
    const configuration = checkConfig(
      'config A\n\tdef_bool $(shell,rm -rf / && echo y)\nconfig B\n\tbool "b"\n',
      '',
      ['# CONFIG_B is not set'],
    );
    const [answer] = configuration.toolchain.answers;
    assert.deepEqual(
      [answer?.question, answer?.isKnown, answer?.line],
      ['command rm -rf / && echo y', false, 2],
    );
  });

  it('tells values that cannot be from values that are', () => {
    const kconfig = 'config A\n\tbool "a"\nconfig N\n\tint "n"\n\tdefault 1\n';
    const configuration = checkConfig(kconfig, 'CONFIG_A=m\nCONFIG_N=0x1\nfoo\nCONFIG_X=y', [
      '# CONFIG_A is not set',
      'CONFIG_N=1',
    ]);
    assert.deepEqual(
      configuration.inputProblems.map(({ line, text }) => `${line}: ${text}`),
      [
        '3: unexpected data: foo',
        "1: symbol value 'm' invalid for A",
        "2: symbol value '0x1' invalid for N",
      ],
    );
    assert.deepEqual(configuration.unknownNames, ['X']);
  });

  it('says why: who selects, what it depends on, and which statement decides', () => {
    const configuration = checkConfig(
      'config A\n\tbool "a"\n\tselect B if C\nconfig B\n\tbool "b"\n\tdepends on C\nconfig C\n\tdef_bool y\n',
      'CONFIG_A=y',
      ['CONFIG_A=y', 'CONFIG_B=y', 'CONFIG_C=y'],
    );
    const why = explain(configuration, 'CONFIG_B');
    assert.equal(why?.origin, 'selected by A');
    assert.deepEqual(
      why?.reasons.map(({ line, text, state, decides }) => `${line} ${text} ${state} ${decides}`),
      [
        '4 config B y false',
        '4 depends on C y false',
        '5 prompt "b" y false',
        '3 selected by A=y if C y true',
      ],
    );
  });
});

describe('dependencies in a circle', () => {
  const checkCircles = (kconfig: string, expected: readonly string[]) => {
    const { tree, dialect } = configurationOf({ Kconfig: kconfig });
    const found = recursiveDependencies(tree.symbols, dialect);
    assert.deepEqual(
      found.map(({ file, line, text }) => `${file}:${line}: ${text}`),
      expected,
    );
  };
  const table: readonly [what: string, kconfig: string, expected: readonly string[]][] = [
    [
      'a select of what it depends on',
      'config A\n\tbool "a"\n\tdepends on B\n\tselect B\nconfig B\n\tbool "b"\n',
      ['Kconfig:1: recursive dependency: A depends on B depends on A'],
    ],
    [
      'a default of what has it as its default',
      'config A\n\tdef_bool B\nconfig B\n\tdef_bool C\nconfig C\n\tdef_bool y if A\n',
      ['Kconfig:1: recursive dependency: A depends on B depends on C depends on A'],
    ],
    [
      'a symbol that depends on itself',
      'config A\n\tbool "a"\n\tdepends on B || A\n',
      ['Kconfig:1: recursive dependency: A depends on A'],
    ],
    [
      'a choice whose member a symbol asks for that the choice asks for',
      'config A\n\tbool "a"\n\tdepends on X\nchoice\n\tprompt "c"\n\tdepends on A\nconfig X\n\tbool "x"\nendchoice\n',
      ['Kconfig:1: recursive dependency: A depends on a choice depends on A'],
    ],
    [
      'not: two symbols that imply each other',
      'config A\n\tbool "a"\n\timply B\nconfig B\n\tbool "b"\n\timply A\n',
      [],
    ],
    [
      'not: members of a choice',
      'choice\n\tprompt "c"\n\tdefault X\nconfig X\n\tbool "x"\nconfig Y\n\tbool "y"\n\tdepends on !X\nendchoice\n',
      [],
    ],
  ];
  for (const [what, kconfig, expected] of table)
    it(`are found: ${what}`, () => checkCircles(kconfig, expected));
});
