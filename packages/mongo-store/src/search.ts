import type { ProfileSearch } from '@profiles/application';
import type { SearchTerm } from '@profiles/domain';
import type { Document } from 'mongodb';

/**
 * A search as a pipeline. The first stage is the one criterion that narrows most, in a form that an index answers
 * alone; the rest is checked on what it finds. A server with a clever planner joins the two stages by itself.
 */
export function searchPipeline({ organisationId, terms, includeTemporary, limit }: ProfileSearch): Document[] {
  const [narrowest, ...others] = [...terms].sort((a, b) => selectivity(b) - selectivity(a));
  return [
    { $match: { organisationId, ...(narrowest && { terms: indexRange(narrowest) }) } },
    {
      $match: {
        ...(!includeTemporary && { profileType: { $ne: 'T' } }),
        // A range over a list can be met by two terms, one at each end: the prefix itself is asked for once more.
        $and: [narrowest, ...others].flatMap((term) => (term ? [{ terms: exactly(term) }] : [])),
      },
    },
    { $sort: { _id: 1 } },
    { $limit: limit },
    { $project: { uniqueKeys: 0, terms: 0 } },
  ];
}

/** How much a criterion is likely to narrow: a whole term more than the longest beginning, an email more than a name. */
function selectivity({ kind, text, match }: SearchTerm): number {
  const rarity = kind === 'born' || kind === 'postCode' ? 20 : 40;
  return match === 'exact' ? 100 + rarity : Math.min(text.length, 20);
}

function indexRange({ kind, text, match }: SearchTerm) {
  const term = `${kind}:${text}`;
  return match === 'exact' ? term : { $gte: term, $lt: successor(term) };
}

/** The smallest text that is greater than everything that begins with this one. */
function successor(text: string): string {
  const characters = [...text];
  const last = characters.pop()?.codePointAt(0) ?? 0;
  // Surrogates are no characters, and nothing comes after the last one.
  const next = last === 0xd7ff ? 0xe000 : Math.min(last + 1, 0x10ffff);
  return characters.join('') + String.fromCodePoint(next);
}

function exactly({ kind, text, match }: SearchTerm) {
  const term = `${kind}:${text}`;
  return match === 'exact' ? term : { $regex: `^${term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}` };
}
