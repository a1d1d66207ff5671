import { Fault } from '../run/fault.ts';
import { conversion } from '../values/kind-conversion.ts';
import { bitsOf, isFloat, isSigned, type Kind, type Value } from '../values/scalar-kind.ts';
import { type Code, constant } from './code.ts';

/** A floating constant out of range becomes the nearest integer, as gcc folds it. */
function saturated({ kind, constant: value }: Code, to: Kind): Value {
  const known = value as Value;
  if (!isFloat(kind) || isFloat(to) || to === 'bool' || Number.isNaN(known)) return known;
  const bits = bitsOf(to);
  const low = isSigned(to) ? -(2 ** (bits - 1)) : 0;
  const high = isSigned(to) ? 2 ** (bits - 1) : 2 ** bits;
  if (known >= high) return bits > 32 ? high * (1 - 2 ** -53) : high - 1;
  return known < low ? low : known;
}

/** The same value as another kind. */
export function castCode(code: Code, to: Kind): Code {
  const { kind, run, reg } = code;
  if (kind === 'unsupported' || to === 'unsupported')
    throw new Fault('unsupported', 'a type that the machine does not compute with (_Complex)');
  if (kind === to) return code;
  const convert = conversion(kind, to);
  if (code.constant !== undefined)
    return constant(to, convert ? convert(saturated(code, to)) : code.constant);
  if (convert === undefined) return reg === undefined ? { kind: to, run } : { kind: to, run, reg };
  return { kind: to, run: (r) => convert(run(r)) };
}
