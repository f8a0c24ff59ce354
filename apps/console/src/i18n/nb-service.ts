import { type MessageText, messageTexts } from './message-texts';
import { NB_FILE_MESSAGES } from './nb-file-messages';

/**
 * Norwegian texts of the messages that the service, and the readers of files, give about single fields. The test of this folder
 * finds messages without a text.
 */
const TEXTS: readonly MessageText[] = [
  // The form of an input: packages/contracts.
  ['A name must not be empty or blank.', 'Navnet kan ikke være tomt.'],
  ['A name must not be empty.', 'Navnet kan ikke være tomt.'],
  ['Must not be empty or blank.', 'Feltet kan ikke være tomt.'],
  ['Required.', 'Feltet må fylles ut.'],
  ['Required: expected *.', 'Feltet må fylles ut.'],
  ['Required for profileType *.', 'Feltet må fylles ut for denne typen kunde.'],
  ['Required unless profileType is T.', 'Feltet må fylles ut, unntatt for midlertidige kunder.'],
  ['Unknown field.', 'Feltet er ukjent.'],
  ['Not your organisation.', 'Dette er ikke organisasjonen din.'],
  ['Too long: at most N characters.', 'For langt: Høyst {1} tegn.'],
  ['Too short: at least N characters.', 'For kort: Minst {1} tegn.'],
  ['No control characters.', 'Kontrolltegn er ikke tillatt.'],
  [
    'No control characters except line breaks and tabs.',
    'Kontrolltegn er ikke tillatt, unntatt linjeskift og tabulator.',
  ],
  ['No lone surrogates: send well-formed Unicode.', 'Teksten inneholder et ufullstendig tegn.'],
  ['Expected one of the forms that the document allows here.', 'Verdien har feil form.'],
  ['Expected one of *.', 'Velg en av: {1}.'],
  ['Expected at least one of *.', 'Fyll ut minst ett av feltene.'],
  ['Expected at least one character before the *.', 'Det må stå minst ett tegn før stjernen.'],
  [
    'Expected at least one customer number or customer reference.',
    'Oppgi minst ett kundenummer eller én kundereferanse.',
  ],
  [
    'Expected an email address in ASCII characters, such as kari@example.no.',
    'Skriv en e-postadresse uten æ, ø og å, som kari@example.no.',
  ],
  [
    'Expected nine digits, such as 974760673 or NO 974 760 673 MVA.',
    'Skriv ni sifre, som 974760673 eller NO 974 760 673 MVA.',
  ],
  [
    'Expected a number of the Brønnøysund register: the check digit (modulus 11) does not fit.',
    'Kontrollsifferet i organisasjonsnummeret stemmer ikke.',
  ],
  ['Expected the five digits of an operator.', 'Skriv de fem sifrene til en operatør.'],
  ['Expected the sixteen digits of a card.', 'Skriv alle seksten sifre på kortet.'],
  ['Expected 1 to 10 digits, or 16 digits of a card.', 'Skriv 1 til 10 sifre, eller alle 16 sifre på et kort.'],
  [
    'Expected a check digit (Luhn) that fits: one of the sixteen digits is wrong.',
    'Kontrollsifferet stemmer ikke: Ett av de seksten sifrene er feil.',
  ],
  ['Expected a country code of ISO 3166-1 alpha-3, such as NOR.', 'Skriv en landkode med tre bokstaver, som NOR.'],
  [
    'Expected a country code of ISO 3166-1 alpha-3, such as NOR, or XXA (stateless) or XXX (unknown).',
    'Skriv en landkode med tre bokstaver, som NOR, eller XXA (statsløs) eller XXX (ukjent).',
  ],
  ['Expected a language code of ISO 639-3, such as NOB.', 'Skriv en språkkode med tre bokstaver, som NOB.'],
  ['Expected a language code of ISO 639-1, such as NO.', 'Skriv en språkkode med to bokstaver, som NO.'],
  ['Expected exactly four digits for a Norwegian postCode.', 'Et norsk postnummer har fire sifre.'],
  [
    'Expected a telephone number without an extension, such as 40612233, +4740612233 or 4520123456.',
    'Skriv et telefonnummer uten internnummer, som 40612233 eller +4740612233.',
  ],
  [
    'Expected a telephone number of the country with this countryCode, without an extension.',
    'Skriv et telefonnummer i landet med denne landkoden, uten internnummer.',
  ],
  ['Expected an assigned calling code, such as +47.', 'Skriv en landkode som er i bruk, som +47.'],
  ['Expected countryCode and telephoneNumberNoCountryCode together.', 'Landkode og telefonnummer må oppgis sammen.'],
  [
    'Expected a moment with an offset, such as 2026-01-31T08:15:30Z, or a bare day (YYYY-MM-DD), each on a real day.',
    'Skriv et tidspunkt som 2026-01-31T08:15:30Z, eller en dato som 2026-01-31.',
  ],
  ['Expected a moment that is not in the future.', 'Tidspunktet kan ikke være i fremtiden.'],
  ['Expected a moment in the future for profileType T.', 'En midlertidig kunde må ha et tidspunkt i fremtiden.'],
  ['Expected a moment after validFrom.', 'Slutten må være etter starten.'],
  ['Expected a moment that is not before startOfOwnership.', 'Slutten kan ikke være før starten.'],
  ['Expected a moment that is not before createdAt.', 'Tidspunktet kan ikke være før kunden ble opprettet.'],
  ['Expected a day that is not in the future.', 'Datoen kan ikke være i fremtiden.'],
  ['Expected * or a later day.', 'Datoen kan ikke være før {1}.'],
  ['Expected a day in the form YYYY-MM-DD.', 'Skriv datoen som ÅÅÅÅ-MM-DD.'],
  ['Expected a day that exists in the calendar.', 'Datoen finnes ikke i kalenderen.'],
  ['Expected together with the value that was verified.', 'Oppgi også verdien som ble bekreftet.'],
  [
    'Expected at least N characters, N of them different, and no common password.',
    'Minst {1} tegn, {2} av dem ulike, og ikke et vanlig passord.',
  ],
  ['Expected a password or its hash, not both.', 'Oppgi et passord eller en hash av det, ikke begge.'],
  ['Expected a hash of *', 'Passordhashen har en form som ikke støttes.'],
  ['Its parameters are too costly: *', 'Passordhashen er for kostbar å kontrollere. Utelat den.'],
  [
    'Expected an absolute URL such as https://example.no/customer-events, without credentials and fragment.',
    'Skriv en hel adresse, som https://example.no/customer-events, uten passord og uten #.',
  ],
  ['Expected 32 hexadecimal characters.', 'Skriv 32 heksadesimale tegn.'],
  ['32 lower-case hex characters.', 'Skriv 32 heksadesimale tegn i små bokstaver.'],
  [
    'Expected P, or no status, for a customer that was merged into another one.',
    'En kunde som er slått inn i en annen, har status P eller ingen.',
  ],
  ['A customer can not be merged into itself.', 'En kunde kan ikke slås sammen med seg selv.'],
  [
    'Expected with status D alone; any other customer has an email.',
    'Bare en deaktivert kunde kan ha denne. Andre har en e-post.',
  ],
  ['Expected the same as email, or one of them alone.', 'Oppgi det samme som e-posten, eller bare én av dem.'],
  ['Expected for profileType S alone.', 'Bare en standardkunde kan ha dette.'],
  ['Expected each preference once in the list.', 'Hver preferanse kan bare stå én gang i listen.'],
  ['Expected each postal address id once in the list.', 'Hver adresse-id kan bare stå én gang i listen.'],
  [
    'Expected the same number as customerNumberToConnect, whose deprecated name it is.',
    'De to kundenumrene er ikke like.',
  ],
  [
    'Expected operator, number and check digit (Luhn) of this card.',
    'Operatør, nummer og kontrollsiffer passer ikke sammen.',
  ],
  // The built-in messages of zod.
  ['Invalid input: expected int, received *', 'Skriv et helt tall.'],
  ['Invalid input: expected number, received *', 'Skriv et tall.'],
  ['Invalid input: expected string, received *', 'Skriv en tekst.'],
  ['Invalid input: expected *, received *', 'Verdien har feil type.'],
  ['Invalid option: expected one of *', 'Velg en av: {1}.'],
  ['Too big: expected number to be <=*', 'For stort: Høyst {1}.'],
  ['Too small: expected number to be >=*', 'For lite: Minst {1}.'],
  ['Too big: expected * to have <=N *', 'For mange: Høyst {2}.'],
  ['Too small: expected * to have >=N *', 'For få: Minst {2}.'],
  // The rules: packages/domain and packages/application.
  ['Taken.', 'Verdien er i bruk.'],
  ['Not accepted.', 'Verdien ble ikke godtatt.'],
  ['There is no such customer.', 'Kunden finnes ikke.'],
  [
    'There is no such customer. Send the row of the survivor before those that were merged into it.',
    'Kunden finnes ikke. Raden til kunden som blir værende, må komme først.',
  ],
  ['The card has a current owner. End that ownership first.', 'Kortet har en eier. Avslutt det eierskapet først.'],
  ['The customer account is in the list already.', 'Kundekontoen står allerede i listen.'],
  [
    'Another customer of the organisation has this customerRef.',
    'En annen kunde i organisasjonen har denne kundereferansen.',
  ],
  [
    'The customer exists. Import with onExisting update or skip.',
    'Kunden finnes. Velg at kunder som finnes, oppdateres eller hoppes over.',
  ],
  [
    'The customer exists and was not merged. Merge it with connect-profile or merge-profiles.',
    'Kunden finnes og er ikke slått sammen. Slå den sammen på siden for sammenslåing.',
  ],
  [
    'This * can not be given. Leave it out to get a new one.',
    'Denne verdien kan ikke oppgis. Utelat den for å få en ny.',
  ],
  ['A customer is merged into a standard customer alone.', 'En kunde kan bare slås inn i en standardkunde.'],
  ['Only an active temporary profile can be converted.', 'Bare en aktiv midlertidig kunde kan konverteres.'],
  ['expirationDate lies in the past.', 'Utløpet er i fortiden.'],
  [
    'The profile holds personnel tickets that are still valid.',
    'Kunden har personalbilletter som fortsatt er gyldige.',
  ],
  [
    'Customers hold values of this preference, so its preferenceType cannot change. Create another definition instead.',
    'Kunder har verdier av denne preferansen, så typen kan ikke endres. Lag en ny definisjon i stedet.',
  ],
  [
    'Preference N of the organisation has this preferenceCode. Use another code, or update that one.',
    'En annen preferanse i organisasjonen har denne koden. Bruk en annen kode.',
  ],
  [
    'The organisation has N webhooks; at most N are allowed. Delete one first.',
    'Organisasjonen har {1} webhooker, og høyst {2} er tillatt. Fjern en først.',
  ],
  [
    'The webhook is paused, so it sends nothing. Update it with isActive: true first.',
    'Webhooken er satt på pause og sender ingenting. Gjenoppta den først.',
  ],
  ['A profile cannot be marked distinct from itself.', 'En kunde kan ikke være en annen person enn seg selv.'],
  [
    'A profile can be marked distinct from at most N others; remove marks that are not needed.',
    'En kunde kan merkes som en annen person enn høyst {1} andre.',
  ],
  ['The profile is passive; a card needs an active owner.', 'Kunden er passiv. Et kort må ha en aktiv eier.'],
  [
    'The profile would have N entries in *; at most N are allowed. Remove some first.',
    'Kunden ville få {1} av disse, og høyst {3} er tillatt. Fjern noen først.',
  ],
  ['Profile N is of type *; this needs type *.', 'Kunde {1} er av en type som dette ikke er mulig for.'],
  ['Profile N was merged into N.', 'Kunde {1} er slått inn i {2}.'],
  [
    'Profile N was merged into N, which was merged itself; undo the merge of N first.',
    'Kunde {1} ble slått inn i {2}, som selv ble slått sammen. Angre sammenslåingen av {3} først.',
  ],
  ['Not a nextCursor of a page. Begin again without a cursor.', 'Listen kan ikke fortsette herfra. Begynn på nytt.'],
  ['Profile N is passive.', 'Kunde {1} er passiv.'],
  ['A profile cannot be merged with itself.', 'En kunde kan ikke slås sammen med seg selv.'],
  [
    'A temporary profile holds no personnel tickets; convert it to a standard one first.',
    'En midlertidig kunde kan ikke ha personalbilletter. Konverter den først.',
  ],
  ['The profile has no postal address N.', 'Kunden har ingen slik adresse.'],
  [
    'The customer has preference N already; update it instead.',
    'Kunden har allerede denne preferansen. Endre den i stedet.',
  ],
  ['Preference N is in the list twice.', 'En preferanse står to ganger i listen.'],
  ['There is no preference N.', 'Preferansen finnes ikke.'],
  ['There is no preference with this code.', 'Det finnes ingen preferanse med denne koden.'],
  ['A Norwegian postCode has exactly four digits.', 'Et norsk postnummer har fire sifre.'],
  ['A preference of type TEXT takes *.', 'Skriv en tekst.'],
  ['A preference of type BOOLEAN takes *.', 'Velg ja eller nei.'],
  ['A preference of type NUMBER takes *.', 'Skriv et tall, som 12.5.'],
  ['A preference of type DATE takes *.', 'Skriv en dato som ÅÅÅÅ-MM-DD.'],
  ['Preference N is not active.', 'Preferansen er ikke i bruk.'],
  ['The profile was merged into N; write to that one.', 'Kunden er slått inn i {1}. Endre den kunden i stedet.'],
  ['The profile was merged into another one.', 'Kunden er slått inn i en annen.'],
  ['A temporary profile needs an expirationDate.', 'En midlertidig kunde må ha et utløp.'],
  [
    'The expirationDate of a temporary profile must lie in the future.',
    'Utløpet til en midlertidig kunde må være i fremtiden.',
  ],
  ['* needs the * that was verified.', 'Oppgi også verdien som ble bekreftet.'],
  ['A verification timestamp must not lie in the future.', 'Tidspunktet for en bekreftelse kan ikke være i fremtiden.'],
  ['The import is undone. Create a new one.', 'Importen er angret. Lag en ny.'],
  ['currentPassword is wrong.', 'Det nåværende passordet er feil.'],
  ['The email or the password is wrong.', 'E-posten eller passordet er feil.'],
  [
    'It is not known whether the change was made. *',
    'Det er ikke sikkert at endringen ble lagret. Last kunden på nytt før du gjentar den.',
  ],
  ['A call with this Idempotency-Key is still running. *', 'Endringen pågår fortsatt. Prøv igjen om litt.'],
  ['Another call with this Idempotency-Key took over. *', 'Endringen pågår fortsatt. Prøv igjen om litt.'],
  [
    'ecardNumber: cards of two operators have this number; send all sixteen digits.',
    'Kort fra to operatører har dette nummeret. Skriv alle seksten sifre.',
  ],
  ['The import is *: it accepts no further rows. Create a new one.', 'Importen tar ikke imot flere rader. Lag en ny.'],
  ['There is no such webhook.', 'Webhooken finnes ikke.'],
  ['There is no such import.', 'Importen finnes ikke.'],
  [
    'The webhook has no such delivery. A range begins with the earlier event.',
    'Leveringen finnes ikke. Et intervall begynner med den tidligste hendelsen.',
  ],
  ['Webhooks are switched off: *', 'Webhooker er slått av. Spør dem som drifter tjenesten.'],
  ['To deactivate a customer needs the permission :slett.', 'Du mangler tillatelsen til å deaktivere en kunde.'],
  ['The row names another organisation than that of the import.', 'Raden gjelder en annen organisasjon enn importen.'],
  ...NB_FILE_MESSAGES,
];

const textOf = messageTexts(TEXTS);

/** The text for a message without a translation: better than English, and the field is named beside it. */
export const NB_UNKNOWN_MESSAGE = 'Verdien er ikke gyldig.';

/** The Norwegian text of a message that the service gives in English. */
export function nbServiceMessage(message: string): string {
  return textOf(message) ?? NB_UNKNOWN_MESSAGE;
}
