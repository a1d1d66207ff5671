import { allocationPair } from './allocation-pair.ts';
import { assertionDoesNotHold } from './assertion-does-not-hold.ts';
import { directPageTypeStore } from './direct-page-type-store.ts';
import { doubleConstructor } from './double-constructor.ts';
import { doubleDestructor } from './double-destructor.ts';
import { ignoredConstructorResult } from './ignored-constructor-result.ts';
import { missingConstructor } from './missing-constructor.ts';
import { missingDestructor } from './missing-destructor.ts';
import { missingSizeGuard } from './missing-size-guard.ts';
import { ptlUsedDirectly } from './ptl-used-directly.ts';
import { rawMemdescCast } from './raw-memdesc-cast.ts';
import type { Rule } from './rule.ts';
import { unassertedOverlay } from './unasserted-overlay.ts';
import { useAfterFreeOrQueue } from './use-after-free-or-queue.ts';

/** Every rule, in the order of their names. */
export const ALL_RULES: readonly Rule[] = [
  allocationPair,
  assertionDoesNotHold,
  directPageTypeStore,
  doubleConstructor,
  doubleDestructor,
  ignoredConstructorResult,
  missingConstructor,
  missingDestructor,
  missingSizeGuard,
  ptlUsedDirectly,
  rawMemdescCast,
  unassertedOverlay,
  useAfterFreeOrQueue,
];
