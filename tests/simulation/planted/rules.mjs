// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are parts of sources.
const domain = (file) => `packages/domain/src/${file}.ts`;

/** Faults in the rules of packages/domain. */
export const RULE_FAULTS = [
  {
    name: 'emails are compared with case',
    file: domain('uniqueness'),
    from: 'keys.push(`email:${comparable(profile.email)}`)',
    to: 'keys.push(`email:${profile.email}`)',
  },
  {
    name: 'an email is held by nothing',
    file: domain('uniqueness'),
    from: "if (profile.email !== undefined && profile.profileType !== 'T')",
    to: 'if (profile.email === null)',
  },
  {
    name: 'a vippsId is held by nothing',
    file: domain('uniqueness'),
    from: 'if (profile.vippsId !== undefined) keys',
    to: 'if (profile.vippsId === null) keys',
  },
  {
    name: 'a customer account is held by nothing',
    file: domain('uniqueness'),
    from: 'for (const account of profile.customerAccounts) keys',
    to: 'for (const account of profile.customerAccounts.slice(1)) keys',
  },
  {
    name: 'a reference is free after a deactivation',
    file: domain('uniqueness'),
    from: 'const keys = [`ref:${profile.customerRef}`];',
    to: "const keys = profile.status === 'D' ? [] : [`ref:${profile.customerRef}`];",
  },
  {
    name: 'a merge forgets the numbers that led to the source',
    file: domain('redirection'),
    from: 'source.customerNumber, ...source.relatedCustomerNumbers])];',
    to: 'source.customerNumber])];',
  },
  {
    name: 'an unmerge leaves the numbers that led to the source',
    file: domain('redirection'),
    from: 'const gone = new Set([source.customerNumber, ...source.relatedCustomerNumbers]);',
    to: 'const gone = new Set([source.customerNumber]);',
  },
  {
    name: 'a merged profile can be written to',
    file: domain('redirection'),
    from: 'if (isMerged(profile)) {',
    to: 'if (profile.revision < 0) {',
  },
  {
    name: 'a passive profile can be merged: cycles',
    file: domain('merge-profiles'),
    from: "if (party.status === 'P') {",
    to: 'if (party.revision < 0) {',
  },
  {
    name: 'a profile can be merged with itself',
    file: domain('merge-profiles'),
    from: 'if (source.customerNumber === target.customerNumber) {',
    to: 'if (source.customerNumber < 0) {',
  },
  {
    name: 'profiles of two organisations can be merged',
    file: domain('merge-profiles'),
    from: 'return source.organisationId === target.organisationId ? undefined : reject(Rejection.NotFound);',
    to: 'return undefined;',
  },
  {
    name: 'a merge doubles the notes',
    file: domain('merge-profiles'),
    from: '    notes: [],\n',
    to: '',
  },
  {
    name: 'a merge loses preferences',
    file: domain('merge-profiles'),
    from: 'preferences: [...target.preferences, ...movedPreferences.map(move)],',
    to: 'preferences: target.preferences,',
  },
  {
    name: 'an unmerge leaves the cards with the target',
    file: domain('merge-profiles'),
    from: 'ecards: sourceEcards.map((ecard) => ecard.id),',
    to: 'ecards: [],',
  },
  {
    name: 'an unmerge leaves the source passive',
    file: domain('unmerge-profiles'),
    from: "    status: 'A',",
    to: "    status: 'P',",
  },
  {
    name: 'an unmerge doubles what it gives back',
    file: domain('unmerge-profiles'),
    from: 'stays: held.filter((one) => !ids.has(idOf(one))) };',
    to: 'stays: [...held] };',
  },
  {
    name: 'a card can be moved to a passive profile',
    file: domain('ecard-ownership'),
    from: "if (owner.status === 'A') return undefined;",
    to: 'if (owner.revision > 0) return undefined;',
  },
  {
    name: 'a card can be moved to another organisation',
    file: domain('ecard-transfer'),
    from: 'if (current === undefined || current.organisationId !== owner.organisationId)',
    to: 'if (current === undefined)',
  },
  {
    name: 'the previous owner of a card has no event',
    file: domain('ecard-transfer'),
    from: '? [cardsChanged(previousOwner, owner), cardsChanged(owner, previousOwner)]',
    to: '? [cardsChanged(owner, previousOwner)]',
  },
  {
    name: 'a deactivation keeps the email',
    file: domain('deactivate-profile'),
    from: "...without(profile, 'email', 'username'),",
    to: '...profile,',
  },
  {
    name: 'a restore forgets the email',
    file: domain('restore-profile'),
    from: '    ...(emailOld !== undefined && { email: emailOld }),\n',
    to: '    ...(emailOld === null && { email: emailOld }),\n',
  },
  {
    name: 'a change skips a revision',
    file: domain('revision'),
    from: 'revision: before.revision + 1,',
    to: 'revision: before.revision + 2,',
  },
  {
    name: 'changedAt follows the clock of the server',
    file: domain('revision'),
    from: 'changedAt: laterOf(stamp.at, before.changedAt),',
    to: 'changedAt: stamp.at,',
  },
  {
    name: 'a write that changes nothing has a revision',
    file: domain('accept'),
    from: '(before === result || same(before, result, STAMPS))',
    to: 'before === result',
  },
  {
    name: 'an erasure leaves merged profiles',
    file: domain('erase-profile'),
    from: 'mergedIn: [survivor, ...mergedIn]',
    to: 'mergedIn: mergedIn.length > 0 ? [survivor] : [survivor, ...mergedIn]',
  },
  {
    name: 'an erasure leaves cards',
    file: domain('erase-profile'),
    from: 'ecards: ecards.map((before) => ({ before })),',
    to: 'ecards: ecards.slice(1).map((before) => ({ before })),',
  },
  {
    name: 'a purge comes before its time',
    file: domain('erase-profile'),
    from: 'return from !== undefined && from <= now;',
    to: 'return from !== undefined && now !== undefined;',
  },
  {
    name: 'a mark of distinct persons is on one profile only',
    file: domain('distinct-profiles'),
    from: 'other: withMark(other, profile) };',
    to: 'other };',
  },
];
