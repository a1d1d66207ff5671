import type { Expression, Statement } from '../../../../language/src/syntax/ast.ts';
import type { Parser } from '../../../../language/src/syntax/parser.ts';
import type { ObjectSym } from '../../../../language/src/syntax/symbols.ts';
import { type CType, type Member, resolve, VOID } from '../../../../language/src/types/types.ts';
import { Fault } from '../run/fault.ts';
import type { Machine } from '../run/machine.ts';
import type { ProgramUnit } from '../run/program-unit.ts';
import { isScalar, type Kind, kindOf } from '../values/scalar-kind.ts';
import { LOCAL_GAP_BYTES } from '../watch/object-table.ts';
import type { CodeSite } from '../watch/observer.ts';
import type { Cleanups } from './cleanups.ts';
import { type Code, constant, FIRST_PARAMETER, type Regs, type Run } from './code.ts';
import type { VariableUses } from './variable-uses.ts';

/** Where a local variable lives. */
export type Slot =
  | { readonly where: 'register'; readonly reg: number }
  | { readonly where: 'frame'; readonly offset: number }
  /** The register holds the address: variable length. */
  | { readonly where: 'indirect'; readonly reg: number }
  | { readonly where: 'static'; readonly address: number };

/** What the compilation of one function (or of one file-level initialiser) shares. */
export class FunctionContext {
  readonly machine: Machine;
  readonly owner: ProgramUnit;
  readonly parser: Parser;
  readonly slots = new Map<ObjectSym, Slot>();
  /** How the function's text uses its variables; undefined for an initialiser of the file. */
  uses: VariableUses | undefined;
  /** Registers that hold the byte sizes of variable-length types. */
  readonly sizeRegisters = new Map<CType, number>();
  /** Registers that hold the offsets of members in records of variable length. */
  readonly memberOffsets = new Map<Member, number>();
  /** Addresses that stand for labels, by spelling number. */
  readonly labelAddresses: Map<number, number>;
  readonly pointerKind: Kind;
  /** The objects of the frame, for a watch. */
  readonly locals: { readonly offset: number; readonly index: number }[] = [];
  /** Registers of variables without an initialiser: they hold something, as a stack does. */
  readonly unwritten: number[] = [];
  registers = FIRST_PARAMETER;
  frameBytes = 0;
  frameAlignBytes = 16;
  /** Set by an expression that leaves its statement by a jump. */
  unwinds = false;
  /** Set by a call of setjmp: the label at which its statement is entered again. */
  setjmpLabel = 0;
  hasSetjmp = false;
  /** For `__func__`. */
  functionName = '';
  /** The code initialises an object of the file: there is no frame. */
  isFileLevel = false;
  /** What `return` converts to. */
  returnType: CType = VOID;
  /** The label of each case of the switches that are being compiled. */
  readonly caseLabels = new Map<Statement, number>();
  private readonly blocks: { readonly cleanups: Cleanups; statement: number }[] = [];
  private lastLabel = 0;

  constructor(machine: Machine, owner: ProgramUnit, labels = new Map<number, number>()) {
    this.labelAddresses = labels;
    this.machine = machine;
    this.owner = owner;
    this.parser = owner.unit.parser;
    this.pointerKind = this.parser.types.sizeT.sizeBytes === 8 ? 'u64' : 'u32';
    if (machine.target.pointerSizeBytes === 4) this.pointerKind = 'u32';
  }

  kind(type: CType): Kind {
    return kindOf(type, this.machine.target.pointerSizeBytes);
  }

  /** Whether a variable has bytes of the frame; else it is a scalar in a register. */
  isInMemory(symbol: ObjectSym): boolean {
    const { uses } = this;
    if (uses === undefined || uses.isAddressed(symbol) || symbol.cleanup !== undefined) return true;
    if (!isScalar(this.kind(symbol.type))) return true;
    const { watch } = this.machine;
    // A recording shows what each variable held at every step; checks ask who stored one last that is given
    // a value again. Only memory remembers either.
    return watch !== undefined && (watch.isRecording || uses.isGivenAgain(symbol));
  }

  register(): number {
    return this.registers++;
  }

  /** Begins a block. @returns the cleanups of its variables, filled while it is compiled */
  openBlock(): Cleanups {
    const cleanups: Cleanups = [];
    this.blocks.push({ cleanups, statement: 0 });
    return cleanups;
  }

  closeBlock(): void {
    this.blocks.pop();
  }

  /** Goes on to a statement of the innermost block. */
  inStatement(index: number): this {
    const block = this.blocks[this.blocks.length - 1];
    if (block) block.statement = index;
    return this;
  }

  addCleanup(isDueReg: number, run: (r: Regs) => void): void {
    const block = this.blocks[this.blocks.length - 1];
    block?.cleanups.push({ run, isDueReg, at: block.statement });
  }

  /** A label that no name has. */
  newLabel(): number {
    return --this.lastLabel;
  }

  /** Reserves bytes of the frame. @returns the offset from its start */
  reserve(sizeBytes: number, alignBytes: number, name = 'a temporary'): number {
    const { watch } = this.machine;
    const align = Math.min(Math.max(alignBytes, watch ? 16 : 1), 4096);
    const offset = Math.ceil(this.frameBytes / align) * align;
    this.frameBytes = offset + sizeBytes;
    this.frameAlignBytes = Math.max(this.frameAlignBytes, align);
    if (watch === undefined) return offset;
    const index = watch.objects.addLocal({ name, function: this.functionName, sizeBytes });
    this.locals.push({ offset, index });
    this.frameBytes += LOCAL_GAP_BYTES;
    return offset;
  }

  /** In a watched machine: a place of the function's code. @param e the lvalue that an access names */
  site(token: number, e?: Expression): CodeSite | undefined {
    return this.machine.watch?.newSite(this.owner, this.functionName, token, e);
  }

  frameAddress(offset: number): Code {
    const run: Run = (r) => (r[0] as number) + offset;
    return { kind: this.pointerKind, run, plain: true, baseReg: 0, offsetBytes: offset };
  }

  address(value: number): Code {
    return constant(this.pointerKind, value);
  }

  /** The size of a complete type with a constant size. @throws Fault for others */
  sizeBytes(type: CType): number {
    const t = resolve(type);
    if (t.kind === 'void' || t.kind === 'function') return 1;
    const size = this.parser.layouts.sizeBytes(type);
    if (size === undefined) throw new Fault('unsupported', 'the size of a type is not known');
    return size;
  }

  alignBytes(type: CType): number {
    return this.parser.layouts.alignBytes(type);
  }
}
