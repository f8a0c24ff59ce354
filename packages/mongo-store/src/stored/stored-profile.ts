import type { JsonWriter, ShownParts, StoredProfile } from '@profiles/application';
import type { Profile, ProfileHead } from '@profiles/domain';
import { BSON } from 'mongodb';
import { type ProfileDocument, profileFrom } from '../schema/documents.js';
import { BsonType, int32At, numberAt, textAt, UnusualDocumentError } from './bson-reading.js';
import { MemberIndex } from './member-index.js';
import { integersAt, objectsAt } from './member-plan.js';
import { customerWriter, preferenceIdAt } from './response-writer.js';

const HEAD = new MemberIndex([
  ...['_id', 'uuid', 'organisationId', 'customerRef', 'profileType', 'status', 'revision', 'parentId'],
  ...['surname', 'firstName', 'relatedCustomerNumbers', 'email', 'emailOld', 'username', 'setAside', 'dateOfBirth'],
  'preferences',
]);
const SLOT = {
  ...{ customerNumber: HEAD.slotOf('_id'), uuid: HEAD.slotOf('uuid'), organisationId: HEAD.slotOf('organisationId') },
  ...{ customerRef: HEAD.slotOf('customerRef'), profileType: HEAD.slotOf('profileType') },
  ...{ status: HEAD.slotOf('status'), revision: HEAD.slotOf('revision'), parentId: HEAD.slotOf('parentId') },
  ...{ surname: HEAD.slotOf('surname'), firstName: HEAD.slotOf('firstName'), email: HEAD.slotOf('email') },
  ...{ emailOld: HEAD.slotOf('emailOld'), username: HEAD.slotOf('username'), setAside: HEAD.slotOf('setAside') },
  ...{ dateOfBirth: HEAD.slotOf('dateOfBirth'), related: HEAD.slotOf('relatedCustomerNumbers') },
  preferences: HEAD.slotOf('preferences'),
};

/** The document whose positions {@link HEAD} holds. */
let inHead: BsonProfile | undefined;

/** A profile as BSON. Each field is read from the bytes when it is needed. */
class BsonProfile implements StoredProfile {
  readonly customerNumber: number;
  readonly organisationId: number;
  readonly revision: number;
  readonly parentId: number | undefined;
  readonly status: Profile['status'];
  readonly #bytes: Uint8Array;
  readonly #start: number;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#start = start;
    HEAD.read(bytes, start);
    inHead = this;
    this.customerNumber = this.#integer(SLOT.customerNumber);
    this.organisationId = this.#integer(SLOT.organisationId);
    this.revision = this.#integer(SLOT.revision);
    this.parentId = HEAD.types[SLOT.parentId] === 0 ? undefined : this.#integer(SLOT.parentId);
    this.status = this.#required(SLOT.status) as Profile['status'];
  }

  get uuid(): string {
    return this.#required(SLOT.uuid);
  }

  get customerRef(): string {
    return this.#required(SLOT.customerRef);
  }

  get profileType(): Profile['profileType'] {
    return this.#required(SLOT.profileType) as Profile['profileType'];
  }

  get surname(): string {
    return this.#required(SLOT.surname);
  }

  get firstName(): string {
    return this.#required(SLOT.firstName);
  }

  get email(): string | undefined {
    return this.#text(SLOT.email);
  }

  get emailOld(): string | undefined {
    return this.#text(SLOT.emailOld);
  }

  get username(): string | undefined {
    return this.#text(SLOT.username);
  }

  get dateOfBirth(): string | undefined {
    return this.#text(SLOT.dateOfBirth);
  }

  get setAside(): ProfileHead['setAside'] {
    this.#find();
    return HEAD.types[SLOT.setAside] === 0 ? undefined : this.toProfile().setAside;
  }

  get relatedCustomerNumbers(): readonly number[] {
    return this.#orOfObject(
      () => integersAt({ bytes: this.#bytes, index: HEAD }, SLOT.related),
      ({ relatedCustomerNumbers }) => relatedCustomerNumbers,
    );
  }

  preferenceIds(): readonly number[] {
    return this.#orOfObject(
      () => {
        const starts = objectsAt({ bytes: this.#bytes, index: HEAD }, SLOT.preferences);
        return starts.map((start) => preferenceIdAt(this.#bytes, start));
      },
      ({ preferences }) => preferences.map(({ preferenceId }) => preferenceId),
    );
  }

  appendResponse(writer: JsonWriter, parts: ShownParts): boolean {
    const { length } = writer;
    try {
      const context = { customerNumber: this.customerNumber, parts };
      customerWriter.write({ bytes: this.#bytes, writer, context }, this.#start);
      return true;
    } catch (error) {
      writer.rewind(length);
      if (error instanceof UnusualDocumentError) return false;
      throw error;
    }
  }

  toProfile(): Profile {
    return profileAt(this.#bytes, this.#start);
  }

  /** A list as the bytes have it, or of the object where the document has an unusual form. */
  #orOfObject<T>(read: () => T, fallback: (profile: Profile) => T): T {
    this.#find();
    try {
      return read();
    } catch (error) {
      if (error instanceof UnusualDocumentError) return fallback(this.toProfile());
      throw error;
    }
  }

  #find(): void {
    if (inHead === this) return;
    HEAD.read(this.#bytes, this.#start);
    inHead = this;
  }

  #integer(slot: number): number {
    const value = numberAt(HEAD.types[slot] as number, this.#bytes, HEAD.positions[slot] as number);
    if (Number.isSafeInteger(value)) return value;
    throw new UnusualDocumentError('no integer');
  }

  #text(slot: number): string | undefined {
    this.#find();
    const type = HEAD.types[slot];
    if (type === 0) return undefined;
    if (type === BsonType.string) return textAt(this.#bytes, HEAD.positions[slot] as number);
    // The same error as for a document that is read as an object: its value is not in the form of the contract.
    throw new UnusualDocumentError('no text');
  }

  #required(slot: number): string {
    const text = this.#text(slot);
    if (text === undefined) throw new UnusualDocumentError('no text');
    return text;
  }
}

/** The stored form of the profile whose document begins at `start`. A document of an unusual form is read as an object. */
export function storedProfile(bytes: Uint8Array, start: number): StoredProfile {
  try {
    return new BsonProfile(bytes, start);
  } catch (error) {
    if (!(error instanceof UnusualDocumentError)) throw error;
    return unusualProfile(profileAt(bytes, start));
  }
}

function unusualProfile(profile: Profile): StoredProfile {
  return {
    ...profile,
    preferenceIds: () => profile.preferences.map(({ preferenceId }) => preferenceId),
    appendResponse: () => false,
    toProfile: () => profile,
  };
}

function profileAt(bytes: Uint8Array, start: number): Profile {
  const document = BSON.deserialize(bytes.subarray(start, start + int32At(bytes, start)));
  return profileFrom(document as ProfileDocument);
}
