import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { pictureDifference } from './picture-difference.js';

/** A grey picture in which `pixels` have another colour. */
function picture(width: number, height: number, pixels: readonly number[] = []): Buffer {
  const png = new PNG({ width, height });
  png.data.fill(200);
  for (const pixel of pixels) png.data.set([180, 60, 60, 255], pixel * 4);
  return PNG.sync.write(png);
}

test('pictures that are alike have no difference', () => {
  expect(pictureDifference(picture(20, 10), picture(20, 10)).pixels).toBe(0);
});

test('pixels of another colour are counted', () => {
  const block = [42, 43, 44, 62, 63, 64, 82, 83, 84];
  const { pixels, drawn } = pictureDifference(picture(20, 10), picture(20, 10, block));
  expect(pixels).toBe(block.length);
  expect(PNG.sync.read(drawn ?? Buffer.of()).width).toBe(20);
});

test('pictures of another size differ in all pixels', () => {
  expect(pictureDifference(picture(20, 10), picture(20, 11))).toEqual({ pixels: 220 });
});
