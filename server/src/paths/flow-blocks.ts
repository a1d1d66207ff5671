/** The blocks of a flow graph that is being built, and where the building stands. */
import type { ConstantContext } from '../../../language/src/typing/constant.ts';
import type { Block, EdgeTest } from './flow-graph.ts';
import type { NoreturnFunctions } from './noreturn.ts';

export interface FlowContext {
  readonly constants: ConstantContext;
  readonly noreturn: NoreturnFunctions;
  text(nameId: number): string;
}

export class FlowBlocks {
  protected readonly context: FlowContext;
  protected readonly blocks: Block[] = [];
  protected readonly exit: Block;
  /** Where the next step goes. */
  protected at: Block;
  private readonly labels = new Map<number, Block>();

  constructor(context: FlowContext) {
    this.context = context;
    this.at = this.block();
    this.exit = this.block();
  }

  protected block(): Block {
    const block: Block = { index: this.blocks.length, steps: [], edges: [] };
    this.blocks.push(block);
    return block;
  }

  protected edge(from: Block, to: Block, when: EdgeTest | undefined): void {
    from.edges.push({ to: to.index, when });
  }

  protected go(to: Block): void {
    this.edge(this.at, to, undefined);
  }

  /** What follows is reached by labels only. */
  protected leave(): void {
    this.at = this.block();
  }

  protected label(nameId: number): Block {
    const known = this.labels.get(nameId) ?? this.block();
    this.labels.set(nameId, known);
    return known;
  }
}
