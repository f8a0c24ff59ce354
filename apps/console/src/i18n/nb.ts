import type { Texts } from './en';
import { nbDetails } from './nb-details';
import { nbFailures } from './nb-failures';
import { nbMerge } from './nb-merge';
import { nbProfile } from './nb-profile';
import { nbSearch } from './nb-search';

/** The Norwegian texts. */
export const nb: Texts = {
  app: { title: 'Kundeprofiler', loading: 'Laster …', skip: 'Hopp til innholdet' },
  navigation: { label: 'Sider', search: 'Søk', duplicates: 'Duplikater', merge: 'Slå sammen', admin: 'Administrasjon' },
  menu: {
    label: 'Meny for {{name}}',
    organisation: 'Organisasjon {{organisation}}',
    language: 'Språk',
    nb: 'Norsk',
    en: 'English',
    theme: 'Utseende',
    system: 'Som enheten',
    light: 'Lyst',
    dark: 'Mørkt',
    signOut: 'Logg ut',
  },
  session: {
    signingIn: 'Du logges inn …',
    failed: 'Innloggingen mislyktes',
    failedHelp: 'Innloggingstjenesten svarte ikke som forventet. Prøv igjen om litt.',
    signedOut: 'Du er logget ut',
    signedOutHelp: 'Lukk nettleseren på en delt maskin.',
    signIn: 'Logg inn',
    ended: 'Økten din er avsluttet',
    endedHelp: 'Logg inn på nytt for å fortsette. Tekst som ikke er lagret, går tapt.',
    noAccess: 'Du har ikke tilgang til kunder',
    noAccessHelp: 'Kontoen din mangler tillatelsen til å lese kunder. Be administratoren om den.',
  },
  action: {
    retry: 'Prøv igjen',
    save: 'Lagre',
    cancel: 'Avbryt',
    close: 'Lukk',
    edit: 'Endre',
    add: 'Legg til',
    remove: 'Fjern',
    show: 'Vis',
    showMore: 'Vis flere',
    toSearch: 'Gå til søket',
  },
  failure: {
    network: 'Tjenesten kan ikke nås',
    networkHelp: 'Sjekk nettforbindelsen, og prøv igjen. Ingenting er endret.',
    networkWriteHelp: 'Det er ikke sikkert at endringen ble lagret. Last kunden på nytt før du gjentar den.',
    unexpected: 'Noe gikk galt',
    reference: 'Referanse til brukerstøtte: {{id}}',
    field: '{{field}}: {{message}}',
    notFoundPage: 'Denne siden finnes ikke',
    required: 'Fyll ut dette feltet.',
    emailForm: 'Skriv en e-postadresse som kari@example.no, uten bokstaver som æ, ø og å.',
    valueForm: 'Fyll ut hele feltet i formen det har.',
  },
  status: { saved: 'Lagret', copied: 'Kopiert', copy: 'Kopier {{what}}' },
  ...nbSearch,
  ...nbProfile,
  ...nbDetails,
  ...nbMerge,
  ...nbFailures,
};
