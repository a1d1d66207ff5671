import type { SoakSuite } from '../suite.ts';

export const suite: SoakSuite = {
  about: "gcc's execution suite (gcc.c-torture/execute), every program that is not excluded",
  tests: ['test/emulator/gcc-execute.test.ts'],
};
