import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { requireKernel } from '../../../test/kernels/builds.ts';
import { capabilitiesText } from '../../src/kernel/generated/cpu-capabilities.ts';
import { featureMasksText } from '../../src/kernel/generated/cpu-feature-masks.ts';
import { facilityListsText } from '../../src/kernel/generated/facility-lists.ts';
import { boardTypesText, machineTypesText } from '../../src/kernel/generated/machine-types.ts';
import { syscallHeader } from '../../src/kernel/generated/syscall-headers.ts';
import { systemRegistersText } from '../../src/kernel/generated/system-registers.ts';
import { tableHeader } from '../../src/kernel/generated/table-headers.ts';
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

  const FACILITIES = (more: string) => `static struct facility_def facility_defs[] = {
	{ .name = "FACILITIES_A",
	  .bits = (int[]){
		0, /* first, 5 */
		63,
#ifdef CONFIG_Z
		65,
#endif
${more}		-1 /* END */
	} },
	{ .name = "FACILITIES_B", .bits = (int[]){ 193, -1 } },
};
`;
  const firstWord = '_AC(0x8000000000000001,UL)';
  const noWord = '_AC(0x0000000000000000,UL)';
  const listB = `#define FACILITIES_B ${noWord},${noWord},${noWord},_AC(0x4000000000000000,UL)`;
  for (const [config, words] of [
    ['', firstWord],
    ['CONFIG_Z=y\n', `${firstWord},_AC(0x4000000000000000,UL)`],
  ] as const)
    it(`facilities of s390 are bits from the left, with "${config.trim()}"`, () => {
      const text = facilityListsText(FACILITIES(''), parseConfig(config));
      assert.deepEqual(macros(text ?? ''), [`#define FACILITIES_A ${words}`, listB]);
    });

  it('facilities of s390 under a condition that is not known are left alone', () => {
    const source = FACILITIES('#if defined(CONFIG_Z)\n\t\t66,\n#endif\n');
    assert.equal(facilityListsText(source, parseConfig('')), undefined);
  });

  for (const [arch, name, table, text, expected] of [
    [
      's390',
      'unistd_nr.h',
      's390/kernel/syscalls/syscall.tbl',
      '# a 9\n1 common x\n462 64 y\n',
      'NR_syscalls 463',
    ],
    [
      'arm',
      'unistd-nr.h',
      'arm/tools/syscall.tbl',
      '0 common x\n462 common y\n',
      '__NR_syscalls 464',
    ],
    [
      'arm',
      'unistd-nr.h',
      'arm/tools/syscall.tbl',
      '0 common x\n254 common y\n',
      '__NR_syscalls 255',
    ],
    [
      'arm64',
      'kernel-hwcap.h',
      'arm64/include/uapi/asm/hwcap.h',
      '#define HWCAP2_SVE2\t(1 << 1)\n',
      'KERNEL_HWCAP_SVE2 __khwcap2_feature(SVE2)',
    ],
    [
      'mips',
      'unistd_nr_n64.h',
      'mips/kernel/syscalls/syscall_n64.tbl',
      '0 n64 x\n462 n64 y\n',
      '__NR_64_Linux_syscalls 463',
    ],
  ] as const)
    it(`${name} of ${arch} has ${expected}`, () => {
      const fs = new NodeFileSystem();
      fs.setVirtual(`/t/arch/${table}`, text);
      const input = { tree: '/t', sourceArch: arch, config: parseConfig(''), fs };
      assert.equal(tableHeader(input, `asm/${name}`)?.(), `#define ${expected}\n`);
    });

  it('boards of sh are macros, and tests in small letters', () => {
    const text = boardTypesText('# a b\n\nRSK\t\tSH_RSK\nHD64461 HD64461 more\n');
    assert.deepEqual(macros(text), [
      '#define MACH_RSK 1',
      '#define MACH_RSK 0',
      '#define mach_is_rsk() (MACH_RSK)',
    ]);
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
