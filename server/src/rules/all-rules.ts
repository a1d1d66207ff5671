import { allocationPair } from './allocation-pair.ts';
import { assertionDoesNotHold } from './assertion-does-not-hold.ts';
import { constructedForKernel } from './constructed-for-kernel.ts';
import { depositAtDestructor } from './deposit-at-destructor.ts';
import { descriptorAsAddress } from './descriptor-as-address.ts';
import { directPageTypeStore } from './direct-page-type-store.ts';
import { doubleConstructor } from './double-constructor.ts';
import { doubleDestructor } from './double-destructor.ts';
import { fieldBehindSmallPage } from './field-behind-small-page.ts';
import { fieldOfAnotherView } from './field-of-another-view.ts';
import { highmemTableAddress } from './highmem-table-address.ts';
import { ignoredConstructorResult } from './ignored-constructor-result.ts';
import { kernelTableBypass } from './kernel-table-bypass.ts';
import { leakedTable } from './leaked-table.ts';
import { listOfTwoViews } from './list-of-two-views.ts';
import { listedWhenQueued } from './listed-when-queued.ts';
import { lockWithoutConstructor } from './lock-without-constructor.ts';
import { lostCount } from './lost-count.ts';
import { missingConstructor } from './missing-constructor.ts';
import { missingDestructor } from './missing-destructor.ts';
import { missingSizeGuard } from './missing-size-guard.ts';
import { movedHugeEntry } from './moved-huge-entry.ts';
import { oddWordOne } from './odd-word-one.ts';
import { overlappingFieldRead } from './overlapping-field-read.ts';
import { pageFieldOfMemdesc } from './page-field-of-memdesc.ts';
import { paravirtPair } from './paravirt-pair.ts';
import { privateOfTable } from './private-of-table.ts';
import { ptlUsedDirectly } from './ptl-used-directly.ts';
import { rawMemdescCast } from './raw-memdesc-cast.ts';
import { staleConfigTest } from './stale-config-test.ts';
import type { Rule } from './support/rule.ts';
import { tableReferenceCount } from './table-reference-count.ts';
import { tableWithoutPage } from './table-without-page.ts';
import { taggedPointerCast } from './tagged-pointer-cast.ts';
import { tailAsMemdesc } from './tail-as-memdesc.ts';
import { typedPageMapped } from './typed-page-mapped.ts';
import { unassertedOverlay } from './unasserted-overlay.ts';
import { unguardedFoldedLevel } from './unguarded-folded-level.ts';
import { unpairedTable } from './unpaired-table.ts';
import { untestedAllocation } from './untested-allocation.ts';
import { unzeroedTable } from './unzeroed-table.ts';
import { useAfterFreeOrQueue } from './use-after-free-or-queue.ts';
import { versionSkew } from './version-skew.ts';
import { voidLaundering } from './void-laundering.ts';
import { wholeMemdescStore } from './whole-memdesc-store.ts';
import { wrongLevel } from './wrong-level.ts';
import { wrongQueueToken } from './wrong-queue-token.ts';

/** Every rule, in the order of their names. */
export const ALL_RULES: readonly Rule[] = [
  allocationPair,
  assertionDoesNotHold,
  constructedForKernel,
  depositAtDestructor,
  descriptorAsAddress,
  directPageTypeStore,
  doubleConstructor,
  doubleDestructor,
  fieldBehindSmallPage,
  fieldOfAnotherView,
  highmemTableAddress,
  ignoredConstructorResult,
  kernelTableBypass,
  leakedTable,
  listOfTwoViews,
  listedWhenQueued,
  lockWithoutConstructor,
  lostCount,
  missingConstructor,
  missingDestructor,
  missingSizeGuard,
  movedHugeEntry,
  oddWordOne,
  overlappingFieldRead,
  pageFieldOfMemdesc,
  paravirtPair,
  privateOfTable,
  ptlUsedDirectly,
  rawMemdescCast,
  staleConfigTest,
  tableReferenceCount,
  tableWithoutPage,
  taggedPointerCast,
  tailAsMemdesc,
  typedPageMapped,
  unassertedOverlay,
  unguardedFoldedLevel,
  unpairedTable,
  untestedAllocation,
  unzeroedTable,
  useAfterFreeOrQueue,
  versionSkew,
  voidLaundering,
  wholeMemdescStore,
  wrongLevel,
  wrongQueueToken,
];
