/** Arguments: from the caller's expressions to the registers of the called function. */
import type { Expression } from '../../../../language/src/syntax/ast.ts';
import { type FunctionType, resolve } from '../../../../language/src/types/types.ts';
import type { FunctionEntry } from '../run/function-entry.ts';
import { type Conversion, conversion } from '../values/kind-conversion.ts';
import { defaultPromotion } from '../values/promotion.ts';
import { isFloat, isScalar, type Kind } from '../values/scalar-kind.ts';
import { castCode } from './cast.ts';
import { type Code, FIRST_PARAMETER, R_VARIADIC, type Regs, type Run } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';
import { variadicArguments } from './variadic.ts';

/** Arguments as the caller passes them. */
export function argumentCodes(
  c: FunctionContext,
  args: readonly Expression[],
  type: FunctionType | undefined,
): Code[] {
  return args.map((e, i) => {
    const code = valueCode(c, e);
    const parameter = type?.prototyped ? type.parameters[i]?.type : undefined;
    const kind = parameter ? c.kind(parameter) : defaultPromotion(code.kind);
    if (kind === 'aggregate' && isScalar(code.kind) && parameter)
      return asUnion(c, code, c.sizeBytes(parameter));
    return isScalar(code.kind) && isScalar(kind) ? castCode(code, kind) : code;
  });
}

/** Makes the registers of the called function with its arguments in them. */
export function argumentsRun(
  c: FunctionContext,
  args: readonly Expression[],
  codes: readonly Code[],
  type: FunctionType | undefined,
): (r: Regs) => Regs {
  const named = type?.prototyped ? type.parameters.length : args.length;
  const runs = codes.slice(0, named).map((code) => code.run);
  if (type?.variadic && args.length >= named) {
    const rest = variadicArguments(c, args.slice(named), codes.slice(named));
    return (r) => {
      const regs: Regs = [0, 0, 0, 0];
      for (const run of runs) regs.push(run(r));
      regs[R_VARIADIC] = rest(r);
      return regs;
    };
  }
  return fixedArguments(runs);
}

/** A pointer may lead to a function with other parameters: each takes the bits that its type has. */
export function adapting(
  c: FunctionContext,
  codes: readonly Code[],
): (entry: FunctionEntry, args: Regs) => void {
  let known: FunctionEntry | undefined;
  let conversions: readonly (Conversion | undefined)[] = [];
  return (entry, args) => {
    if (entry !== known) conversions = parameterConversions(c, codes, entry);
    known = entry;
    for (let i = 0; i < conversions.length; i++) {
      const convert = conversions[i];
      const at = FIRST_PARAMETER + i;
      if (convert) args[at] = convert(args[at]);
    }
  };
}

/** @returns none where every argument has its parameter's type */
function parameterConversions(
  c: FunctionContext,
  codes: readonly Code[],
  { definition }: FunctionEntry,
): (Conversion | undefined)[] {
  const type = definition && resolve(definition.symbol.type);
  if (type?.kind !== 'function' || !type.prototyped) return [];
  const conversions = type.parameters.slice(0, codes.length).map((parameter, i) => {
    const [from, to] = [codes[i].kind, c.kind(parameter.type)];
    return isInteger(from) && isInteger(to) ? conversion(from, to) : undefined;
  });
  return conversions.some(Boolean) ? conversions : [];
}

/** `__attribute__((transparent_union))`: a member passed for the union. */
function asUnion(c: FunctionContext, code: Code, sizeBytes: number): Code {
  const offset = c.reserve(Math.max(sizeBytes, 16), 16);
  const { memory } = c.machine;
  return {
    kind: 'aggregate',
    run: (r) => {
      const at = (r[0] as number) + offset;
      memory.setU64(at, code.run(r));
      return at;
    },
  };
}

function isInteger(kind: Kind): boolean {
  return isScalar(kind) && !isFloat(kind);
}

function fixedArguments(runs: readonly Run[]): (r: Regs) => Regs {
  const [a, b, d] = runs;
  switch (runs.length) {
    case 0: return () => [0, 0, 0, 0];
    case 1: return (r) => [0, 0, 0, 0, a(r)];
    case 2: return (r) => [0, 0, 0, 0, a(r), b(r)];
    case 3: return (r) => [0, 0, 0, 0, a(r), b(r), d(r)];
    default:
  } // biome-ignore format: a table
  const count = FIRST_PARAMETER + runs.length;
  return (r) => {
    const regs: Regs = [0, 0, 0, 0];
    for (let i = FIRST_PARAMETER; i < count; i++) regs.push(runs[i - FIRST_PARAMETER](r));
    return regs;
  };
}
