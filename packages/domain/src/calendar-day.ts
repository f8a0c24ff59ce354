/** Whether `YYYY-MM-DD` names a real day. */
export function isCalendarDay(value: string): boolean {
  const midnight = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().slice(0, 10) === value;
}
