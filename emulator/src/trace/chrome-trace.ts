/**
 * A recording in the Trace Event Format that Perfetto and chrome://tracing read: a slice for each
 * call, an instant for each note, one microsecond a step. Calls that never returned end with the run.
 */
import { CALL, NOTE, RETURN, type Recording, STEP } from './recording.ts';

interface ChromeEvent {
  readonly name: string;
  /** B: a call begins; E: it ends; i: an instant; M: a name. */
  readonly ph: 'B' | 'E' | 'i' | 'M';
  /** Microseconds; here, steps. */
  readonly ts: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: Readonly<Record<string, unknown>>;
  /** Of an instant: seen in its own thread only. */
  readonly s?: 't';
}

export interface ChromeTrace {
  readonly displayTimeUnit: 'ms';
  readonly traceEvents: readonly ChromeEvent[];
}

const HERE = { pid: 1, tid: 1 };

export function chromeTrace(recording: Recording, title: string): ChromeTrace {
  const events: ChromeEvent[] = [
    { name: 'process_name', ph: 'M', ts: 0, ...HERE, args: { name: title } },
  ];
  let step = 0;
  let open = 0;
  for (let event = 0; event < recording.length; event++) {
    const kind = recording.kind(event);
    if (kind === STEP) step++;
    else if (kind === CALL) {
      open++;
      events.push({
        name: recording.call(event).entry.name,
        ph: 'B',
        ts: step,
        ...HERE,
        args: { step },
      });
    } else if (kind === RETURN) {
      open--;
      events.push({ name: nameOf(recording, event), ph: 'E', ts: step, ...HERE });
    } else if (kind === NOTE)
      events.push({
        name: 'note',
        ph: 'i',
        s: 't',
        ts: step,
        ...HERE,
        args: { note: recording.noteAt(event) },
      });
  }
  for (; open > 0; open--) events.push({ name: '', ph: 'E', ts: step, ...HERE });
  return { displayTimeUnit: 'ms', traceEvents: events };
}

function nameOf(recording: Recording, event: number): string {
  return recording.call(recording.callOf(event)).entry.name;
}
