import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openProfile, type Profile } from '../../server/src/profile/profile.ts';

/** The kernels whose dumps are decoded: what became different after Linux 6.12 is chosen by a macro. */
export type KernelStyle = '6.12' | '7';

/** A machine of each width and order. */
export interface DecodeMachine {
  readonly name: string;
  /** The folder under arch/. */
  readonly arch: string;
  readonly wordBits: 32 | 64;
  readonly bigEndian: boolean;
}

export const DECODE_MACHINES: readonly DecodeMachine[] = [
  { name: 'x86_64', arch: 'x86', wordBits: 64, bigEndian: false },
  { name: 'i386', arch: 'x86', wordBits: 32, bigEndian: false },
  { name: 's390', arch: 's390', wordBits: 64, bigEndian: true },
  { name: 'sparc32', arch: 'sparc', wordBits: 32, bigEndian: true },
];

const SOURCES = resolve(import.meta.dirname, 'kernel');
/** What the allocator looks at, as each kernel writes it. */
const MASK_WITHOUT_NAME = `static bool is_pool(struct page *page)
{
	return (page->pp_magic & ~0x3UL) == PP_SIGNATURE;
}
`;
const FREE_CLEARS_TYPE = `static void prepare(struct page *page)
{
	if (unlikely(page_has_type(page)))
		/* networking expects to clear its page type before releasing */
		page->page_type = UINT_MAX;
}
`;

/** The two kernels look at a folio's counters in another order. */
function freeTail(style: KernelStyle): string {
  const counters = ['entire_mapcount', 'large_mapcount'];
  const checks = (style === '7' ? counters.reverse() : counters).map(
    (name) => `	if (folio_${name}(folio)) {
		bad_page(page, "nonzero ${name}");
		return 1;
	}
`,
  );
  return `static int free_tail_page_prepare(struct page *head, struct page *page)
{
${checks.join('')}	if (page->mapping != TAIL_MAPPING) {
		bad_page(page, "corrupted mapping in tail page");
		return 1;
	}
	return 0;
}
`;
}

/** Writes the kernel into an empty folder, as the product takes it for one with machines of its own. */
export function writeMiniKernel(folder: string, style: KernelStyle): void {
  cpSync(SOURCES, folder, { recursive: true });
  const version = style === '7' ? '7' : '6';
  writeFileSync(
    join(folder, 'Makefile'),
    `VERSION = ${version}\nPATCHLEVEL = 12\nSUBLEVEL = 0\nEXTRAVERSION = -model\n`,
  );
  writeFileSync(join(folder, 'Kbuild'), 'obj-y += mm/\n');
  const own = style === '7' ? FREE_CLEARS_TYPE : MASK_WITHOUT_NAME;
  writeFileSync(join(folder, 'mm/page_alloc.c'), `${own}${freeTail(style)}`);
  writeFileSync(join(folder, 'include/linux/mini.h'), miniHeader(style));
  for (const { name, arch, wordBits } of DECODE_MACHINES) {
    const configs = join(folder, 'arch', arch, 'configs');
    mkdirSync(configs, { recursive: true });
    mkdirSync(join(folder, 'arch', arch, 'include'), { recursive: true });
    writeFileSync(
      join(configs, `${name}_defconfig`),
      `CONFIG_PAGE_POOL=y\n${wordBits === 64 ? 'CONFIG_64BIT=y' : '# CONFIG_64BIT is not set'}\n${archSymbols(name)}`,
    );
  }
}

function archSymbols(name: string): string {
  if (name === 'x86_64') return 'CONFIG_X86_64=y\n';
  if (name === 'i386') return 'CONFIG_X86_32=y\n';
  return 'CONFIG_CPU_BIG_ENDIAN=y\n';
}

function miniHeader(style: KernelStyle): string {
  return `#ifndef _LINUX_MINI_H
#define _LINUX_MINI_H
#define BITS_PER_LONG (8 * __SIZEOF_LONG__)
${style === '7' ? '#define MINI_7\n' : ''}#endif
`;
}

/** The profile of a machine of a written kernel. */
export function openMiniKernel(folder: string, machine: DecodeMachine): Profile {
  return openProfile({
    tree: folder,
    arch: machine.arch,
    configFile: join(folder, 'arch', machine.arch, 'configs', `${machine.name}_defconfig`),
  });
}
