import type { RejectionCode } from '@profiles/domain';

/** Whether asking again can help: not with this input, after reading the new state, or after a pause. */
export type RetryAdvice = 'never' | 'after-read' | 'backoff';

/** The texts of one error code, the same on every interface. */
export interface CatalogueEntry {
  /** HTTP status. */
  readonly status: number;
  /** The other status it can come with. */
  readonly alsoStatus?: number;
  readonly title: string;
  readonly retry: RetryAdvice;
  readonly shortNorwegian: string;
  readonly longNorwegian: string;
  readonly shortEnglish: string;
  readonly longEnglish: string;
}

function entry(
  [status, title, retry]: [number, string, RetryAdvice],
  [shortEnglish, longEnglish]: [string, string],
  [shortNorwegian, longNorwegian]: [string, string],
): CatalogueEntry {
  return { status, title, retry, shortNorwegian, longNorwegian, shortEnglish, longEnglish };
}

// biome-ignore format: one entry, five lines
export const ERROR_CATALOGUE = {
  400: entry([400, 'Bad input', 'never'],
    ['The input is not valid.', 'Something in the request has the wrong form. The list of errors names each field and what is wrong with it.'],
    ['Ugyldige data.', 'Noe i forespørselen har feil form. Feillisten viser hvert felt og hva som er galt med det.']),
  404: entry([404, 'No such path', 'never'],
    ['There is nothing at this address.', 'The path does not exist. The document at /openapi.json lists every path.'],
    ['Det er ingenting på denne adressen.', 'Stien finnes ikke. Dokumentet på /openapi.json lister alle stier.']),
  405: entry([405, 'Method not allowed', 'never'],
    ['This method is not allowed here.', 'The path exists, but not for this method. The Allow header names those it takes.'],
    ['Metoden er ikke tillatt her.', 'Stien finnes, men ikke for denne metoden. Allow-headeren viser de tillatte.']),
  409: entry([409, 'Conflict', 'after-read'],
    ['This conflicts with the current state.', 'It exists already, or the current state does not allow it. Read the current state and decide again.'],
    ['Dette er i konflikt med det som finnes.', 'Det du ber om finnes allerede, eller tilstanden tillater det ikke. Les gjeldende tilstand og vurder på nytt.']),
  412: entry([412, 'Stale version', 'after-read'],
    ['The profile has changed meanwhile.', 'The version in If-Match is not the current one. Read the profile again and repeat the change on what you see.'],
    ['Profilen er endret i mellomtiden.', 'Versjonen i If-Match er ikke gjeldende. Les profilen på nytt og gjenta endringen på det du ser.']),
  413: entry([413, 'Too large', 'never'],
    ['The request is too large.', 'The body is larger than 1 MiB. Split it into smaller requests.'],
    ['Forespørselen er for stor.', 'Innholdet er større enn 1 MiB. Del det opp i mindre forespørsler.']),
  414: entry([414, 'Path too long', 'never'],
    ['A part of the path is too long.', 'A part of the path is longer than 2 000 characters. No number, reference or card is that long: check what was put into the path.'],
    ['En del av stien er for lang.', 'En del av stien er lengre enn 2 000 tegn. Ingen numre, referanser eller kort er så lange: sjekk hva som ble satt inn i stien.']),
  415: entry([415, 'Unsupported media type', 'never'],
    ['This media type or encoding is not supported.', 'Send the body as application/json in UTF-8, uncompressed. A PATCH may be application/merge-patch+json.'],
    ['Innholdstypen eller kodingen støttes ikke.', 'Send innholdet som application/json i UTF-8, ukomprimert. En PATCH kan være application/merge-patch+json.']),
  422: entry([422, 'Idempotency key reused', 'never'],
    ['The Idempotency-Key was used for something else.', 'The same Idempotency-Key came earlier with another body. Use a new key for a new request.'],
    ['Idempotency-Key er brukt til noe annet.', 'Samme Idempotency-Key kom tidligere med et annet innhold. Bruk en ny nøkkel for en ny forespørsel.']),
  429: entry([429, 'Too many requests', 'backoff'],
    ['Too many requests.', 'You have used up your share for now. Wait as long as Retry-After says. Requests with ET-Client-Name have a larger share.'],
    ['For mange forespørsler.', 'Du har brukt opp din andel for nå. Vent så lenge Retry-After sier. Forespørsler med ET-Client-Name har en større andel.']),
  500: entry([500, 'Internal error', 'backoff'],
    ['Something went wrong on our side.', 'This is our fault. Try again later, and give us the correlation id if it goes on.'],
    ['Noe gikk galt hos oss.', 'Dette er vår feil. Prøv igjen senere, og oppgi korrelasjons-id hvis det fortsetter.']),
  503: entry([503, 'Overloaded', 'backoff'],
    ['There is too much to do just now.', 'More requests came than can be answered in time. Nothing was done. Wait as long as Retry-After says and send the same request again.'],
    ['Det er for mye å gjøre akkurat nå.', 'Det kom flere forespørsler enn vi rekker å svare på. Ingenting ble gjort. Vent så lenge Retry-After sier, og send samme forespørsel på nytt.']),
  600: entry([400, 'Password too weak', 'never'],
    ['The password is too weak.', 'Choose a longer password that is not among the common ones.'],
    ['Passordet er for svakt.', 'Velg et lengre passord som ikke er blant de vanlige.']),
  601: entry([409, 'Merge or connect refused', 'after-read'],
    ['The profiles cannot be joined, or the profile was merged.', 'A party is passive, of the wrong type, or both are the same. A merged profile is not written to: use the survivor it names.'],
    ['Profilene kan ikke slås sammen, eller profilen er slått sammen.', 'En part er passiv, av feil type, eller begge er den samme. En sammenslått profil kan ikke endres: bruk den gjenværende profilen.']),
  602: entry([409, 'Email taken', 'never'],
    ['The email is taken.', 'Another customer of the organisation has this email. Look that customer up, or use another email.'],
    ['E-postadressen er i bruk.', 'En annen kunde i organisasjonen har denne e-postadressen. Finn den kunden, eller bruk en annen adresse.']),
  603: entry([400, 'Bad email', 'never'],
    ['The email is not valid.', 'Write an email address with ASCII characters only, like kari@example.no.'],
    ['E-postadressen er ugyldig.', 'Skriv en e-postadresse med bare ASCII-tegn, som kari@example.no.']),
  604: entry([400, 'Bad post code', 'never'],
    ['The post code is not valid.', 'A Norwegian post code has exactly four digits. For other countries give the countryCode.'],
    ['Postnummeret er ugyldig.', 'Et norsk postnummer har nøyaktig fire sifre. Oppgi countryCode for andre land.']),
  605: entry([400, 'Bad telephone number', 'never'],
    ['The telephone number is not valid.', 'Give countryCode and telephoneNumberNoCountryCode together, as a real number of that country.'],
    ['Telefonnummeret er ugyldig.', 'Oppgi countryCode og telephoneNumberNoCountryCode sammen, som et ekte nummer i det landet.']),
  606: entry([400, 'Bad name', 'never'],
    ['The name is not valid.', 'The first name and the surname must not be empty.'],
    ['Navnet er ugyldig.', 'Fornavn og etternavn kan ikke være tomme.']),
  610: entry([403, 'Not authorised', 'never'],
    ['You may not do this.', 'The token lacks the permission for this, or names another organisation than its own. Ask for the permission.'],
    ['Du har ikke tilgang til dette.', 'Tokenet mangler tillatelsen, eller gjelder en annen organisasjon. Be om tillatelsen.']),
  611: entry([401, 'Not authenticated', 'never'],
    ['You are not signed in.', 'The token or the password is missing, expired or wrong. Get a new token and send it as Authorization: Bearer.'],
    ['Du er ikke logget inn.', 'Tokenet eller passordet mangler, er utløpt eller feil. Hent et nytt token og send det som Authorization: Bearer.']),
  613: entry([409, 'Restore not possible', 'after-read'],
    ['The profile cannot be restored.', 'It was merged, or its email, username or vippsId has been taken by another customer meanwhile.'],
    ['Profilen kan ikke gjenopprettes.', 'Den er slått sammen, eller e-post, brukernavn eller vippsId er tatt av en annen kunde i mellomtiden.']),
  614: entry([409, 'Already active', 'never'],
    ['The profile is active already.', 'Only a deactivated profile can be restored; this one needs nothing.'],
    ['Profilen er allerede aktiv.', 'Bare en deaktivert profil kan gjenopprettes; denne trenger ingenting.']),
  617: entry([404, 'Not found', 'never'],
    ['Not found.', 'There is no such customer, or nothing of that kind belongs to it. Deactivated customers are shown with includeDeleted=true.'],
    ['Ikke funnet.', 'Kunden finnes ikke, eller har ikke det du spør etter. Deaktiverte kunder vises med includeDeleted=true.']),
  618: entry([503, 'Save failed', 'backoff'],
    ['It could not be saved.', 'Others kept changing the same customer, so nothing was saved. Wait a moment and try again.'],
    ['Det kunne ikke lagres.', 'Andre endret samme kunde hele tiden, så ingenting ble lagret. Vent litt og prøv igjen.']),
  619: entry([503, 'Service unavailable', 'backoff'],
    ['A service behind this one does not answer.', 'The database or the profiles service cannot be reached. Wait a moment and try again.'],
    ['En bakenforliggende tjeneste svarer ikke.', 'Databasen eller profiltjenesten kan ikke nås. Vent litt og prøv igjen.']),
  621: entry([409, 'Holds a personnel ticket', 'after-read'],
    ['A customer with a personnel ticket cannot be deactivated.', 'The customer holds personnel tickets that are still valid. Wait until they end, or end them first.'],
    ['En kunde med personalbillett kan ikke deaktiveres.', 'Kunden har personalbilletter som fortsatt er gyldige. Vent til de utløper, eller avslutt dem først.']),
  624: entry([409, 'Customer account taken', 'never'],
    ['The customer account is taken.', 'Another customer has this customer account id. Use another one.'],
    ['Kundekontoen er i bruk.', 'En annen kunde har denne kundekonto-id-en. Bruk en annen.']),
  625: entry([409, 'Customer reference taken', 'never'],
    ['The customer reference is taken.', 'Another customer of the organisation has this customerRef. Use another one, or leave it out.'],
    ['Kundereferansen er i bruk.', 'En annen kunde i organisasjonen har denne customerRef. Bruk en annen, eller utelat den.']),
  626: entry([409, 'Vipps id taken', 'never'],
    ['The vippsId is taken.', 'Another active customer of the organisation has this vippsId. Look that customer up.'],
    ['VippsId-en er i bruk.', 'En annen aktiv kunde i organisasjonen har denne vippsId. Finn den kunden.']),
  627: entry([409, 'E-card taken', 'never'],
    ['The e-card has an owner.', 'This e-card has an owner already. Within your organisation, update the e-card to transfer it.'],
    ['Reisekortet har en eier.', 'Noen eier allerede dette reisekortet. Innen din organisasjon kan kortet flyttes ved å oppdatere det.']),
  628: { alsoStatus: 409, ...entry([400, 'E-card number', 'never'],
    ['The e-card number is ambiguous or wrong.', 'The check digit does not fit, or ten digits match cards of two operators. Give all sixteen digits.'],
    ['Reisekortnummeret er tvetydig eller feil.', 'Kontrollsifferet stemmer ikke, eller ti sifre passer kort fra to operatører. Oppgi alle seksten sifre.']) },
  629: entry([409, 'Too many of these', 'after-read'],
    ['The profile has too many of these.', 'A list of the profile would exceed its limit. The detail names the list. Remove entries that are no longer needed, then try again.'],
    ['Profilen har for mange av disse.', 'En liste i profilen ville overskride grensen. Feilmeldingen navngir listen. Fjern det som ikke lenger trengs, og prøv igjen.']),
  630: entry([410, 'Cursor too old', 'never'],
    ['The cursor is older than the retained data.', 'The events after this cursor are no longer kept. Read the current state of the customers, then begin again without a cursor.'],
    ['Markøren er eldre enn dataene som er bevart.', 'Hendelsene etter denne markøren er ikke lenger bevart. Les kundenes nåværende tilstand, og begynn på nytt uten markør.']),
} as const satisfies Record<number, CatalogueEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** The compiler reports a rejection of the domain that has no entry. */
type Uncatalogued = Exclude<RejectionCode, ErrorCode>;
const _everyRejectionIsCatalogued: [Uncatalogued] extends [never] ? true : Uncatalogued = true;
void _everyRejectionIsCatalogued;

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'number' && Object.hasOwn(ERROR_CATALOGUE, code);
}
