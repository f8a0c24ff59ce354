import type { JsonWriter } from '@profiles/application';
import type { MemberForm, ResponseMember, ResponseShape } from '@profiles/contracts';
import { BsonType, eachElement, int32At, numberAt, textAt, UnusualDocumentError } from './bson-reading.js';
import { MemberIndex } from './member-index.js';

/** The document that members are written from, and what else their values depend on. */
export interface Source<C> {
  readonly bytes: Uint8Array;
  readonly writer: JsonWriter;
  /** The positions of the members of the document. */
  readonly index: MemberIndex;
  readonly context: C;
}

/**
 * Writes a member that is not copied. `key` begins the member in the text; nothing is written for a member that is absent.
 */
export type MemberRule<C> = (source: Source<C>, key: Uint8Array) => void;

/** The members of a response object, and how each is written. */
export interface MemberPlan<C> {
  readonly index: MemberIndex;
  readonly write: (source: Omit<Source<C>, 'index'>, start: number) => void;
}

interface PlanOptions<C> {
  /** The members that are not copied. Every other one has its name in the document. */
  readonly rules: Readonly<Record<string, MemberRule<C>>>;
  /** Names of elements that rules read. */
  readonly alsoRead?: readonly string[];
}

/** Plans how a response object is written from documents. */
export function memberPlan<C>(shape: ResponseShape, { rules, alsoRead = [] }: PlanOptions<C>): MemberPlan<C> {
  const copied = shape.filter(({ name }) => rules[name] === undefined).map(({ name }) => name);
  const index = new MemberIndex([...new Set([...copied, ...alsoRead])]);
  const [first] = shape;
  if (first === undefined || first.isOptional || rules[first.name] !== undefined) {
    throw new Error('The first member of a planned response must always be copied.');
  }
  const steps = shape.map((member, position) => {
    const key = new TextEncoder().encode(`${position === 0 ? '{' : ','}${JSON.stringify(member.name)}:`);
    return { key, write: rules[member.name] ?? copyOf<C>(member, index.slotOf(member.name)) };
  });
  return {
    index,
    write({ bytes, writer, context }, start) {
      index.read(bytes, start);
      const source = { bytes, writer, index, context };
      for (const { key, write } of steps) write(source, key);
      writer.json('}');
    },
  };
}

/** Copies a member. A document whose element has another form than the response is unusual. */
function copyOf<C>({ name, isOptional, form }: ResponseMember, slot: number): MemberRule<C> {
  const copy = valueCopyOf(form);
  return ({ bytes, writer, index }, key) => {
    const type = index.types[slot] as number;
    if (type === 0) {
      if (isOptional) return;
      throw new UnusualDocumentError(name);
    }
    writer.raw(key);
    copy({ bytes, writer, type, at: index.positions[slot] as number });
  };
}

/** A value within a document. */
export interface Value {
  readonly bytes: Uint8Array;
  readonly writer: JsonWriter;
  readonly type: number;
  readonly at: number;
}

function valueCopyOf(form: MemberForm): (value: Value) => void {
  switch (form.kind) {
    case 'text':
      return form.oneOf === undefined ? copyText : copyOneOf(form.oneOf);
    case 'integer':
      return copyInteger(form.min, form.max);
    case 'list':
      return listCopyOf(valueCopyOf(form.of));
    default:
      throw new Error(`A member of the form ${form.kind} is not copied: it needs a rule.`);
  }
}

export function copyText({ bytes, writer, type, at }: Value): void {
  if (type !== BsonType.string) throw new UnusualDocumentError('no text');
  writer.text(bytes, at + 4, at + 3 + int32At(bytes, at));
}

function copyOneOf(allowed: ReadonlySet<string>): (value: Value) => void {
  return (value) => {
    if (value.type !== BsonType.string || !allowed.has(textAt(value.bytes, value.at))) {
      throw new UnusualDocumentError('not one of the texts');
    }
    copyText(value);
  };
}

function copyInteger(min: number, max: number): (value: Value) => void {
  return ({ bytes, writer, type, at }) => {
    const value = numberAt(type, bytes, at);
    if (!Number.isSafeInteger(value) || value < min || value > max) throw new UnusualDocumentError('no integer');
    writer.integer(value);
  };
}

const COMMA = new TextEncoder().encode(',');

function listCopyOf(copy: (value: Value) => void): (value: Value) => void {
  return ({ bytes, writer, type, at }) => {
    if (type !== BsonType.array) throw new UnusualDocumentError('no list');
    writer.json('[');
    let isFirst = true;
    eachElement(bytes, at, (itemType, itemAt) => {
      if (!isFirst) writer.raw(COMMA);
      isFirst = false;
      copy({ bytes, writer, type: itemType, at: itemAt });
    });
    writer.json(']');
  };
}

/** A list of objects, each written by a plan. An absent list is empty. */
export function listOf<C>(plan: MemberPlan<C>, slot: number): MemberRule<C> {
  return ({ bytes, writer, index, context }, key) => {
    writer.raw(key);
    writeObjects(plan, { bytes, writer, context }, objectsAt({ bytes, index }, slot));
  };
}

/** Writes the objects that begin at these positions, as a list. */
export function writeObjects<C>(
  plan: MemberPlan<C>,
  source: Omit<Source<C>, 'index'>,
  starts: readonly number[],
): void {
  const { writer } = source;
  writer.json('[');
  for (const [position, start] of starts.entries()) {
    if (position > 0) writer.raw(COMMA);
    plan.write(source, start);
  }
  writer.json(']');
}

type Positions = Pick<Source<unknown>, 'bytes' | 'index'>;

/** The positions of the objects of a list. */
export function objectsAt(document: Positions, slot: number): number[] {
  return itemsAt(document, slot, (type, at) => {
    if (type !== BsonType.object) throw new UnusualDocumentError('no object');
    return at;
  });
}

/** The whole numbers of a list. */
export function integersAt(document: Positions, slot: number): number[] {
  return itemsAt(document, slot, (type, at) => {
    const value = numberAt(type, document.bytes, at);
    if (!Number.isSafeInteger(value)) throw new UnusualDocumentError('no integer');
    return value;
  });
}

/** The items of a list. An absent list has none. */
function itemsAt({ bytes, index }: Positions, slot: number, read: (type: number, at: number) => number): number[] {
  const type = index.types[slot];
  if (type === 0) return [];
  if (type !== BsonType.array) throw new UnusualDocumentError('no list');
  const items: number[] = [];
  eachElement(bytes, index.positions[slot] as number, (itemType, at) => items.push(read(itemType, at)));
  return items;
}
