import { Fault } from '../../run/fault.ts';
import type { Machine } from '../../run/machine.ts';
import type { ProgramUnit } from '../../run/program-unit.ts';
import type { Value } from '../../values/scalar-kind.ts';
import { shorten } from '../../values/wide.ts';
import type { CodeSite } from '../../watch/observer.ts';
import type { Regs } from '../code.ts';
import { globalRegisterKey } from '../global-registers.ts';
import type { Operand } from './operands.ts';
import type { Template } from './template.ts';

/** Where an instruction's operand is. */
export type Location =
  | { readonly kind: 'register'; readonly name: string; readonly sizeBytes: number | undefined }
  | { readonly kind: 'memory'; readonly address: Value; readonly sizeBytes: number | undefined; readonly site: CodeSite | undefined }
  | { readonly kind: 'immediate'; readonly value: bigint }; // biome-ignore format: a union

/** What one statement of inline assembly knows when it is compiled. */
export interface AsmCode {
  readonly machine: Machine;
  readonly owner: ProgramUnit;
  readonly template: Template;
  readonly operands: readonly Operand[];
  /** The names behind the last colon, in order. */
  readonly gotoLabels: readonly { readonly name: string; readonly id: number }[];
  readonly site: CodeSite | undefined;
  readonly token: number;
}

/** One run of inline assembly: its registers, its flags, and access to memory. */
export class Processor {
  readonly code: AsmCode;
  /** The registers of the C function, for operands. */
  readonly r: Regs;
  readonly registers = new Map<string, bigint>();
  /** Condition flags, as the architecture names them. */
  readonly flags = new Map<string, boolean>();
  /** The addresses of memory operands. */
  readonly addresses: (Value | undefined)[] = [];
  /** What push put there; balanced within one statement. */
  readonly stack: bigint[] = [];
  /** The next instruction. */
  at = 0;
  /** The C label that the statement leaves to. */
  leavesTo: number | undefined;

  constructor(code: AsmCode, r: Regs) {
    this.code = code;
    this.r = r;
  }

  get machine(): Machine {
    return this.code.machine;
  }

  register(name: string): bigint {
    return this.registers.get(name) ?? this.globalRegister(name) ?? 0n;
  }

  /** What a register variable at file level holds: powerpc's local_paca is r13. */
  private globalRegister(name: string): bigint | undefined {
    const address = this.machine.objectAddress(globalRegisterKey(name));
    return address === undefined
      ? undefined
      : this.load(address, this.machine.target.pointerSizeBytes);
  }

  flag(name: string): boolean {
    return this.flags.get(name) ?? false;
  }

  /** The value of a location, unsigned. */
  read(location: Location, sizeBytes: number): bigint {
    if (location.kind === 'immediate') return BigInt.asUintN(8 * sizeBytes, location.value);
    if (location.kind === 'register')
      return BigInt.asUintN(8 * sizeBytes, this.register(location.name));
    return this.load(location.address, sizeBytes, location.site);
  }

  load(address: Value, sizeBytes: number, site = this.code.site): bigint {
    const { memory, watch } = this.machine;
    if (watch && site) watch.site = site;
    const at = address as number;
    switch (sizeBytes) {
      case 1: return BigInt(memory.u8(at));
      case 2: return BigInt(memory.u16(at));
      case 4: return BigInt(memory.u32(at));
      case 8: return BigInt(memory.u64(at));
      default: return BigInt.asUintN(128, BigInt(memory.u128(at)));
    } // biome-ignore format: a table
  }

  store(address: Value, sizeBytes: number, value: bigint, site = this.code.site): void {
    const { memory, watch } = this.machine;
    if (watch && site) watch.site = site;
    const at = address as number;
    const cut = BigInt.asUintN(8 * sizeBytes, value);
    switch (sizeBytes) {
      case 1: memory.setU8(at, Number(cut)); return;
      case 2: memory.setU16(at, Number(cut)); return;
      case 4: memory.setU32(at, Number(cut)); return;
      case 8: memory.setU64(at, shorten(cut)); return;
      default: memory.setU128(at, shorten(cut));
    } // biome-ignore format: a table
  }

  /** Ends the run: this is no assembly that the machine knows. */
  unknown(what: string): never {
    throw new Fault('unknown-assembly', `inline assembly that is not known: "${what}"`);
  }
}
