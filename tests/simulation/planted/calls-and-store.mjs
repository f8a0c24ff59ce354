// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are parts of sources.
const application = (file) => `packages/application/src/${file}.ts`;
const store = (file) => `packages/memory-store/src/${file}.ts`;

/** Faults in the request pipeline, in tenant isolation and in the memory store. */
export const CALL_FAULTS = [
  {
    name: 'data of every organisation is visible',
    file: application('tenant/tenant-lookups'),
    from: 'return mayActFor(this.scope.caller, organisationId);',
    to: 'return mayActFor(this.scope.caller, organisationId) || organisationId > 0;',
  },
  {
    name: 'a commit has an event of its first profile only',
    file: application('pipeline/commit-from'),
    from: 'events: published.map(({ event }) => event),',
    to: 'events: published.slice(0, 1).map(({ event }) => event),',
  },
  {
    name: 'a change record does not name the persons it is about',
    file: application('pipeline/commit-from'),
    from: 'return [alsoAbout.length > 0 ? { ...record, alsoAbout } : record];',
    to: 'return [record];',
  },
  {
    name: 'a change record has the revision before it',
    file: application('pipeline/commit-from'),
    from: 'const { customerNumber, organisationId, revision, changedBy, changedByChannel } = after;',
    to: 'const { customerNumber, organisationId, changedBy, changedByChannel } = after;\n  const revision = Math.max(1, after.revision - 1);',
  },
  {
    name: 'the proof of an erasure names another organisation',
    file: application('pipeline/commit-from'),
    from: 'const { organisationId } = first;',
    to: 'const organisationId = first.organisationId + 1;',
  },
  {
    name: 'a stored response is kept for all organisations',
    file: application('pipeline/idempotency'),
    from: 'JSON.stringify([caller.organisationId, caller.clientId, operation.slug, idempotencyKey])',
    to: 'JSON.stringify([caller.clientId, operation.slug, idempotencyKey])',
  },
  {
    name: 'a stored response is kept for all operations',
    file: application('pipeline/idempotency'),
    from: 'JSON.stringify([caller.organisationId, caller.clientId, operation.slug, idempotencyKey])',
    to: 'JSON.stringify([caller.organisationId, caller.clientId, idempotencyKey])',
  },
  {
    name: 'another request under the same key gets the stored response',
    file: application('pipeline/idempotency'),
    from: 'if (claim.fingerprint !== key.fingerprint) throw new ProfilesError(422);',
    to: '',
  },
  {
    name: 'a stored response does not name the customers merged in',
    file: application('pipeline/write-operation'),
    from: 'const read = [...store.dataSubjects.keys(), ...store.mergedSubjects];',
    to: 'const read = [...store.dataSubjects.keys()];',
  },
  {
    name: 'a response is not stored with its commit',
    file: application('pipeline/write-operation'),
    from: 'idempotency: { ...key, response: storedContent(result), customerNumbers: customerNumbersIn(changes, context) },',
    to: '',
  },
  {
    name: 'a stored response does not name its customers',
    file: application('pipeline/write-operation'),
    from: 'return [...new Set([...read, ...written, ...profiles.flatMap(mergedIn)])];',
    to: 'return [read, written].length > 2 ? profiles.flatMap(mergedIn) : [];',
  },
  {
    name: 'a write is repeated after an unknown outcome',
    file: application('pipeline/write-operation'),
    from: '} else if (error instanceof StaleRevisionError || error instanceof UniqueKeyTakenError) {',
    to: "} else if (error instanceof StaleRevisionError || error instanceof UniqueKeyTakenError || (error as Error).name === 'CommitOutcomeUnknownError') {",
  },
  {
    name: 'If-Match is ignored',
    file: application('loading/visibility'),
    from: 'if (ifMatch === undefined || ifMatch.includes(profile.revision)) return;',
    to: 'if (ifMatch === undefined || profile.revision > 0) return;',
  },
  {
    name: 'a profile that a decision leaves as it is may have changed',
    file: store('memory-store'),
    from: '...checked.map((before) => ({ before, after: before }))',
    to: '...checked.slice(checked.length).map((before) => ({ before, after: before }))',
  },
  {
    name: 'lost update of a profile',
    file: store('memory-store'),
    from: 'if (isStale) throw new StaleRevisionError();',
    to: '',
  },
  {
    name: 'two profiles get one key in a race',
    file: store('memory-store'),
    from: "if (held.has(key)) throw new UniqueKeyTakenError(key.slice(key.indexOf('/') + 1));",
    to: '',
  },
  {
    name: 'two profiles get one card in a race',
    file: store('memory-store'),
    from: 'if (owned.has(cardOf(after))) throw new StaleRevisionError();',
    to: '',
  },
  {
    name: 'an erasure leaves history',
    file: store('memory-store'),
    from: 'history.forget(numbers);',
    to: '',
  },
  {
    name: 'an erasure leaves the password',
    file: store('memory-store'),
    from: 'for (const number of numbers) credentials.delete(number);',
    to: '',
  },
  {
    name: 'an erasure leaves stored responses',
    file: store('memory-store'),
    from: 'idempotency.forget(numbers);',
    to: '',
  },
  {
    name: 'a commit writes the first of its events only',
    file: store('memory-store'),
    from: 'outbox.push(...commit.events);',
    to: 'outbox.push(...commit.events.slice(0, 1));',
  },
  {
    name: 'reads of a summary are stale',
    file: store('summaries'),
    from: 'byCustomerNumber: (...question) => one(lookups.byCustomerNumber(...question)),',
    to: 'byCustomerNumber: (...question) => ((lookups as unknown as Record<string, never>)[`seen ${question}`] ??= one(lookups.byCustomerNumber(...question)) as never),',
  },
  {
    name: 'the survivor that a read shows is stale',
    file: store('summaries'),
    from: 'survivorOf: (...question) => one(lookups.survivorOf(...question)),',
    to: 'survivorOf: (...question) => ((lookups as unknown as Record<string, never>)[`seen ${question}`] ??= one(lookups.survivorOf(...question)) as never),',
  },
  {
    name: 'a number leads to a profile that was merged itself',
    file: store('memory-store'),
    from: 'return allProfiles().find((profile) => survivorNumberOf(profile, customerNumber));',
    to: 'return allProfiles().find((profile) => profile.relatedCustomerNumbers.includes(customerNumber));',
  },
  {
    name: 'two calls get one claim',
    file: store('memory-idempotency'),
    from: "if (record?.claimant !== undefined) return { state: 'running', remainingMillis: REMAINING_MILLIS };",
    to: '',
  },
  {
    name: 'a call commits without its claim',
    file: store('memory-idempotency'),
    from: 'if (record?.claimant !== claimant) throw new ClaimLostError();',
    to: 'if (record === undefined) throw new ClaimLostError();',
  },
];
