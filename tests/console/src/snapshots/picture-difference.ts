import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** How much two pictures differ. */
export interface PictureDifference {
  /** The pixels that differ, without those at the smoothed edges of letters. All of them when the sizes differ. */
  readonly pixels: number;
  /** The expected picture with these pixels in red, as PNG. Absent when the sizes differ. */
  readonly drawn?: Buffer;
}

/** A difference of colour that is not seen, from 0 to 1. */
const THRESHOLD = 0.05;

/** Compares two pictures in PNG. */
export function pictureDifference(expected: Buffer, actual: Buffer): PictureDifference {
  const [one, other] = [PNG.sync.read(expected), PNG.sync.read(actual)];
  const { width, height } = one;
  if (other.width !== width || other.height !== height)
    return { pixels: Math.max(width * height, other.width * other.height) };
  const drawn = new PNG({ width, height });
  const pixels = pixelmatch(one.data, other.data, drawn.data, width, height, { threshold: THRESHOLD });
  return { pixels, drawn: PNG.sync.write(drawn) };
}
