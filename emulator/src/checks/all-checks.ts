import { badEntry, badPageState } from './bad-page-state.ts';
import type { Check } from './check.ts';
import { constructorFailureIgnored } from './constructor-failure-ignored.ts';
import { counterUnbalanced } from './counter-unbalanced.ts';
import { destructorWithoutConstructor } from './destructor-without-constructor.ts';
import { doubleConstructor } from './double-constructor.ts';
import { fragmentCount } from './fragment-count.ts';
import { freedOnList } from './freed-on-list.ts';
import { freedWhileReachable } from './freed-while-reachable.ts';
import { kernelWarning } from './kernel-warning.ts';
import { depositLeft, lockLeft } from './lock-left.ts';
import { lockLeaked, lockTwice, sleepInAtomic } from './locks.ts';
import { missingDestructor } from './missing-destructor.ts';
import { pageLeaked } from './page-leaked.ts';
import { pageType } from './page-type.ts';
import { wrongDestructor } from './wrong-destructor.ts';
import { wrongView } from './wrong-view.ts';

/** Every check, those that explain most first. */
export const ALL_CHECKS: readonly Check[] = [
  doubleConstructor, constructorFailureIgnored, destructorWithoutConstructor, wrongDestructor, missingDestructor,
  lockLeft, depositLeft, pageType, freedWhileReachable, freedOnList, fragmentCount, wrongView, badPageState, badEntry,
  lockTwice, sleepInAtomic, kernelWarning, lockLeaked, pageLeaked, counterUnbalanced,
]; // biome-ignore format: a list
