/**
 * The English texts of error codes whose text in the error catalogue is for developers: it names headers, parameters and
 * fields. The other codes have that text. A title is a heading, the help says what an employee can do.
 */
export const enFailures = {
  failures: {
    code400: { title: 'Something is not filled in correctly', help: 'Check what you have typed, then try again.' },
    code404: { title: 'This page asked for something that does not exist', help: 'Tell support the reference.' },
    code405: { title: 'This page asked for something in the wrong way', help: 'Tell support the reference.' },
    code409: {
      title: 'This does not fit what is saved',
      help: 'It exists already, or its state does not allow the change. Reload the page to see what is saved.',
    },
    code412: {
      title: 'The customer has been changed meanwhile',
      help: 'Reload the page, then make your change again.',
    },
    code413: { title: 'This is too much at once', help: 'Use a shorter text, or a file with shorter rows.' },
    code414: {
      title: 'This is too long',
      help: 'No number, reference or card is that long. Check what you have typed.',
    },
    code415: { title: 'This page sent something in the wrong form', help: 'Tell support the reference.' },
    code422: { title: 'This was sent before with other values', help: 'Reload the page, then make your change again.' },
    code429: { title: 'Too many calls in a short time', help: 'Wait a minute, then try again.' },
    code500: {
      title: 'Something went wrong in the service',
      help: 'Try again later. If it happens again, tell support the reference.',
    },
    code503: {
      title: 'The service has too much to do just now',
      help: 'Nothing has been changed. Wait a moment, then try again.',
    },
    code601: {
      title: 'The customers cannot be merged, or this one has been merged',
      help: 'One of them is passive or of another type, or both are the same. Change the customer who stays, not one who has been merged in.',
    },
    code603: {
      title: 'The email is not valid',
      help: 'Write an email such as kari@example.no, without letters such as æ, ø and å.',
    },
    code604: {
      title: 'The post code is not valid',
      help: 'A Norwegian post code has four digits. For another country, fill in the country.',
    },
    code605: {
      title: 'The telephone number is not valid',
      help: 'Fill in the calling code, such as +47, and a number that exists in that country.',
    },
    code610: {
      title: 'You may not do this',
      help: 'Your account lacks the permission for it. Ask your administrator.',
    },
    code613: {
      title: 'The customer cannot be restored',
      help: 'The customer has been merged, or another customer has taken the email, the username or the Vipps id meanwhile.',
    },
    code617: {
      title: 'Not found',
      help: 'There is no such customer, or it has been removed meanwhile. Reload the page.',
    },
    code619: { title: 'A part of the service does not respond', help: 'Wait a moment, then try again.' },
    code625: {
      title: 'The customer reference is taken',
      help: 'Another customer of the organisation has it. Use another one, or leave the field empty.',
    },
    code626: {
      title: 'The Vipps id is taken',
      help: 'Another active customer of the organisation has it. Search for that customer.',
    },
    code627: {
      title: 'The card has an owner',
      help: 'To move it, search for the card, open its owner, and choose Move beside the card.',
    },
    code629: {
      title: 'The customer has too many of these',
      help: 'Remove entries that are no longer needed, then try again.',
    },
    code630: { title: 'These events are no longer kept', help: 'Reload the page to go on with the latest events.' },
  },
};
