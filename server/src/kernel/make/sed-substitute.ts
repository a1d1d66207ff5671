import { compileSedPattern, type SedMatch } from './sed-pattern.ts';

/** Longer commands, texts and patterns are no kernel's; they are left as they are. */
const LIMIT = 4096;

/**
 * The output of `echo TEXT | sed -E 's/a/b/'`, which is text work and needs no program: it is what
 * arch/riscv/Makefile builds -march from. Undefined for every other command.
 */
export function sedSubstitute(command: string): string | undefined {
  if (command.length > LIMIT) return undefined;
  const pipe = command.indexOf('|');
  const echo = command.slice(0, Math.max(0, pipe)).trim();
  const sed = command.slice(pipe + 1).trim();
  const script = /^sed(?: -[Er])? '(.*)'$/.exec(sed)?.[1];
  if (!/^echo\s/.test(echo) || script?.[0] !== 's') return undefined;
  const parts = script.slice(2).split(script[1] ?? '/');
  const [from = '', to = '', flags] = parts;
  if (parts.length !== 3 || (flags !== '' && flags !== 'g')) return undefined;
  const text = echo.slice('echo'.length).trim();
  return replaced(text, from, to, flags === 'g') ?? text;
}

/** Undefined when the pattern is none that we read. */
function replaced(text: string, from: string, to: string, isGlobal: boolean): string | undefined {
  const match = compileSedPattern(from);
  if (!match) return undefined;
  let done = '';
  let at = 0;
  for (;;) {
    const found = match(text, at);
    if (!found) return done + text.slice(at);
    if (isGlobal && found.end === found.start) return undefined;
    done += text.slice(at, found.start) + replacement(to, text, found);
    at = found.end;
    if (!isGlobal) return done + text.slice(at);
  }
}

/** `\1` is what the first group matched and `&` everything (sed's manual, "The s command"). */
function replacement(to: string, text: string, found: SedMatch): string {
  return to.replace(/\\(.)|&/g, (_, escaped: string | undefined) => {
    if (escaped === undefined) return text.slice(found.start, found.end);
    if (!/\d/.test(escaped)) return escaped;
    const group = found.groups[Number(escaped)];
    return group ? text.slice(group.start, group.end) : '';
  });
}
