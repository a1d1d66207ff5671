import type { SoakSuite } from '../suite.ts';

export const suite: SoakSuite = {
  about: "gcc.dg/cpp and c-c++-common/cpp: all files of gcc's suite of its preprocessor",
  tests: ['test/preprocess/cpp-suite.test.ts'],
};
