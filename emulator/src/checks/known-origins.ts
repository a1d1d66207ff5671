/** Origins of pointers, kept by the calls that lead to an access: mostly these say it all. */
import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { FunctionEntry } from '../machine/run/function-entry.ts';
import type { Machine } from '../machine/run/machine.ts';
import type { CodeSite, MemberView } from '../machine/watch/observer.ts';
import { type PointerOrigin, PointerTrace } from './pointer-origin.ts';

/** What came of following a pointer back from one place through certain calls. */
interface Known<T> {
  /** The innermost calls that it went through, that of the access first, and their tokens. */
  readonly entries: readonly FunctionEntry[];
  readonly tokens: readonly (number | undefined)[];
  readonly members: readonly T[];
}

/** A place that is come to in more ways than this is followed anew. */
const MOST_WAYS = 64;

/** Keeps what is made of origins; one for each way to make it. */
export class KnownOrigins<T> {
  private readonly sites = new WeakMap<CodeSite, Known<T>[]>();
  private readonly isWanted: (view: MemberView) => boolean;
  private readonly describe: (origin: PointerOrigin, site: CodeSite) => T;

  /** @param describe the depth of an origin counts from the innermost call, as 0, outwards */
  constructor(
    isWanted: (view: MemberView) => boolean,
    describe: (origin: PointerOrigin, site: CodeSite) => T,
  ) {
    this.isWanted = isWanted;
    this.describe = describe;
  }

  /** See PointerTrace.ofAccess. */
  of(machine: Machine, site: CodeSite): readonly T[] {
    const ways = this.sites.get(site);
    if (ways) for (const way of ways) if (isOpen(machine, way)) return way.members;
    const trace = new PointerTrace(machine, this.isWanted);
    const innermost = machine.calls.depth - 1;
    const members = trace
      .ofAccess(site.expression as Expression)
      .map((origin) => this.describe({ ...origin, depth: innermost - origin.depth }, site));
    if (!trace.isFixed) return members;
    const way = { ...callsFrom(machine, trace.outermost), members };
    if (ways === undefined) this.sites.set(site, [way]);
    else if (ways.length < MOST_WAYS) ways.push(way);
    return members;
  }
}

function isOpen({ calls }: Machine, { entries, tokens }: Known<unknown>): boolean {
  const innermost = calls.depth - 1;
  for (let i = 0; i < entries.length; i++)
    if (!calls.isCall(innermost - i, entries[i], tokens[i])) return false;
  return true;
}

/** The open calls from one of them on, the innermost first: how that one was called does not matter. */
function callsFrom(
  { calls }: Machine,
  outermost: number,
): Pick<Known<unknown>, 'entries' | 'tokens'> {
  const entries: FunctionEntry[] = [];
  const tokens: (number | undefined)[] = [];
  for (let depth = calls.depth - 1; depth >= outermost; depth--) {
    const open = calls.openCall(depth);
    if (open === undefined) break;
    entries.push(open.entry);
    tokens.push(depth === outermost ? undefined : open.token);
  }
  return { entries, tokens };
}
