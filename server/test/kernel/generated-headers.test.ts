import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { requireKernel } from '../../../test/kernels/builds.ts';
import { capabilitiesText } from '../../src/kernel/generated/cpu-capabilities.ts';
import { featureMasksText } from '../../src/kernel/generated/cpu-feature-masks.ts';
import { machineTypesText } from '../../src/kernel/generated/machine-types.ts';
import { syscallHeader } from '../../src/kernel/generated/syscall-headers.ts';
import { systemRegistersText } from '../../src/kernel/generated/system-registers.ts';
import { timeconstText } from '../../src/kernel/generated/timeconst.ts';
import { asmHeaders } from '../../src/kernel/generated/wrappers.ts';
import { parseConfig } from '../../src/kernel/kernel-config.ts';
import { NodeFileSystem } from '../../src/kernel/node-file-system.ts';

const lines = (text: string) => text.split('\n').filter((line) => line.startsWith('#define'));

/** The macros of a header: names and values, with single spaces. */
const macros = (text: string) => lines(text).map((line) => line.replace(/\s+/g, ' '));

describe('generated headers', () => {
  it('timeconst.h has the values that the build computed', function () {
    const { build } = requireKernel(this, 'defconfig');
    const built = readFileSync(join(build, 'include/generated/timeconst.h'), 'utf8');
    const hz = Number(/HZ == (\d+)/.exec(built)?.[1]);
    assert.deepEqual(macros(timeconstText(hz)), macros(built));
  });

  for (const [folder, name] of [
    ['uapi/asm', 'unistd_64.h'],
    ['uapi/asm', 'unistd_x32.h'],
    ['asm', 'unistd_32_ia32.h'],
  ] as const)
    it(`${name} of x86 has the numbers that the build wrote`, function () {
      const { tree, build } = requireKernel(this, 'defconfig');
      const built = readFileSync(join(build, 'arch/x86/include/generated', folder, name), 'utf8');
      const fs = new NodeFileSystem();
      const text =
        syscallHeader(
          { tree, sourceArch: 'x86', config: parseConfig(''), fs },
          `${folder}/${name}`,
        )?.() ?? '';
      const withoutGuard = (each: string) => !/_H$/.test(each);
      assert.deepEqual(macros(text), macros(built).filter(withoutGuard));
    });

  it('masks of features have a bit for what the configuration names', () => {
    const features =
      '#define NCAPINTS 2\n#define X86_FEATURE_FPU ( 0*32+ 0) /* "fpu" */\n#define X86_FEATURE_NX (1*32+20)\n#define X86_FEATURE_LM ( 1*32+31)\n';
    const config = parseConfig(
      'CONFIG_X86_REQUIRED_FEATURE_FPU=y\nCONFIG_X86_REQUIRED_FEATURE_LM=y\nCONFIG_X86_DISABLED_FEATURE_NX=y\n',
    );
    assert.deepEqual(macros(featureMasksText(features, config)), [
      '#define REQUIRED_MASK0 0x00000001U',
      '#define REQUIRED_MASK1 0x80000000U',
      '#define REQUIRED_MASK_BIT_SET(x) ((((x) >> 5) == 0 ? REQUIRED_MASK0 : ((x) >> 5) == 1 ? REQUIRED_MASK1 : 0) & (1U << ((x) & 31)))',
      '#define DISABLED_MASK0 0x00000000U',
      '#define DISABLED_MASK1 0x00100000U',
      '#define DISABLED_MASK_BIT_SET(x) ((((x) >> 5) == 1 ? DISABLED_MASK1 : 0) & (1U << ((x) & 31)))',
    ]);
  });

  it('capabilities are numbered, comments are not', () =>
    assert.deepEqual(lines(capabilitiesText('# a\nHAS_A\n\nWORKAROUND_1\n')), [
      '#define ARM64_HAS_A 0',
      '#define ARM64_WORKAROUND_1 1',
      '#define ARM64_NCAPS 2',
    ]));

  it('a register has its encoding, its fields, their values and what is reserved', () => {
    const table =
      'Sysreg\tR\t3 0 1 2 7\nRes0 63:8\nSignedEnum 7:4 MODE\n\t0b0001 ON\nEndEnum\nField 3:0 N\nEndSysreg\n';
    const text = systemRegistersText(table);
    for (const line of [
      '#define SYS_R sys_reg(3, 0, 1, 2, 7)',
      '#define R_MODE_MASK GENMASK(7, 4)',
      '#define R_MODE_SIGNED true',
      '#define R_MODE_ON UL(0b0001)',
      '#define R_N_WIDTH 4',
      '#define R_RES0 (UL(0) | GENMASK_ULL(63, 8))',
    ])
      assert.ok(text.includes(`${line}\n`), line);
  });

  it('a machine is tested where it can be', () => {
    const text = machineTypesText('# machines\nboard\tBOARD\tBOARD\t7\nold OLD OLD\n');
    assert.match(text, /#define MACH_TYPE_BOARD 7\n/);
    assert.match(text, /# define machine_is_board\(\) \(machine_arch_type == MACH_TYPE_BOARD\)/);
    assert.match(text, /#define machine_is_old\(\) \(0\)/);
  });

  it('wrappers follow conditions, and what an architecture has is not wrapped', () => {
    const tree = mkdtempSync(join(tmpdir(), 'ptdesc-wrappers-'));
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), text);
    };
    write(
      'arch/x/include/asm/Kbuild',
      'generic-y += a.h\nifdef CONFIG_B\ngeneric-y += b.h\nendif\ngenerated-y += t.h\n',
    );
    write('arch/x/include/asm/own.h', '');
    write(
      'include/asm-generic/Kbuild',
      'mandatory-y += own.h\nmandatory-y += m.h\nmandatory-y += t.h\n',
    );
    const names = (config: string) => {
      const input = {
        tree,
        sourceArch: 'x',
        config: parseConfig(config),
        fs: new NodeFileSystem(),
      };
      const { wrappers, generated } = asmHeaders(input);
      return [[...wrappers.keys()], generated];
    };
    assert.deepEqual(names(''), [['asm/a.h', 'asm/m.h'], ['asm/t.h']]);
    assert.deepEqual(names('CONFIG_B=y'), [['asm/a.h', 'asm/b.h', 'asm/m.h'], ['asm/t.h']]);
    rmSync(tree, { recursive: true });
  });
});
