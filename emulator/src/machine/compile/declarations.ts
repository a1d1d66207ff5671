/** Local declarations: where each variable lives, and its initialiser. */
import type { Initializer, Statement } from '../../../../language/src/syntax/ast.ts';
import type { ObjectSym } from '../../../../language/src/syntax/symbols.ts';
import { type CType, resolve } from '../../../../language/src/types/types.ts';
import { isVariable } from '../../../../language/src/types/variable-size.ts';
import { Fault } from '../run/fault.ts';
import { isScalar } from '../values/scalar-kind.ts';
import { localStore } from '../watch/local-access.ts';
import type { CodeSite } from '../watch/observer.ts';
import { withSite } from '../watch/watched-access.ts';
import { storeRun } from './access.ts';
import { castCode } from './cast.ts';
import { NO_VALUE, R_FRAME, type Regs, type Run } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext, Slot } from './function-context.ts';
import { initializeRun } from './initialize.ts';
import { fixSizes, sizeCode } from './sizes.ts';
import { hasInitializer } from './variable-uses.ts';

/** @returns undefined when a declaration does nothing in the run */
export function declarationCode(
  c: FunctionContext,
  s: Statement & { kind: 'declaration' },
): ((r: Regs) => void) | undefined {
  const { nestedBodyToken } = s;
  if (nestedBodyToken !== undefined)
    throw new Fault('unsupported', 'a nested function (GNU C)', c.owner.place(nestedBodyToken));
  const runs: ((r: Regs) => void)[] = [];
  if (s.type && resolve(s.type).kind === 'record') fixSizes(c, s.type, runs);
  for (const symbol of s.symbols) {
    if (symbol.kind === 'typedef') fixSizes(c, symbol.type, runs);
    else if (symbol.kind === 'object') declare(c, symbol, runs);
  }
  if (runs.length === 0) return undefined;
  if (runs.length === 1) return runs[0];
  return (r) => {
    for (const run of runs) run(r);
  };
}

function declare(c: FunctionContext, symbol: ObjectSym, runs: ((r: Regs) => void)[]): void {
  if (symbol.storage === 'extern' || symbol.storage === 'static') return;
  fixSizes(c, symbol.type, runs);
  const slot = isVariable(symbol.type) ? variableSlot(c, symbol, runs) : slotFor(c, symbol);
  c.slots.set(symbol, slot);
  const { cleanup } = symbol;
  if (hasInitializer(symbol)) runs.push(initialization(c, symbol, slot));
  else forgetting(c, symbol, slot, runs);
  if (cleanup?.kind === 'function') runs.push(addCleanup(c, cleanup.name, slot));
}

/** A register for a scalar that no one points to, else bytes of the frame. */
export function slotFor(c: FunctionContext, symbol: ObjectSym): Slot {
  const known = c.slots.get(symbol);
  if (known) return known;
  if (!c.isInMemory(symbol)) return { where: 'register', reg: c.register() };
  const { initializer } = symbol;
  const t = resolve(symbol.type);
  const isOpen = t.kind === 'array' && t.length === undefined;
  const size = c.sizeBytes(isOpen && initializer ? initializer.type : symbol.type);
  const align = Math.max(c.alignBytes(symbol.type), symbol.alignBytes, size >= 16 ? 16 : 1);
  return { where: 'frame', offset: c.reserve(size, align, symbol.name) };
}

/** A variable that is declared again, in a loop, has no value again. */
function forgetting(
  c: FunctionContext,
  symbol: ObjectSym,
  slot: Slot,
  runs: ((r: Regs) => void)[],
): void {
  const { watch } = c.machine;
  if (watch === undefined && slot.where === 'register') {
    c.unwritten.push(slot.reg);
    return;
  }
  if (watch === undefined || slot.where === 'indirect' || slot.where === 'static') return;
  if (slot.where === 'register') {
    const { reg } = slot;
    runs.push((r) => { r[reg] = NO_VALUE; }); // biome-ignore format: short
    return;
  }
  const { offset } = slot;
  const size = c.sizeBytes(symbol.type);
  runs.push((r) => watch.objects.forget((r[R_FRAME] as number) + offset, size));
}

function variableSlot(c: FunctionContext, symbol: ObjectSym, runs: ((r: Regs) => void)[]): Slot {
  const reg = c.register();
  const size = sizeCode(c, symbol.type).run;
  const { machine } = c;
  const align = Math.max(16, symbol.alignBytes);
  // A declaration that is passed again gives its old bytes back, so that loops do not eat the stack.
  const before = c.register();
  runs.push((r) => {
    if (r[before] !== undefined && r[reg] === machine.sp) machine.sp = r[before] as number;
    r[before] = machine.sp;
    const bytes = size(r) as number;
    r[reg] = machine.allocateStack(bytes, align);
    machine.watch?.allocate(r[reg] as number, bytes, symbol.name, false);
  });
  return { where: 'indirect', reg };
}

function initialization(c: FunctionContext, symbol: ObjectSym, slot: Slot): (r: Regs) => void {
  const { initializer, type } = symbol;
  if (initializer === undefined) return () => {};
  if (slot.where === 'register') {
    const { reg } = slot;
    const value =
      initializer.kind === 'initializerList' ? initializer.items[0]?.value : initializer;
    if (value === undefined || value.kind === 'initializerList') return (r) => { r[reg] = 0; }; // biome-ignore format: short
    const { run } = castCode(valueCode(c, value), c.kind(type));
    return (r) => {
      r[reg] = run(r);
    };
  }
  return (
    scalarInitialization(c, type, slot, initializer) ??
    initializeRun(c, type, slotAddress(c, slot), initializer)
  );
}

/** A watched machine's scalar in the frame; undefined for all else. */
function scalarInitialization(
  c: FunctionContext,
  type: CType,
  slot: Slot,
  initializer: Initializer,
): Run | undefined {
  const kind = c.kind(type);
  const { watch } = c.machine;
  if (initializer.kind === 'initializerList' || slot.where !== 'frame') return undefined;
  if (watch === undefined || !isScalar(kind)) return undefined;
  const { run } = castCode(valueCode(c, initializer), kind);
  const site = c.site(initializer.token) as CodeSite;
  const quick = localStore(watch, kind, site, slot.offset, run);
  if (quick) return quick;
  return storeRun(c.machine.memory, kind, slotAddress(c, slot), withSite(c, site, run));
}

function slotAddress(c: FunctionContext, slot: Slot) {
  if (slot.where === 'frame') return c.frameAddress(slot.offset);
  const { reg } = slot as { reg: number };
  return { kind: c.pointerKind, run: (r: Regs) => r[reg], reg };
}

/** @returns what makes the cleanup due when the declaration is reached */
function addCleanup(c: FunctionContext, name: string, slot: Slot): (r: Regs) => void {
  const { machine, owner } = c;
  const address = slotAddress(c, slot).run;
  const isDueReg = c.register();
  c.addCleanup(isDueReg, (r) => {
    const entry = machine.functionNamed(name, owner);
    if (entry === undefined)
      throw new Fault('unmodelled-function', `${name}() has no body here and no model`);
    machine.invoke(entry, [0, 0, 0, 0, address(r)], machine.token);
  });
  return (r) => {
    r[isDueReg] = 1;
  };
}
