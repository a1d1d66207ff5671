import { numberValue, type PathState, type Value } from './path-state.ts';

/** The states in which a value is true and in which it is false; undefined where it cannot be. */
export interface Split {
  readonly yes: PathState | undefined;
  readonly no: PathState | undefined;
}

/**
 * The states in which a value is true and in which it is false. The same state twice: it says
 * nothing about the value.
 */
export function splitValue(state: PathState, value: Value): Split {
  switch (value.kind) {
    case 'number':
      // Whoever asks knows from here on.
      if (value.failedAt !== undefined) state.untested.delete(value.failedAt);
      return value.value === 0n ? { yes: undefined, no: state } : { yes: state, no: undefined };
    case 'object':
      return splitObject(state, value);
    case 'argument':
      return splitArgument(state, value.index);
    case 'variable':
    case 'function':
      return { yes: state, no: undefined };
    default:
      return { yes: state, no: state };
  }
}

function splitObject(state: PathState, value: Value & { kind: 'object' }): Split {
  const object = state.objectOf(value);
  if (!object) return { yes: state, no: state };
  if (value.form !== 'address') return { yes: state, no: state };
  if (!object.maybeNull) return { yes: state, no: undefined };
  const no = state.clone();
  const yes = state;
  yes.objects.set(object.site, { ...object, maybeNull: false });
  no.replaceObject(object.site, numberValue(0n));
  if (object.origin.kind === 'parameter') {
    yes.assumed.set(object.origin.index, true);
    no.assumed.set(object.origin.index, false);
  }
  return { yes, no };
}

function splitArgument(state: PathState, index: number): Split {
  const known = state.assumed.get(index);
  if (known !== undefined)
    return known ? { yes: state, no: undefined } : { yes: undefined, no: state };
  const no = state.clone();
  state.assumed.set(index, true);
  no.assumed.set(index, false);
  return { yes: state, no };
}
