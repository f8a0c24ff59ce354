import type { enFailures } from './en-failures';

/** The Norwegian texts of error codes whose text in the error catalogue is for developers. */
export const nbFailures: typeof enFailures = {
  failures: {
    code400: { title: 'Noe er ikke fylt ut riktig', help: 'Sjekk det du har skrevet, og prøv igjen.' },
    code404: { title: 'Siden spurte etter noe som ikke finnes', help: 'Oppgi referansen til brukerstøtte.' },
    code405: { title: 'Siden spurte på feil måte', help: 'Oppgi referansen til brukerstøtte.' },
    code409: {
      title: 'Dette passer ikke med det som er lagret',
      help: 'Det finnes allerede, eller tilstanden tillater ikke endringen. Last siden på nytt for å se hva som er lagret.',
    },
    code412: { title: 'Kunden er endret i mellomtiden', help: 'Last siden på nytt, og gjør endringen din igjen.' },
    code413: { title: 'Dette er for mye på én gang', help: 'Bruk en kortere tekst, eller en fil med kortere rader.' },
    code414: {
      title: 'Dette er for langt',
      help: 'Ingen numre, referanser eller kort er så lange. Sjekk det du har skrevet.',
    },
    code415: { title: 'Siden sendte noe i feil form', help: 'Oppgi referansen til brukerstøtte.' },
    code422: {
      title: 'Dette er sendt før med andre verdier',
      help: 'Last siden på nytt, og gjør endringen din igjen.',
    },
    code429: { title: 'For mange kall på kort tid', help: 'Vent et minutt, og prøv igjen.' },
    code500: {
      title: 'Noe gikk galt i tjenesten',
      help: 'Prøv igjen senere. Hvis det skjer igjen, oppgi referansen til brukerstøtte.',
    },
    code503: {
      title: 'Tjenesten har for mye å gjøre akkurat nå',
      help: 'Ingenting er endret. Vent litt, og prøv igjen.',
    },
    code601: {
      title: 'Kundene kan ikke slås sammen, eller denne er slått sammen',
      help: 'En av dem er passiv eller av en annen type, eller begge er den samme. Endre kunden som blir, ikke en som er slått inn.',
    },
    code603: {
      title: 'E-postadressen er ugyldig',
      help: 'Skriv en e-postadresse som kari@example.no, uten bokstaver som æ, ø og å.',
    },
    code604: {
      title: 'Postnummeret er ugyldig',
      help: 'Et norsk postnummer har fire sifre. Fyll ut landet hvis det er et annet.',
    },
    code605: {
      title: 'Telefonnummeret er ugyldig',
      help: 'Fyll ut landkoden, som +47, og et nummer som finnes i det landet.',
    },
    code610: {
      title: 'Du har ikke tilgang til dette',
      help: 'Kontoen din mangler tillatelsen. Be administratoren om den.',
    },
    code613: {
      title: 'Kunden kan ikke gjenopprettes',
      help: 'Kunden er slått sammen, eller en annen kunde har tatt e-posten, brukernavnet eller Vipps-id-en i mellomtiden.',
    },
    code617: {
      title: 'Ikke funnet',
      help: 'Kunden finnes ikke, eller er fjernet i mellomtiden. Last siden på nytt.',
    },
    code619: { title: 'En del av tjenesten svarer ikke', help: 'Vent litt, og prøv igjen.' },
    code625: {
      title: 'Kundereferansen er i bruk',
      help: 'En annen kunde i organisasjonen har den. Bruk en annen, eller la feltet stå tomt.',
    },
    code626: {
      title: 'Vipps-id-en er i bruk',
      help: 'En annen aktiv kunde i organisasjonen har den. Søk etter den kunden.',
    },
    code627: {
      title: 'Kortet har en eier',
      help: 'For å flytte det: søk etter kortet, åpne eieren, og velg Flytt ved kortet.',
    },
    code629: {
      title: 'Kunden har for mange av disse',
      help: 'Fjern det som ikke lenger trengs, og prøv igjen.',
    },
    code630: {
      title: 'Disse hendelsene er ikke lenger bevart',
      help: 'Last siden på nytt for å fortsette med de siste hendelsene.',
    },
  },
};
