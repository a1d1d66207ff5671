import type { Frame, Locator, Page } from 'playwright-core';

const VISIBLE_LIMIT_MS = 120_000;
/** After this a key press counts as lost. */
const TRY_LIMIT_MS = 5000;

/** What a user sees and touches of a VS Code window, by way of its page. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Waits until an editor shows text. */
  async waitForEditor(fileName: string): Promise<void> {
    const editor = this.page.locator('.editor-instance', { hasText: /./ });
    await this.page
      .locator('.tab', { hasText: fileName })
      .first()
      .waitFor({ timeout: VISIBLE_LIMIT_MS });
    await editor.first().waitFor({ timeout: VISIBLE_LIMIT_MS });
  }

  /** Makes room: a new profile shows a side bar on the right. */
  async closeSecondarySideBar(): Promise<void> {
    const sideBar = this.page.locator('.part.auxiliarybar');
    if (!(await sideBar.isVisible())) return;
    await this.page.keyboard.press('Control+Alt+b');
    await sideBar.waitFor({ state: 'hidden' });
  }

  /** Moves the mouse over a word of a line on the screen and away again until a hover shows. */
  async hoverOver(line: string, word: string, expected: RegExp): Promise<string> {
    const end = Date.now() + VISIBLE_LIMIT_MS;
    let last = 'nothing';
    while (Date.now() < end) {
      const at = await this.page.evaluate(middleOfWord, { line, word });
      if (at !== null) {
        await this.page.mouse.move(at.x, at.y, { steps: 3 });
        last = await this.#visibleHover();
        if (expected.test(last)) return last;
      }
      // The pointer must leave the word: a hover that is on the screen is not asked for again.
      await this.page.mouse.move(2, 2);
      await this.page.waitForTimeout(300);
    }
    throw new Error(`The hover on ${word} in "${line}" never said ${expected}; it said:\n${last}`);
  }

  async #visibleHover(): Promise<string> {
    const hover = this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content');
    try {
      await hover.first().waitFor({ timeout: 2000 });
    } catch {
      return '';
    }
    await this.page.waitForTimeout(500);
    return (await hover.allInnerTexts()).join('\n');
  }

  /**
   * Opens a file of the folder at a line, as a user does: by its name in the list of files. The
   * cursor is on the line when this returns.
   */
  async openAt(path: string, line: number): Promise<void> {
    const name = path.replace(/^.*\//, '');
    const rows = this.page.getByRole('option', { name });
    // Beside a panel, not over it.
    await this.#choose('Control+p', `${path}:${line}`, rows.first(), () =>
      this.page.keyboard.press('Control+1'),
    );
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ` }).waitFor();
  }

  /** Runs a command as a user does: by its title in the palette. */
  async runCommand(title: string): Promise<void> {
    await this.#choose('F1', `>${title}`, this.page.getByRole('option', { name: title }).first());
  }

  /**
   * Opens a list by its key, types into it and takes a row. A key that comes while the focus
   * leaves a panel's frame is lost, and a window that has just opened does not know its files and
   * the extension's commands yet: so it asks until the row is there.
   */
  async #choose(
    key: string,
    text: string,
    row: Locator,
    before: () => Promise<void> = async () => {},
  ): Promise<void> {
    const input = this.page.locator('.quick-input-widget input').first();
    const end = Date.now() + VISIBLE_LIMIT_MS;
    while (Date.now() < end) {
      await before();
      await this.page.keyboard.press(key);
      if ((await shows(input)) && (await filled(input, text)) && (await shows(row)))
        if (await clicked(row)) return;
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`${key} has no row for "${text}".`);
  }

  /** The frame of the webview that contains an element. */
  async webviewWith(selector: string): Promise<Frame> {
    const end = Date.now() + VISIBLE_LIMIT_MS;
    while (Date.now() < end) {
      for (const frame of this.page.frames())
        if (
          (await frame
            .locator(selector)
            .count()
            .catch(() => 0)) > 0
        )
          return frame;
      await this.page.waitForTimeout(200);
    }
    throw new Error(`No webview shows ${selector}.`);
  }
}

const yes = () => true;
const no = () => false;

/** Whether something is on the screen soon. */
function shows(what: Locator): Promise<boolean> {
  return what.waitFor({ timeout: TRY_LIMIT_MS }).then(yes, no);
}

/** Whether a text could be put into a field that may go at any time. */
function filled(input: Locator, text: string): Promise<boolean> {
  return input.fill(text, { timeout: TRY_LIMIT_MS }).then(yes, no);
}

/** Whether a row could be taken that may go at any time. */
function clicked(row: Locator): Promise<boolean> {
  return row.click({ timeout: TRY_LIMIT_MS }).then(yes, no);
}

/** Runs in the page: the middle of a word inside the first line on the screen that holds a text. */
function middleOfWord({ line, word }: { line: string; word: string }) {
  // The editor writes spaces as no-break spaces.
  const plain = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ');
  for (const element of document.querySelectorAll('.view-line')) {
    const lineStart = plain(element.textContent).indexOf(line);
    if (lineStart < 0) continue;
    let left = lineStart + line.indexOf(word);
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (left < length) {
        const range = document.createRange();
        range.setStart(node, left);
        range.setEnd(node, Math.min(length, left + word.length));
        const box = range.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
      left -= length;
    }
  }
  return null;
}
