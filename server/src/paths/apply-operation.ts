import type { Operation, PathEvent } from './operation.ts';
import type { PathState } from './path-state.ts';
import type { TableObject } from './table-object.ts';

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
  if (operation.kind === 'use' && !isGone(object) && object.origin.kind !== 'parameter') return;
  report({ operation, object, sawDestructor: state.sawDestructor });
  if (operation.kind === 'destruct') state.sawDestructor = true;
  if (object.origin.kind === 'parameter') note(state, object.origin.index, operation);
  state.objects.set(site, { ...object, ...changeOf(object, operation) });
}

export function isGone(object: TableObject): boolean {
  return object.life === 'freed' || object.life === 'queued';
}

const QUIET: ReadonlySet<Operation['kind']> = new Set(['use', 'lock', 'share', 'escape']);

/** The trace says once that an argument is used or shared: how often does not matter to a caller. */
function note(state: PathState, argument: number, operation: Operation): void {
  if (operation.kind === 'return' || operation.kind === 'populate') return;
  const isQuiet = QUIET.has(operation.kind);
  const last = state.trace.filter((t) => t.argument === argument);
  if (isQuiet && last.some((t) => t.operation.kind === operation.kind)) return;
  if (last.length >= 6) return;
  state.trace = [...state.trace, { argument, operation }];
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
    case 'share':
    case 'populate':
      return { isShared: true };
    case 'split':
      return { order: 0n };
    case 'escape':
      // Who got it may have done anything with it, except to bring back what is gone.
      return isGone(object) ? {} : { life: 'unknown', isEscaped: true, listedAt: -1 };
    default:
      return {};
  }
}
