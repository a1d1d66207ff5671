import type { Preprocessor } from '../preprocessor/preprocessor.ts';
import type { FunctionDefinition } from '../syntax/symbols.ts';

interface Expanded {
  readonly definition: FunctionDefinition;
  /** Where its braces stand in the stream proper. */
  readonly bodyToken: number;
  readonly endToken: number;
}

/**
 * Functions of headers whose bodies the preprocessor passed over, once someone asked for them: their
 * tokens stand behind the end of the stream, where the definition points meanwhile.
 */
export class ExpandedBodies {
  private readonly list: Expanded[] = [];

  /** Expands a body that was passed over; nothing to do for all others. */
  expand(preprocessor: Preprocessor, definition: FunctionDefinition): void {
    const { bodyToken, endToken } = definition;
    const range = preprocessor.expandBody(bodyToken);
    if (range === undefined) return;
    this.list.push({ definition, bodyToken, endToken });
    definition.homeToken = bodyToken;
    definition.bodyToken = range.start;
    definition.endToken = range.end;
  }

  /** The function whose expanded body holds a token behind the end of the stream. */
  holding(token: number): FunctionDefinition | undefined {
    return this.list.find(({ definition: d }) => d.bodyToken <= token && token < d.endToken)
      ?.definition;
  }

  /** An update cuts the stream: the bodies are passed over again. */
  forget(): void {
    for (const { definition, bodyToken, endToken } of this.list) {
      definition.bodyToken = bodyToken;
      definition.homeToken = undefined;
      definition.endToken = endToken;
      definition.body = undefined;
      definition.findings = undefined;
    }
    this.list.length = 0;
  }
}
