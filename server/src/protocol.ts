/**
 * The custom requests between the editor and the language server: plain data only.
 * This is the one file of the server that the client may import; what it exports imports nothing else.
 */

export * from './protocol/check-workspace.ts';
export * from './protocol/code-lenses.ts';
export * from './protocol/conversion.ts';
export * from './protocol/decode.ts';
export * from './protocol/field-uses.ts';
export * from './protocol/matrix.ts';
export * from './protocol/overlay.ts';
export * from './protocol/overlay-panel.ts';
export * from './protocol/place.ts';
export * from './protocol/profile.ts';
export * from './protocol/simulate.ts';
export * from './protocol/simulated-kernel.ts';
export * from './protocol/simulation-state.ts';
export * from './protocol/simulation-trace.ts';
export * from './protocol/simulator-panel.ts';
