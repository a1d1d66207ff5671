/** The thread of `ptdesc exec`: reads the program, runs it, writes its output as it comes. */
import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { Fault, SourcePlace } from '../../../emulator/src/machine/run/fault.ts';
import { DEFAULT_LIMITS } from '../../../emulator/src/machine/run/limits.ts';
import { Watch } from '../../../emulator/src/machine/watch/watch.ts';
import type { ExecAnswer, ExecRequest } from '../cli/exec.ts';
import { execProgram, ProgramReader } from '../cli/exec-program.ts';

/** What design calls the emulator's own end of a program. */
const STOPPED = 125;

const { file, args, options } = workerData as ExecRequest;

/** No one reads the program's output any more, as behind `| head`. */
class ReaderGone extends Error {}

/** What a shell shows of a program that SIGPIPE ended. */
const SIGPIPE_STATUS = 128 + 13;

function write(stream: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(stream, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') throw new ReaderGone();
      // A pipe that is full: try again until its reader has caught up.
      if (code !== 'EAGAIN') throw error;
    }
  }
}

const spell = (place: SourcePlace | undefined): string =>
  place ? `${place.file}:${place.line}:${place.column}: ` : '';

/** One line for the fault, then the calls that were open. */
function report(fault: Fault): string {
  const related = fault.related.map(
    ({ place, message, calls }) => `${spell(place)}${message}\n${callLines(calls)}`,
  );
  const first = `${spell(fault.place)}${fault.message} [${fault.kind}]\n`;
  return [first, callLines(fault.calls), ...related].join('');
}

function callLines(calls: Fault['calls']): string {
  return calls.map((call) => `    in ${call.function}()${calledAt(call.place)}\n`).join('');
}

function calledAt(place: SourcePlace | undefined): string {
  return place ? `, called at ${place.file}:${place.line}` : '';
}

function run(): ExecAnswer {
  const limits = {
    ...DEFAULT_LIMITS,
    ...(options.maxSteps !== undefined && { steps: options.maxSteps }),
    ...(options.maxMemory !== undefined && { memoryBytes: options.maxMemory * 1048576 }),
  };
  const watch = options.check ? new Watch({ stopsAtFinding: true }) : undefined;
  const end = execProgram(new ProgramReader(options), file, args, { write }, limits, watch);
  if (end.kind === 'exit') return { status: end.status };
  write(2, new TextEncoder().encode(report(end.fault)));
  return { status: STOPPED };
}

try {
  parentPort?.postMessage(run());
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  parentPort?.postMessage(
    (error instanceof ReaderGone
      ? { status: SIGPIPE_STATUS }
      : { status: 2, error: message }) satisfies ExecAnswer,
  );
}
