/** The program of a simulation: whose code runs where. */
import type { Target } from '../../../language/src/targets/target.ts';
import { recordName } from '../../../language/src/types/type-name.ts';
import { asRecord, type CType } from '../../../language/src/types/types.ts';
import { MEMORY_FUNCTIONS } from '../boundary/natives.ts';
import type { PageLayout } from '../checks/page-layout.ts';
import { REPLACEMENT_PREFIX } from '../kernel-functions/kernel-functions.ts';
import type { ProgramUnit } from '../machine/run/program-unit.ts';
import type { Definition, Linker } from '../machine/watch/observer.ts';

/** What is run: units of a tree under one profile, put together. */
export interface SimulatedKernel {
  /** The machine's name in results. */
  readonly arch: string;
  readonly target: Target;
  /** The unit with the scenarios. */
  readonly scenarios: ProgramUnit;
  /** Units whose definitions come before the tree's. */
  readonly boundaries: readonly ProgramUnit[];
  /** The unit of the tree that defines a name. @throws LinkError when there are two */
  define(name: string): ProgramUnit | undefined;
  readonly layout: PageLayout;
  /** What of the sources could not be read, one line: declarations are read when they are needed. */
  problem(): string | undefined;
}

/** Finds what the tree's code names: boundaries come before the tree. */
export function linkerOf(kernel: SimulatedKernel): Linker {
  return {
    replacement: (name) => replacementOf(kernel, name),
    define: (name) => {
      const unit = kernel.define(name);
      return unit && { kind: 'unit', unit };
    },
    isZeroObject,
  };
}

/**
 * Objects that a macro of a header defines in one unit of the kernel, and that begin as zeros: a tracepoint to
 * which no one listens (include/linux/tracepoint.h, DEFINE_TRACE()), and a key of a driver or a platform that
 * is off (include/linux/jump_label.h, DEFINE_STATIC_KEY_FALSE()).
 */
const ZERO_OBJECTS: ReadonlySet<string> = new Set(['struct tracepoint', 'struct static_key_false']);

function isZeroObject(type: CType): boolean {
  const record = asRecord(type);
  return record !== undefined && ZERO_OBJECTS.has(recordName(record));
}

/** include/linux/compiler_types.h, compiletime_assert(): called where a condition is not constant. */
const COMPILE_TIME_ASSERTION = /^__compiletime_assert_\d+$/;

/** What runs in place of a function of the tree: of the machine's own, or of a boundary. */
function replacementOf({ boundaries }: SimulatedKernel, name: string): Definition | undefined {
  const native = MEMORY_FUNCTIONS.get(name);
  if (native) return { kind: 'native', native };
  // A tree that compiles has none of these left: gcc knows more constants than we do.
  if (COMPILE_TIME_ASSERTION.test(name)) return { kind: 'native', native: () => 0 };
  const other = `${REPLACEMENT_PREFIX}${name}`;
  const unit = boundaries.find((each) => each.name(other)?.definition !== undefined);
  return unit && { kind: 'unit', unit, name: other };
}
