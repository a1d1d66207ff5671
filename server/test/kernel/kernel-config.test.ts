import assert from 'node:assert/strict';
import {
  configArchitecture,
  configTarget,
  makeArchitecture,
} from '../../src/kernel/architectures.ts';
import { configCompiler } from '../../src/kernel/kbuild/config-compiler.ts';
import {
  changeConfig,
  KernelConfig,
  parseConfig,
  renderAutoconf,
} from '../../src/kernel/kernel-config.ts';

const dotConfig = `#
# Automatically generated file; DO NOT EDIT.
# Linux/x86 6.12.5 Kernel Configuration
#
CONFIG_CC_VERSION_TEXT="gcc (Debian 12.2.0-14) 12.2.0"
CONFIG_CC_IS_GCC=y
CONFIG_GCC_VERSION=120200
# CONFIG_KSM is not set
CONFIG_64BIT=y
CONFIG_X86_64=y
CONFIG_EXT4_FS=m
CONFIG_NR_CPUS=64
CONFIG_PHYSICAL_START=0x1000000
CONFIG_CMDLINE="a \\"b\\" \\\\ c"
`;

function changed(...settings: string[]): KernelConfig {
  const change = changeConfig(parseConfig(dotConfig), settings);
  assert.ok('config' in change);
  return change.config;
}

describe('a configuration', () => {
  it('is read from a .config', () => {
    const config = parseConfig(dotConfig);
    assert.equal(config.title, 'x86');
    assert.ok(config.isSet('64BIT'));
    assert.ok(!config.isSet('KSM'));
    assert.equal(config.value('EXT4_FS'), 'm');
    assert.equal(config.value('CMDLINE'), 'a "b" \\ c');
  });

  it('is the same when it went through autoconf.h', () => {
    const config = parseConfig(dotConfig);
    const again = parseConfig(renderAutoconf(config));
    assert.deepEqual([...again.symbols].sort(), [...config.symbols].sort());
    assert.match(renderAutoconf(config), /^#define CONFIG_EXT4_FS_MODULE 1$/m);
    assert.match(renderAutoconf(config), /^#define CONFIG_NR_CPUS 64$/m);
    assert.match(renderAutoconf(config), /^#define CONFIG_CMDLINE "a \\"b\\" \\\\ c"$/m);
  });

  it('changes by --set, and by nothing else', () => {
    const config = changed(
      'CONFIG_KSM=y',
      'CONFIG_EXT4_FS=n',
      'CONFIG_NR_CPUS=8',
      'CONFIG_NAME=x y',
    );
    assert.ok(config.isSet('KSM'));
    assert.equal(config.value('EXT4_FS'), undefined);
    assert.match(renderAutoconf(config), /^#define CONFIG_NR_CPUS 8$/m);
    assert.match(renderAutoconf(config), /^#define CONFIG_NAME "x y"$/m);
    assert.equal(config.symbols.size, parseConfig(dotConfig).symbols.size + 1);
  });

  it('refuses a setting that is none', () => {
    for (const bad of ['CONFIG_X', '=y', 'CONFIG-X=y', '']) {
      assert.ok('error' in changeConfig(parseConfig(dotConfig), [bad]), bad);
    }
  });

  it('survives anything', () => {
    for (const text of ['', '\0\0', 'CONFIG_=y', 'CONFIG_A', '#define CONFIG_A', 'CONFIG_A="']) {
      assert.doesNotThrow(() => renderAutoconf(parseConfig(text)));
    }
  });

  it('says for which compiler and architecture it was made', () => {
    const config = parseConfig(dotConfig);
    assert.equal(configArchitecture(config), 'x86');
    assert.equal(makeArchitecture('x86', config), 'x86_64');
    assert.deepEqual(configCompiler(config), {
      kind: 'gcc',
      major: 12,
      minor: 2,
      patch: 0,
      versionText: 'gcc (Debian 12.2.0-14) 12.2.0',
    });
    const clang = parseConfig('CONFIG_CC_IS_CLANG=y\nCONFIG_CLANG_VERSION=190107\n');
    assert.deepEqual(configCompiler(clang), { kind: 'clang', major: 19, minor: 1, patch: 7 });
  });

  const targets: [arch: string, symbols: string, target: string][] = [
    ['x86', 'X86_64', 'x86_64'],
    ['x86', 'X86_32', 'i386'],
    ['arm64', 'ARM64', 'aarch64'],
    ['arm', 'ARM', 'arm'],
    ['arm', 'ARM CPU_BIG_ENDIAN', 'armeb'],
    ['powerpc', 'PPC PPC64 CPU_LITTLE_ENDIAN', 'powerpc64le'],
    ['powerpc', 'PPC PPC64', 'powerpc64'],
    ['powerpc', 'PPC PPC32', 'powerpc'],
    ['mips', 'MIPS 64BIT CPU_LITTLE_ENDIAN', 'mips64el'],
    ['mips', 'MIPS CPU_BIG_ENDIAN', 'mips'],
    ['riscv', 'RISCV 64BIT', 'riscv64'],
    ['riscv', 'RISCV 32BIT', 'riscv32'],
    ['s390', 'S390 64BIT', 's390x'],
    ['sparc', 'SPARC 64BIT', 'sparc64'],
    ['m68k', 'M68K COLDFIRE', 'coldfire'],
    ['um', 'UML X86 64BIT', 'x86_64'],
    ['xtensa', 'XTENSA', 'xtensa'],
  ];
  for (const [arch, symbols, target] of targets) {
    it(`of ${arch} with ${symbols} is for ${target}`, () => {
      const config = new KernelConfig(new Map(symbols.split(' ').map((name) => [name, 'y'])));
      assert.equal(configTarget(arch, config)?.name, target);
      const known = symbols.includes('X86_') || configArchitecture(config) === arch;
      assert.ok(known);
    });
  }
});
