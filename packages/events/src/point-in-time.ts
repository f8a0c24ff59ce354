/**
 * A point in time by two clocks. The monotonic one stands still while the machine sleeps, and the wall clock can be set
 * back; the larger difference is the safe one.
 */
export interface PointInTime {
  readonly monotonic: number;
  readonly wall: number;
}

export function pointInTime(): PointInTime {
  return { monotonic: performance.now(), wall: Date.now() };
}

export function millisSince(point: PointInTime): number {
  return Math.max(performance.now() - point.monotonic, Date.now() - point.wall);
}
