import { enDetails } from './en-details';
import { enFailures } from './en-failures';
import { enMerge } from './en-merge';
import { enProfile } from './en-profile';
import { enSearch } from './en-search';

/** The English texts. Their keys are those of every language. */
export const en = {
  app: { title: 'Customer profiles', loading: 'Loading …', skip: 'Skip to content' },
  navigation: { label: 'Pages', search: 'Search', duplicates: 'Duplicates', merge: 'Merge', admin: 'Administration' },
  menu: {
    label: 'Menu of {{name}}',
    organisation: 'Organisation {{organisation}}',
    language: 'Language',
    nb: 'Norsk',
    en: 'English',
    theme: 'Appearance',
    system: 'As the device',
    light: 'Light',
    dark: 'Dark',
    signOut: 'Sign out',
  },
  session: {
    signingIn: 'You are being signed in …',
    failed: 'Sign-in failed',
    failedHelp: 'The sign-in service did not respond as expected. Try again in a moment.',
    signedOut: 'You are signed out',
    signedOutHelp: 'Close the browser on a shared computer.',
    signIn: 'Sign in',
    ended: 'Your session has ended',
    endedHelp: 'Sign in again to go on. Text that is not saved is lost.',
    noAccess: 'You have no access to customers',
    noAccessHelp: 'Your account lacks the permission to read customers. Ask your administrator for it.',
  },
  action: {
    retry: 'Try again',
    save: 'Save',
    cancel: 'Cancel',
    close: 'Close',
    edit: 'Edit',
    add: 'Add',
    remove: 'Remove',
    show: 'Show',
    showMore: 'Show more',
    toSearch: 'Go to the search',
  },
  failure: {
    network: 'The service cannot be reached',
    networkHelp: 'Check your network connection, then try again. Nothing has been changed.',
    networkWriteHelp: 'It is not certain that the change was saved. Reload the customer before you repeat it.',
    unexpected: 'Something went wrong',
    reference: 'Reference for support: {{id}}',
    field: '{{field}}: {{message}}',
    notFoundPage: 'There is no such page',
    required: 'Fill in this field.',
    emailForm: 'Write an email such as kari@example.no, without letters such as æ, ø and å.',
    valueForm: 'Fill in the whole field in its own form.',
  },
  status: { saved: 'Saved', copied: 'Copied', copy: 'Copy {{what}}' },
  ...enSearch,
  ...enProfile,
  ...enDetails,
  ...enMerge,
  ...enFailures,
};

/** The texts of one language. A missing text does not compile. */
export type Texts = typeof en;
