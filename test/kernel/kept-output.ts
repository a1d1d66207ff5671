import { Output } from '../../server/src/cli/output.ts';

/** Keeps what a command prints instead of writing it to stdout. */
export class KeptOutput extends Output {
  readonly lines: string[] = [];

  override line(text: string): void {
    this.lines.push(text);
  }

  override flush(): void {}
}
