import { writeSync } from 'node:fs';

const FLUSH_CHARS = 1 << 16;

/** Results on stdout. Synchronous, so that nothing is lost when the program ends or a pipe is slow. */
export class Output {
  #pending: string[] = [];
  #length = 0;

  line(text: string): void {
    this.#pending.push(text, '\n');
    this.#length += text.length + 1;
    if (this.#length > FLUSH_CHARS) this.flush();
  }

  /** Text of one character a byte: what files in any encoding hold. */
  latin1(text: string): void {
    this.flush();
    writeAll(Buffer.from(text, 'latin1'));
  }

  /** One object as one line. */
  json(value: object): void {
    this.line(JSON.stringify(value));
  }

  flush(): void {
    const bytes = Buffer.from(this.#pending.join(''), 'utf8');
    this.#pending = [];
    this.#length = 0;
    writeAll(bytes);
  }
}

/** A pipe that is full says EAGAIN: wait for the reader. One that is closed ends the program. */
function writeAll(bytes: Buffer): void {
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit(0);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** A message on stderr. */
export function warn(message: string): void {
  process.stderr.write(`ptdesc: ${message}\n`);
}

const told = new Set<string>();

/** The same, once in a run: threads come upon the same files. */
export function warnOnce(message: string): void {
  if (told.has(message)) return;
  told.add(message);
  warn(message);
}

/** Progress, for people only: on a terminal, and wiped by the next. */
export function progress(message: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${message}`);
}
