import { Transform, type TransformCallback } from 'node:stream';

/** LSP's header has two fields; what is longer than this is none. */
const HEADER_LIMIT_BYTES = 4096;

/** A document and its edits; an editor that sends more has lost its way. */
const BODY_LIMIT_BYTES = 256 << 20;

const END = '\r\n\r\n';

/**
 * Passes on a stream of messages as long as each has a header that says how long it is (LSP 3.17, base
 * protocol). Behind a header that does not, no one can tell where the next message begins: that is an
 * error of the stream, and no end of waiting.
 */
export class FramedInput extends Transform {
  #header = '';
  #bodyBytes = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    const problem = this.#follow(chunk);
    if (problem === undefined) done(null, chunk);
    else done(new Error(problem));
  }

  /** Where the stream is after a chunk; what is wrong with a header in it. */
  #follow(chunk: Buffer): string | undefined {
    for (let at = 0; at < chunk.length; ) {
      if (this.#bodyBytes > 0) {
        const taken = Math.min(this.#bodyBytes, chunk.length - at);
        this.#bodyBytes -= taken;
        at += taken;
        continue;
      }
      const before = this.#header.length;
      this.#header += chunk.toString('latin1', at, at + HEADER_LIMIT_BYTES);
      const end = this.#header.indexOf(END);
      if (end < 0) {
        at = chunk.length;
        if (this.#header.length < HEADER_LIMIT_BYTES && mayBeHeader(this.#header)) continue;
        return `no header of a message: ${JSON.stringify(this.#header.slice(0, 80))}`;
      }
      const length = contentLength(this.#header.slice(0, end));
      if (length === undefined)
        return `no Content-Length in a header: ${JSON.stringify(this.#header.slice(0, 80))}`;
      if (length > BODY_LIMIT_BYTES) return `a message of ${length} bytes`;
      at += end + END.length - before;
      this.#header = '';
      this.#bodyBytes = length;
    }
    return undefined;
  }
}

/** Lines of a header end in CR LF; after another one, nothing sensible follows. */
function mayBeHeader(text: string): boolean {
  return !/(?<!\r)\n/.test(text);
}

function contentLength(header: string): number | undefined {
  const digits = /^content-length:[ \t]*(\d{1,15})[ \t]*$/im.exec(header.replaceAll('\r', ''))?.[1];
  const isHeader = header.split('\r\n').every((line) => /^[\w-]+:/.test(line));
  return digits === undefined || !isHeader ? undefined : Number(digits);
}
