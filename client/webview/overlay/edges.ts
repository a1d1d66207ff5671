/**
 * The solid edges between a field and the field of struct page that an assertion names. They are
 * measured after the drawing, since only the browser knows how high a lane became.
 */
const SVG = 'http://www.w3.org/2000/svg';

/** Draws them anew into the `svg.edges` of a lens. */
export function drawEdges(root: ParentNode): void {
  const svg = root.querySelector('svg.edges');
  const page = root.querySelector('section[data-record="struct page"]');
  if (!svg || !page) return;
  const box = svg.getBoundingClientRect();
  const lines: SVGLineElement[] = [];
  for (const block of root.querySelectorAll<HTMLElement>('button.asserted')) {
    const other = blockNamed(page, block.dataset.with ?? '');
    if (!other || isOnLaterPage(block)) continue;
    lines.push(
      edge(box, other.getBoundingClientRect(), block.getBoundingClientRect(), isLit(block)),
    );
  }
  svg.replaceChildren(...lines);
}

const isLit = (block: HTMLElement): boolean => block.classList.contains('lit');

/** The edge of a folio's second page would run through its first. */
function isOnLaterPage(block: HTMLElement): boolean {
  const strips = block.closest('section')?.querySelectorAll('.strip');
  return strips !== undefined && strips[0] !== block.parentElement;
}

/** A member of a named member ("lru.next") is drawn inside the block of the outermost one. */
function blockNamed(page: Element, path: string): HTMLElement | undefined {
  const [outermost = ''] = path.split('.');
  const blocks = page.querySelectorAll<HTMLElement>('button');
  return [...blocks].find(({ dataset: { spelled } }) => spelled === path || spelled === outermost);
}

function edge(box: DOMRect, from: DOMRect, to: DOMRect, isLitEdge: boolean): SVGLineElement {
  const line = document.createElementNS(SVG, 'line');
  const x = to.left - box.left + 1;
  line.setAttribute('x1', String(x));
  line.setAttribute('x2', String(x));
  line.setAttribute('y1', String(from.bottom - box.top));
  line.setAttribute('y2', String(to.top - box.top));
  if (isLitEdge) line.setAttribute('class', 'lit');
  return line;
}
