import type { Operation, PathEvent } from './operation.ts';
import type { PathState } from './path-state.ts';
import type { Mark, TableObject } from './table-object.ts';

/**
 * Lets an operation happen to an object: reports it with the object as it was, notes it for the
 * function's summary when the object is a parameter's, and moves the object on.
 */
export function applyOperation(
  state: PathState,
  site: number,
  operation: Operation,
  report: (event: PathEvent) => void,
): void {
  const object = state.objects.get(site);
  if (!object) return;
  if (isWorthTelling(object, operation))
    report({ operation, object, sawDestructor: state.sawDestructor });
  if (operation.kind === 'destruct') state.sawDestructor = true;
  if (object.origin.kind === 'parameter') note(state, object.origin.index, operation);
  const stored = storedAfter(object, operation);
  state.objects.set(site, { ...object, stored, ...changeOf(object, operation) });
}

/** Tables are used all the time: only what someone asks about is told. */
function isWorthTelling(object: TableObject, operation: Operation): boolean {
  const { kind, pageIndex } = operation;
  if (kind !== 'use' && kind !== 'reach') return true;
  if (kind === 'use' && (object.origin.kind === 'parameter' || isGone(object))) return true;
  return pageIndex !== undefined || (kind === 'use' && overlapsStored(object, operation));
}

/** A member is read in whose bytes another was stored to last. */
export function overlapsStored({ stored }: TableObject, operation: Operation): boolean {
  const { field, isStore, innerToken } = operation;
  if (!stored || !field || isStore || field.name === stored.name) return false;
  if (innerToken !== undefined) return false;
  return field.startBits < stored.endBits && stored.startBits < field.endBits;
}

export function isGone(object: TableObject): boolean {
  return object.life === 'freed' || object.life === 'queued';
}

const QUIET: ReadonlySet<Operation['kind']> = new Set([
  ...([
    'use',
    'reach',
    'lock',
    'share',
    'escape',
    'mark',
    'unmark',
    'address',
    'map',
    'hold',
  ] as const),
]);

const NOT_TOLD: ReadonlySet<Operation['kind']> = new Set(['return', 'leave']);

/** However much happened before, a caller has to know who has the table now. */
const GIVES_AWAY: ReadonlySet<Operation['kind']> = new Set([
  ...(['free', 'queue', 'escape', 'share', 'hold'] as const),
]);

/** The trace says once that an argument is used or shared: how often does not matter to a caller. */
function note(state: PathState, argument: number, happened: Operation): void {
  // A caller need not know in which entry a table is, but that it is in one.
  const operation: Operation =
    happened.kind === 'populate' ? { ...happened, kind: 'share', name: '' } : happened;
  if (NOT_TOLD.has(operation.kind)) return;
  if (operation.kind === 'reach' && operation.pageIndex === undefined) return;
  const isQuiet = QUIET.has(operation.kind);
  const last = state.trace.filter((t) => t.argument === argument);
  if (isQuiet && last.some((t) => isSame(t.operation, operation))) return;
  const isKnown = last.some(
    ({ operation: o }) => o.kind === operation.kind && o.token === operation.token,
  );
  if (last.length >= 6 && (isKnown || !GIVES_AWAY.has(operation.kind))) return;
  state.trace = [...state.trace, { argument, operation }];
}

function isSame(a: Operation, b: Operation): boolean {
  const isSameMark = a.mark === b.mark && a.ofDescriptor === b.ofDescriptor;
  return a.kind === b.kind && isSameMark && a.pageIndex === b.pageIndex;
}

function changeOf(object: TableObject, o: Operation): Partial<TableObject> {
  switch (o.kind) {
    case 'construct':
      return {
        life: 'constructed',
        level: o.level,
        constructedAt: o.token,
        constructorFailed: false,
      };
    case 'construct-failed':
      return { constructorFailed: true };
    case 'destruct':
      return { life: 'destructed', destructedAt: o.token };
    case 'free':
      return { life: 'freed', goneAt: o.token };
    case 'queue':
      return { life: 'queued', goneAt: o.token };
    case 'list':
      return { isShared: true, listedAt: o.token };
    case 'unlist':
      return { listedAt: -1 };
    case 'hold':
      return { isHeld: true };
    case 'share':
    case 'populate':
      return { isShared: true };
    case 'split':
      return { order: 0n };
    case 'escape':
      // Who got it may have done anything with it, except to bring back what is gone.
      if (isGone(object)) return {};
      return { life: 'unknown', isEscaped: true, listedAt: -1, marks: { filled: o.token } };
    case 'use':
      return o.ofDescriptor || object.origin.kind !== 'allocated'
        ? {}
        : marked(object, 'filled', o);
    case 'mark':
      return o.mark ? marked(object, o.mark, o) : {};
    case 'unmark':
      return { marks: without(object.marks, o.mark) };
    default:
      return {};
  }
}

function marked({ marks }: TableObject, mark: Mark, { token }: Operation): Partial<TableObject> {
  return marks[mark] === undefined ? { marks: { ...marks, [mark]: token } } : {};
}

/** Questions leave what was stored; whatever else happens may store something of its own. */
function storedAfter({ stored }: TableObject, operation: Operation): TableObject['stored'] {
  const { kind, field, isStore, token } = operation;
  // Of what a called function stores only the first is known.
  if (operation.innerToken !== undefined) return undefined;
  if (kind === 'use' && isStore) return field && { ...field, token };
  // Whoever has the address of a field may store to it.
  const isQuestion = kind === 'use' || kind === 'share' || kind === 'address';
  return isQuestion || kind === 'mark' ? stored : undefined;
}

/** The marks but for one. */
export function without(marks: TableObject['marks'], mark: Mark | undefined): TableObject['marks'] {
  return Object.fromEntries(Object.entries(marks).filter(([name]) => name !== mark));
}
