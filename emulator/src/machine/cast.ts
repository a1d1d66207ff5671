import { type Code, constant } from './code.ts';
import { conversion } from './convert.ts';
import type { Kind } from './scalar-kind.ts';

/** The same value as another kind. */
export function castCode(code: Code, to: Kind): Code {
  const { kind, run, reg } = code;
  if (kind === to) return code;
  const convert = conversion(kind, to);
  if (code.constant !== undefined)
    return constant(to, convert ? convert(code.constant) : code.constant);
  if (convert === undefined) return reg === undefined ? { kind: to, run } : { kind: to, run, reg };
  return { kind: to, run: (r) => convert(run(r)) };
}
