import type { SoakSuite } from '../suite.ts';

export const suite: SoakSuite = {
  about: 'run tests of gcc.dg, gcc.dg/torture and c-c++-common that need no option of an optimiser',
  tests: ['test/emulator/gcc-dg.test.ts'],
};
