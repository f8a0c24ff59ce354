import type { ShownParts } from '@profiles/application';
import {
  type CustomerResponse,
  customerResponse,
  languageTwinOf,
  type ResponseShape,
  responseShapeOf,
} from '@profiles/contracts';
import { BsonType, numberAt, textAt, UnusualDocumentError } from './bson-reading.js';
import {
  copyText,
  integersAt,
  listOf,
  type MemberPlan,
  type MemberRule,
  memberPlan,
  objectsAt,
  writeObjects,
} from './member-plan.js';

/** The inputs of a response besides the document. */
export interface ResponseContext {
  readonly customerNumber: number;
  readonly parts: ShownParts;
}

type Rule = MemberRule<ResponseContext>;
type ItemRules = Readonly<Record<string, Rule>>;

const SHAPE = responseShapeOf(customerResponse);

const customerNumber: Rule = ({ writer, context }, key) => {
  writer.raw(key);
  writer.integer(context.customerNumber);
};

/** Members that no profile has. */
const absent: Rule = () => undefined;

/** The definition of a preference. */
const definition: Rule = ({ bytes, writer, index, context }, key) => {
  const slot = index.slotOf('preferenceId');
  const id = numberAt(index.types[slot] as number, bytes, index.positions[slot] as number);
  const json = context.parts.preferences?.get(id);
  if (json === undefined) return;
  writer.raw(key);
  writer.json(json);
};

/** A list of the profile. Its items have the number of the customer, where the contract says so. */
function itemsOf(name: keyof CustomerResponse, rules: ItemRules = {}): MemberPlan<ResponseContext> {
  const form = SHAPE.find((member) => member.name === name)?.form;
  if (form?.kind !== 'list' || form.of.kind !== 'object') throw new Error(`${name} is no list of objects.`);
  return memberPlan<ResponseContext>(form.of.members, { rules: { ...rules, ...numbersIn(form.of.members) } });
}

function numbersIn(shape: ResponseShape): ItemRules {
  return shape.some(({ name }) => name === 'customerId') ? { customerId: customerNumber } : {};
}

const LISTS = ['postalAddresses', 'customerAccounts', 'personnelTickets', 'notes', 'preferences'] as const;
const ALSO_READ = [...LISTS, '_id', 'relatedCustomerNumbers'];

const addresses = itemsOf('postalAddresses');
const accounts = itemsOf('customerAccounts');
const tickets = itemsOf('personnelTickets');
const notes = itemsOf('notes');
const preferences = itemsOf('preferences', { preference: definition });

/** A list of objects that is shown when a condition is met. */
function list(
  name: string,
  plan: MemberPlan<ResponseContext>,
  isShown: (parts: ShownParts) => boolean = () => true,
): Rule {
  return (source, key) => {
    if (isShown(source.context.parts)) listOf(plan, source.index.slotOf(name))(source, key);
  };
}

/** [REDIR-1] Absent in documents of profiles that nothing was merged into. */
const related: Rule = ({ bytes, writer, index }, key) => {
  writer.raw(key);
  writer.json(JSON.stringify(integersAt({ bytes, index }, index.slotOf('relatedCustomerNumbers'))));
};

/** Preferences in the order of their ids, each with its definition. */
const sortedPreferences: Rule = ({ bytes, writer, index, context }, key) => {
  if (context.parts.preferences === undefined) return;
  const starts = objectsAt({ bytes, index }, index.slotOf('preferences'));
  const items = starts.map((start) => ({ start, id: preferenceIdAt(bytes, start) }));
  const sorted = items.sort((a, b) => a.id - b.id).map(({ start }) => start);
  writer.raw(key);
  writeObjects(preferences, { bytes, writer, context }, sorted);
};

/** The `preferenceId` of a preference. */
export function preferenceIdAt(bytes: Uint8Array, start: number): number {
  const { index } = preferences;
  index.read(bytes, start);
  const slot = index.slotOf('preferenceId');
  const id = numberAt(index.types[slot] as number, bytes, index.positions[slot] as number);
  if (!Number.isSafeInteger(id)) throw new UnusualDocumentError('no integer');
  return id;
}

/** The deprecated number in one text: the calling code and the national number. */
const telephoneNumber: Rule = ({ bytes, writer, index }, key) => {
  const national = index.slotOf('telephoneNumberNoCountryCode');
  const code = index.slotOf('countryCode');
  if (index.types[national] === 0) return;
  if (index.types[national] !== BsonType.string || index.types[code] !== BsonType.string) {
    throw new UnusualDocumentError('no telephone number');
  }
  const text = textAt(bytes, index.positions[code] as number) + textAt(bytes, index.positions[national] as number);
  writer.raw(key);
  writer.json(JSON.stringify(text));
};

/** The deprecated two letters of the language. */
const languagePreference: Rule = ({ bytes, writer, index }, key) => {
  const slot = index.slotOf('languagePreferenceISO6393');
  if (index.types[slot] !== BsonType.string) throw new UnusualDocumentError('no language');
  const twin = languageTwinOf(textAt(bytes, index.positions[slot] as number));
  if (twin === undefined) return;
  writer.raw(key);
  writer.json(`"${twin}"`);
};

/** The deprecated id of the first account. */
const customerAccountId: Rule = ({ bytes, writer, index }, key) => {
  const [start] = objectsAt({ bytes, index }, index.slotOf('customerAccounts'));
  if (start === undefined) return;
  accounts.index.read(bytes, start);
  const slot = accounts.index.slotOf('accountId');
  writer.raw(key);
  copyText({
    bytes,
    writer,
    type: accounts.index.types[slot] as number,
    at: accounts.index.positions[slot] as number,
  });
};

const ecardOwnerships: Rule = ({ writer, context }, key) => {
  const { ecardOwnerships: json } = context.parts;
  if (json === undefined) return;
  writer.raw(key);
  writer.json(json);
};

const redirectedFrom: Rule = ({ writer, context }, key) => {
  const { redirectedFrom: number } = context.parts;
  if (number === undefined) return;
  writer.raw(key);
  writer.integer(number);
};

/** The members of `CustomerResponse` that have another form in the document, or are not in it. */
const RULES: Readonly<Partial<Record<keyof CustomerResponse, Rule>>> = {
  ...{ id: customerNumber, customerNumber, relatedCustomerNumbers: related, telephoneNumber, languagePreference },
  ...{ customerAccountId, ecardOwnerships, redirectedFrom, preferences: sortedPreferences },
  ...{ customerConsents: absent, consents: absent },
  postalAddresses: list('postalAddresses', addresses),
  customerAccounts: list('customerAccounts', accounts),
  personnelTickets: list('personnelTickets', tickets, ({ personnelTickets }) => personnelTickets),
  notes: list('notes', notes, (parts) => parts.notes),
};

/** Writes `CustomerResponse` from the document of a profile: the members of the contract and no others. */
export const customerWriter = memberPlan<ResponseContext>(SHAPE, { rules: RULES, alsoRead: ALSO_READ });
