/** The response header with the position at which a stream begins. */
export const EVENTS_CURSOR_HEADER = 'events-cursor';
