/** Headers that come with a compiler and that the kernel's own headers ask for. */
import { join } from 'node:path';
import type { NodeFileSystem } from './node-file-system.ts';

/**
 * larchintrin.h (gcc/config/loongarch, clang/lib/Headers): instructions as functions. The compilers'
 * own file has macros around builtins where an operand must be constant; the types are the same.
 */
const larchintrin = `#ifndef __LARCHINTRIN_H
#define __LARCHINTRIN_H
typedef struct drdtime { unsigned long dvalue, dtimeid; } __drdtime_t;
typedef struct rdtime { unsigned int value, timeid; } __rdtime_t;
extern __drdtime_t __rdtime_d(void);
extern __rdtime_t __rdtimeh_w(void);
extern __rdtime_t __rdtimel_w(void);
extern unsigned int __cpucfg(unsigned int word);
extern unsigned int __movfcsr2gr(int fcsr);
extern void __movgr2fcsr(int fcsr, unsigned int value);
extern void __cacop_d(int code, unsigned long base, int offset);
extern void __asrtle_d(long left, long right);
extern void __asrtgt_d(long left, long right);
extern long __lddir_d(long base, int level);
extern void __ldpte_d(long base, int which);
extern int __crc_w_b_w(char data, int crc);
extern int __crc_w_h_w(short data, int crc);
extern int __crc_w_w_w(int data, int crc);
extern int __crc_w_d_w(long data, int crc);
extern int __crcc_w_b_w(char data, int crc);
extern int __crcc_w_h_w(short data, int crc);
extern int __crcc_w_w_w(int data, int crc);
extern int __crcc_w_d_w(long data, int crc);
extern unsigned int __csrrd_w(int csr);
extern unsigned int __csrwr_w(unsigned int value, int csr);
extern unsigned int __csrxchg_w(unsigned int value, unsigned int mask, int csr);
extern unsigned long __csrrd_d(int csr);
extern unsigned long __csrwr_d(unsigned long value, int csr);
extern unsigned long __csrxchg_d(unsigned long value, unsigned long mask, int csr);
extern unsigned char __iocsrrd_b(unsigned int address);
extern unsigned short __iocsrrd_h(unsigned int address);
extern unsigned int __iocsrrd_w(unsigned int address);
extern unsigned long __iocsrrd_d(unsigned int address);
extern void __iocsrwr_b(unsigned char value, unsigned int address);
extern void __iocsrwr_h(unsigned short value, unsigned int address);
extern void __iocsrwr_w(unsigned int value, unsigned int address);
extern void __iocsrwr_d(unsigned long value, unsigned int address);
extern void __dbar(int hint);
extern void __ibar(int hint);
extern void __syscall(int code);
extern void __break(int code);
#endif
`;

/** By the folder under arch/. */
const headers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  loongarch: { 'larchintrin.h': larchintrin },
};

/**
 * Lays a compiler's headers over the build; nothing is written there.
 * @returns the folder to look for them in, after all others; undefined where none are needed
 */
export function addCompilerHeaders(
  sourceArch: string,
  build: string,
  fs: NodeFileSystem,
): string | undefined {
  const own = headers[sourceArch];
  if (own === undefined) return undefined;
  const folder = join(build, 'include/generated/compiler');
  for (const [name, text] of Object.entries(own)) fs.setVirtual(join(folder, name), text);
  return folder;
}
