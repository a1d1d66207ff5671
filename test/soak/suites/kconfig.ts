import type { SoakSuite } from '../suite.ts';

export const suite: SoakSuite = {
  about:
    'configurations as make writes them: every default, the presets, 104 random inputs, 40 changed symbols',
  tests: ['test/kconfig/make-config.test.ts'],
};
