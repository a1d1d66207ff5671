import gifenc from 'gifenc';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../../launcher/browser.ts';

/** A picture of the tour. */
export interface TourFrame {
  readonly png: Buffer;
  readonly delayMs: number;
}

/** Half the size of the window: the tour shows what happens, the pictures show what is written. */
const SCALE = 0.6;
const COLOURS = 128;

/** One animated picture. A browser reads the frames. */
export async function encodeTour(frames: readonly TourFrame[]): Promise<Uint8Array> {
  const browser = await launchBrowser();
  try {
    return await encode(await browser.newPage(), frames);
  } finally {
    await browser.close();
  }
}

async function encode(page: Page, frames: readonly TourFrame[]): Promise<Uint8Array> {
  const encoder = gifenc.GIFEncoder();
  for (const { png, delayMs } of frames) {
    const { width, height, pixels } = await readPixels(page, png);
    const rgba = Uint8Array.from(Buffer.from(pixels, 'base64'));
    const palette = gifenc.quantize(rgba, COLOURS);
    const index = gifenc.applyPalette(rgba, palette);
    encoder.writeFrame(index, width, height, { palette, delay: delayMs });
  }
  encoder.finish();
  return encoder.bytes();
}

function readPixels(page: Page, png: Buffer) {
  return page.evaluate(readInPage, { data: png.toString('base64'), scale: SCALE });
}

/** Runs in the page. */
async function readInPage({ data, scale }: { data: string; scale: number }) {
  const image = new Image();
  image.src = `data:image/png;base64,${data}`;
  await image.decode();
  const width = Math.round(image.width * scale);
  const height = Math.round(image.height * scale);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  const bytes = context.getImageData(0, 0, width, height).data;
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return { width, height, pixels: btoa(text) };
}
