/** The collection of what all processes share: the epoch, the form of documents, and the accepted streams. */
export const EVENT_STATE = 'eventState';
