/** The stacks of a text, each with what its heading says it is. */
import type { LogLine } from './log-lines.ts';

type StackKind =
  | 'report'
  | 'object allocated'
  | 'object freed'
  | 'page allocated'
  | 'page freed'
  | 'other';

export interface Stack {
  readonly kind: StackKind;
  /** Functions, the innermost first, without those of which the kernel is not sure. */
  readonly frames: readonly string[];
}

/** Headings of mm/kasan/report.c, mm/page_owner.c and of every architecture's show_stack(). */
const HEADINGS: readonly (readonly [RegExp, StackKind])[] = [
  [/\bpage last allocated via\b/, 'page allocated'],
  [/\bpage last free\b.*stack trace|\bpage_owner free stack trace/, 'page freed'],
  [/\bFreed by task\b|\bfreed by task\b/, 'object freed'],
  [/\bAllocated by task\b|\ballocated by task\b/, 'object allocated'],
  [/\bLast potentially related work creation|\bSecond to last potentially/, 'other'],
  [/\bStack of the task\b|\bRCU read-side/, 'other'],
  [/\b(?:Call [Tt]race|Backtrace):/, 'report'],
];

/** `free_unref_page+0x12/0x30`, or with an address before it, or "? " where the stack is uncertain. */
const FRAME =
  /^\s*(?:\[[^\]]*\]\s*|\(?<[^>]*>\)?\s*)*(\? )?([a-z_]\w*(?:\.\w+)*)\+0x[0-9a-f]+\/0x[0-9a-f]+/i;

/** Frames without a heading belong to the report itself; a heading without frames leaves no stack. */
export function stacksOf(lines: readonly LogLine[]): Stack[] {
  const stacks: { kind: StackKind; frames: string[] }[] = [];
  let kind: StackKind = 'report';
  let open: { kind: StackKind; frames: string[] } | undefined;
  for (const { text } of lines) {
    const heading = HEADINGS.find(([pattern]) => pattern.test(text));
    if (heading) [kind, open] = [heading[1], undefined];
    const frame = FRAME.exec(text);
    if (frame?.[2] === undefined) continue;
    if (!open) {
      open = { kind, frames: [] };
      stacks.push(open);
    }
    if (frame[1] === undefined) open.frames.push(frame[2].split('.')[0] ?? '');
  }
  return stacks.filter(({ frames }) => frames.length > 0);
}
