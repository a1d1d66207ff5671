import type { ProfileRequest } from '../profile/profile-request.ts';

/** A configuration of the matrix, on top of an architecture's default one. */
export interface NamedConfiguration {
  readonly name: string;
  /** `CONFIG_X=y`, as `--set` takes them. */
  readonly set: readonly string[];
  /** In place of the default configuration. */
  readonly defconfig?: string;
  /** The first setting is what it is about: without it the architecture has no such configuration. */
  readonly needs?: string;
}

/** Each changes what lies in struct page, or how large a lock in it is (mm/Kconfig, lib/Kconfig.debug). */
const KNOWN: readonly NamedConfiguration[] = [
  { name: 'default', set: [] },
  { name: 'memcg', set: ['CONFIG_CGROUPS=y', 'CONFIG_MEMCG=y'], needs: 'CONFIG_MEMCG=y' },
  { name: 'no-memcg', set: ['CONFIG_MEMCG=n'], needs: 'CONFIG_MEMCG=n' },
  {
    name: 'debug-spinlock',
    set: ['CONFIG_DEBUG_KERNEL=y', 'CONFIG_DEBUG_SPINLOCK=y'],
    needs: 'CONFIG_DEBUG_SPINLOCK=y',
  },
  {
    name: 'preempt-rt',
    set: ['CONFIG_EXPERT=y', 'CONFIG_PREEMPT_RT=y'],
    needs: 'CONFIG_PREEMPT_RT=y',
  },
  {
    name: 'lockdep',
    set: ['CONFIG_DEBUG_KERNEL=y', 'CONFIG_PROVE_LOCKING=y'],
    needs: 'CONFIG_PROVE_LOCKING=y',
  },
  { name: 'tiny', set: [], defconfig: 'tinyconfig' },
  { name: 'highmem', set: ['CONFIG_HIGHMEM=y'], needs: 'CONFIG_HIGHMEM=y' },
  { name: 'thp', set: ['CONFIG_TRANSPARENT_HUGEPAGE=y'], needs: 'CONFIG_TRANSPARENT_HUGEPAGE=y' },
];

export const CONFIGURATION_NAMES: readonly string[] = KNOWN.map(({ name }) => name);

/** A name of the list, or `CONFIG_X=y`; undefined for anything else. */
export function namedConfiguration(name: string): NamedConfiguration | undefined {
  const known = KNOWN.find((each) => each.name === name);
  if (known || !/^CONFIG_\w+=/.test(name)) return known;
  return { name, set: [name], needs: name };
}

/** How an architecture is opened with a configuration. */
export function matrixRequest(
  { tree, toolchain }: ProfileRequest,
  arch: string,
  { set, defconfig }: NamedConfiguration,
): ProfileRequest {
  return {
    tree,
    arch,
    ...(toolchain === undefined ? {} : { toolchain }),
    ...(defconfig === undefined ? {} : { defconfig }),
    ...(set.length === 0 ? {} : { set }),
  };
}
