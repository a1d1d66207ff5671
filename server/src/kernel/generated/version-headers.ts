import type { KernelVersion } from '../kernel-tree.ts';

/** include/generated/uapi/linux/version.h, as the top Makefile's filechk_version.h writes it. */
export function versionText({ version, patchlevel, sublevel }: KernelVersion): string {
  const code = version * 65536 + patchlevel * 256 + Math.min(sublevel, 255);
  const lines = [
    `#define LINUX_VERSION_CODE ${code}`,
    '#define KERNEL_VERSION(a,b,c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))',
    `#define LINUX_VERSION_MAJOR ${version}`,
    `#define LINUX_VERSION_PATCHLEVEL ${patchlevel}`,
    `#define LINUX_VERSION_SUBLEVEL ${sublevel}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** include/generated/utsrelease.h, for a tree without git and without local versions. */
export function releaseText(version: KernelVersion): string {
  return `#define UTS_RELEASE "${version.text}"\n`;
}
