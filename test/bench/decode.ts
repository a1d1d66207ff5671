/**
 * `ptdesc decode` on logs, as it ships, with the modelled kernel: all dumps must be found. Figures, never
 * assertions, but for what was found; CPU time is what a busy machine changes least. Build dist/ first.
 *
 *     node test/bench/decode.ts
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile } from './table.ts';

const ROUNDS = 5;
const GOAL_S = 2;
const CLI = join(import.meta.dirname, '../../dist/cli.js');

/** Size, how many dumps, and how many of them are of another kernel, so that one at hand is looked for. */
const LOGS = [
  { megabytes: 4, dumps: 200, strange: 0 },
  { megabytes: 4, dumps: 200, strange: 200 },
  { megabytes: 50, dumps: 200, strange: 0 },
] as const;

const time = (i: number) => `[${(i / 1000).toFixed(6).padStart(12)}]`;

/** A page as the modelled kernel prints it, or, with numbers that it does not have, as another does. */
function dumpLines(i: number, isStrange: boolean): string[] {
  const flags = isStrange ? '17ffffc0002000' : '0';
  const places = isStrange ? 'private|node=0|zone=2|lastcpupid=0x1fffff' : 'node=0|zone=0';
  return [
    `BUG: Bad page state in process worker  pfn:${(0x1000 + i).toString(16).padStart(5, '0')}`,
    `page: refcount:${(i % 7) + 1} mapcount:0 mapping:0000000000000000 index:0x${i.toString(16)} pfn:0x${(0x1000 + i).toString(16)}`,
    `flags: 0x${flags}(${places})`,
    `raw: ${flags.padStart(16, '0')} dead000000000100 dead000000000122 0000000000000000`,
    `raw: ${i.toString(16).padStart(16, '0')} 0000000000000000 0000000${(i % 7) + 1}ffffffff 0000000000000000`,
    'page dumped because: nonzero _refcount',
    'CPU: 2 PID: 40 Comm: worker Not tainted 6.6.1 #1',
    'Call Trace:',
    ...['<TASK>', 'dump_stack_lvl+0x5d/0x80', 'bad_page+0x7a/0x91', 'worker_put+0x8/0x20'].map(
      (frame) => ` ${frame}`,
    ),
    ' </TASK>',
  ];
}

/** Dumps at even distances among lines of drivers, until the log has its size. */
function logText({ megabytes, dumps, strange }: (typeof LOGS)[number]): string {
  const lines: string[] = [];
  let size = 0;
  const add = (text: string) => {
    const line = `${time(lines.length)} ${text}`;
    lines.push(line);
    size += line.length + 1;
  };
  const wanted = megabytes * 1_000_000;
  for (let i = 0; i < dumps; i++) {
    for (const line of dumpLines(i, i < strange)) add(line);
    while (size < (wanted * (i + 1)) / dumps)
      add(
        `usb 3-${lines.length % 9}: new high-speed USB device number ${lines.length}, flags: 0x3`,
      );
  }
  return `${lines.join('\n')}\n`;
}

interface Round {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

/** @throws Error when a dump is not found, or the command does not end well */
function round(file: string, dumps: number): Round {
  const script = 'TIMEFORMAT="@%U %S %R"; time "$0" "$@"';
  const report = `process.on("exit", () => process.stderr.write("#" + process.resourceUsage().maxRSS + "\\n"))`;
  const command = ['--import', `data:text/javascript,${encodeURIComponent(report)}`, CLI];
  const { stdout, stderr } = spawnSync(
    'bash',
    ['-c', script, process.execPath, ...command, 'decode', file, '--format', 'jsonl'],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const found = stdout.trim().split('\n').length;
  if (found !== dumps) throw new Error(`${found} of ${dumps} dumps found: ${stderr}`);
  const [, user, system, real] = /@(\S+) (\S+) (\S+)/.exec(stderr) ?? [];
  const [, peakKb] = /#(\d+)/.exec(stderr) ?? [];
  return {
    seconds: Number(real),
    cpuSeconds: Number(user) + Number(system),
    peakMb: Number(peakKb) / 1024,
  };
}

const folder = mkdtempSync(join(tmpdir(), 'ptdesc-decode-bench-'));
try {
  for (const log of LOGS) {
    const file = join(folder, 'log.txt');
    writeFileSync(file, logText(log));
    const rounds = Array.from({ length: ROUNDS }, () => round(file, log.dumps));
    const median = (what: keyof Round) =>
      percentile(
        rounds.map((each) => each[what]),
        0.5,
      );
    process.stdout.write(
      `decode of ${log.megabytes} MB with ${log.dumps} dumps, ${log.strange} of another kernel: ` +
        `${median('seconds').toFixed(2)} s (goal: ${GOAL_S} s), CPU ${median('cpuSeconds').toFixed(2)} s, ` +
        `peak ${median('peakMb').toFixed(0)} MB\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
