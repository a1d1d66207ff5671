import type { FromSimulatorMessage } from '../../../server/src/protocol.ts';

/** Something that the panel is asked for. */
export type AskEvent = CustomEvent<FromSimulatorMessage>;

/** How the parts of the simulator ask. */
export type AskPanel = (message: FromSimulatorMessage) => void;
