/**
 * What User-mode Linux takes from its host, which is an x86 with glibc here: headers of arch/x86, and
 * user_constants.h, which a program of the host prints from the C library's headers.
 */
import { join } from 'node:path';
import type { UnitOptions } from '../../../../language/src/unit/translation-unit.ts';
import type { NodeFileSystem } from '../node-file-system.ts';

/** HEADER_ARCH of arch/um/Makefile. */
export const HOST_ARCH = 'x86';

/** The file whose `DEFINE(sym, val)` lines the host's compiler reads (arch/um/Makefile, user_constants.h). */
export const HOST_OFFSETS = `arch/${HOST_ARCH}/um/user-offsets.c`;

/** Where the host's headers stand, below the build; nothing is written there. */
const HOST_HEADERS = 'include/generated/host';

/** What of glibc's headers the file may ask for: sizes and numbers of the x86 ABI. */
const headers: Readonly<Record<string, string>> = {
  'stdio.h': '',
  'stddef.h': '#define offsetof(type, member) __builtin_offsetof(type, member)\n',
  // bits/types/sigcontext.h: the state that fxsave writes.
  'signal.h': '#define FP_XSTATE_MAGIC1 0x46505853U\nstruct _fpstate { char fxsave[512]; };\n',
  'poll.h': '#define POLLIN 1\n#define POLLPRI 2\n#define POLLOUT 4\n',
  'sys/poll.h': '#include <poll.h>\n',
  'sys/mman.h': '#define PROT_READ 1\n#define PROT_WRITE 2\n#define PROT_EXEC 4\n',
  // sys/user.h: 27 registers, 17 on i386.
  'sys/user.h': `#ifdef __i386__
struct user_regs_struct { long registers[17]; };
struct user_fpregs_struct { long registers[27]; };
struct user_fpxregs_struct { long registers[128]; };
#else
struct user_regs_struct { unsigned long registers[27]; };
#endif
`,
};

/** Lays the host's headers over the build. */
export function addHostHeaders(build: string, fs: NodeFileSystem): void {
  for (const [name, text] of Object.entries(headers))
    fs.setVirtual(join(build, HOST_HEADERS, name), text);
}

/** How the host's compiler reads a file: the C library first, then what the kernel shows to programs. */
export function hostOptions(tree: string, build: string, options: UnitOptions): UnitOptions {
  const folders = [
    join(build, HOST_HEADERS),
    join(tree, 'arch', HOST_ARCH, 'include/uapi'),
    join(build, 'arch', HOST_ARCH, 'include/generated/uapi'),
    join(tree, 'include/uapi'),
    join(tree, 'include'),
  ];
  return { ...options, commandLine: '', forcedIncludes: [], includePaths: folders };
}
