/** arm64's kernel-hwcap.h: a name of the kernel's own for each capability (gen-kernel-hwcaps.sh). */

/** @param capabilities the text of uapi/asm/hwcap.h */
export function hardwareCapabilitiesText(capabilities: string): string {
  const rows = capabilities.matchAll(/^#define HWCAP(\d*)_([A-Z0-9_]+)/gm);
  const lines = [...rows].map(
    ([, word, name]) => `#define KERNEL_HWCAP_${name} __khwcap${word}_feature(${name})\n`,
  );
  return lines.join('');
}
