/** What can be simulated: machines, lifecycles, functions. */
import type { ProfileParams } from './profile.ts';

/** Asks on which machines lifecycles of page tables can be run, for a document, the workspace or a choice. */
export const SIMULATED_MACHINES_REQUEST = 'ptdesc/simulatedMachines';

/** A machine: one of the modelled kernel's, or what a real tree is configured for. */
export interface SimulatedMachineInfo {
  /** `s390`, `x86_64_full`: what other requests name it by. */
  readonly name: string;
  /** The folder under arch/. */
  readonly arch: string;
}

/** The answer to {@link SIMULATED_MACHINES_REQUEST}. */
export interface SimulatedMachines {
  /** Short text for people: the kernel. */
  readonly label: string;
  readonly machines: readonly SimulatedMachineInfo[];
  /** The tree is the modelled kernel, which can also be run as it was before the series. */
  readonly hasBefore: boolean;
}

/** Asks for the lifecycles of one machine. */
export const LIFECYCLES_REQUEST = 'ptdesc/lifecycles';

export interface LifecyclesParams extends ProfileParams {
  readonly machine: string;
  /** Of the modelled kernel as it was before the series. */
  readonly before?: boolean;
}

/** A lifecycle, by the name that runs it. */
export interface Lifecycle {
  /** `pte-gather` */
  readonly id: string;
  readonly title: string;
  /** The levels of the tables that it makes: `pte pmd`. */
  readonly levels: string;
  /** Why it is not for the machine; null when it is. */
  readonly reason: string | null;
}

/**
 * Asks which functions of a machine's kernel can be run by themselves, with arguments made from their
 * types; the answer is their names. Its params are {@link LifecyclesParams}.
 */
export const CALLABLE_FUNCTIONS_REQUEST = 'ptdesc/callableFunctions';

/** Asks for the function that a line of a document is in; the answer is null outside of all. */
export const FUNCTION_AT_REQUEST = 'ptdesc/functionAt';

export interface FunctionAtParams {
  readonly uri: string;
  /** From 0. */
  readonly line: number;
}

/** The answer to {@link FUNCTION_AT_REQUEST}. */
export interface FunctionAt {
  readonly name: string;
}
