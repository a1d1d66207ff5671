import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTarget } from '../../language/src/targets/all-targets.ts';
import type { Target } from '../../language/src/targets/target.ts';
import { requireOracle } from '../oracles/gcc.ts';
import { runOk } from '../oracles/run.ts';
import { emulated, programText, randomSource } from './random-program.ts';

/** A machine that qemu runs: its compiler, and a system call of Linux (number, then up to three arguments). */
interface QemuMachine {
  readonly target: string;
  readonly compiler: string;
  readonly flags?: readonly string[];
  readonly qemu: string;
  readonly call: string;
  readonly write: number;
  readonly exit: number;
}

/** The registers of each architecture's system calls: syscall(2), "Architecture calling conventions". */
const MACHINES: readonly QemuMachine[] = [
  { target: 's390x', compiler: 's390x-linux-gnu-gcc', qemu: 'qemu-s390x', write: 4, exit: 1,
    call: 'register long r1 asm("r1") = n; register long r2 asm("r2") = a; register long r3 asm("r3") = b; register long r4 asm("r4") = c; asm volatile("svc 0" : "+d" (r2) : "d" (r1), "d" (r3), "d" (r4) : "memory");' },
  { target: 'powerpc64le', compiler: 'powerpc64le-linux-gnu-gcc', qemu: 'qemu-ppc64le', write: 4, exit: 1,
    call: 'register long r0 asm("r0") = n; register long r3 asm("r3") = a; register long r4 asm("r4") = b; register long r5 asm("r5") = c; asm volatile("sc" : "+r" (r3), "+r" (r0), "+r" (r4), "+r" (r5) : : "memory", "cr0", "r6", "r7", "r8", "r9", "r10", "r11", "r12");' },
  { target: 'arm', compiler: 'arm-linux-gnueabihf-gcc', flags: ['-marm'], qemu: 'qemu-arm', write: 4, exit: 1,
    call: 'register long r7 asm("r7") = n; register long r0 asm("r0") = a; register long r1 asm("r1") = b; register long r2 asm("r2") = c; asm volatile("svc 0" : "+r" (r0) : "r" (r7), "r" (r1), "r" (r2) : "memory");' },
  { target: 'm68k', compiler: 'm68k-linux-gnu-gcc', qemu: 'qemu-m68k', write: 4, exit: 1,
    call: 'register long d0 asm("d0") = n; register long d1 asm("d1") = a; register long d2 asm("d2") = b; register long d3 asm("d3") = c; asm volatile("trap #0" : "+d" (d0) : "d" (d1), "d" (d2), "d" (d3) : "memory");' },
  { target: 'aarch64', compiler: 'aarch64-linux-gnu-gcc', qemu: 'qemu-aarch64', write: 64, exit: 93,
    call: 'register long x8 asm("x8") = n; register long x0 asm("x0") = a; register long x1 asm("x1") = b; register long x2 asm("x2") = c; asm volatile("svc 0" : "+r" (x0) : "r" (x8), "r" (x1), "r" (x2) : "memory");' },
  { target: 'riscv64', compiler: 'riscv64-linux-gnu-gcc', qemu: 'qemu-riscv64', write: 64, exit: 93,
    call: 'register long a7 asm("a7") = n; register long a0 asm("a0") = a; register long a1 asm("a1") = b; register long a2 asm("a2") = c; asm volatile("ecall" : "+r" (a0) : "r" (a7), "r" (a1), "r" (a2) : "memory");' },
]; // biome-ignore format: a table

/** Expressions for each machine; PTDESC_RANDOM_EXPRESSIONS says how many for all of them together. */
const total = Number(process.env.PTDESC_RANDOM_EXPRESSIONS ?? 300 * MACHINES.length);
const EXPRESSIONS = Math.ceil(total / MACHINES.length);

/** A program without a library: it computes, writes every byte, and ends. */
function freestanding({ call, write, exit }: QemuMachine, text: string): string {
  return `${text}
static void system_call(long n, long a, long b, long c)
{
  ${call}
}
int raise(int number) { return number; }
void _start(void)
{
  f();
  for (unsigned long done = 0; done < sizeof(all); done += 4096)
    system_call(${write}, 1, (long)&all + done, sizeof(all) - done < 4096 ? sizeof(all) - done : 4096);
  system_call(${exit}, 0, 0, 0);
}
`;
}

async function run(
  machine: QemuMachine,
  compiler: string,
  qemu: string,
  text: string,
): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-qemu-'));
  try {
    const [file, program] = [join(folder, 'a.c'), join(folder, 'a')];
    writeFileSync(file, freestanding(machine, text));
    const flags = [
      '-O0',
      '-w',
      '-std=gnu17',
      '-ffreestanding',
      '-fno-stack-protector',
      '-static',
      '-nostdlib',
    ];
    await runOk([compiler, ...flags, ...(machine.flags ?? []), file, '-o', program, '-lgcc']);
    return await runOk([qemu, program]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('random expressions and records under qemu', () => {
  for (const machine of MACHINES) {
    it(`are what ${machine.compiler} -O0 computes on ${machine.target}`, async function () {
      const compiler = requireOracle(this, machine.compiler);
      const qemu = requireOracle(this, machine.qemu);
      const target = findTarget(machine.target) as Target;
      const text = programText(randomSource(target, 17 + EXPRESSIONS, EXPRESSIONS));
      const expected = await run(machine, compiler, qemu, text);
      const bytes = emulated(target, text);
      assert.equal(bytes.length, expected.length);
      const first = bytes.findIndex((byte, i) => byte !== expected[i]);
      assert.equal(first, -1, `byte ${first} differs`);
    });
  }
});
