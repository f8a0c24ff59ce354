import { describe, expect, test } from 'vitest';
import type { NewOrganisation } from './organisation.js';

/** A name as it is stored, and as a caller searches for it. */
const FOLDED: readonly [string, string][] = [
  ['Åse', 'Aase'],
  ['Aase', 'Åse'],
  ['Åse', 'ÅSE'],
  ['Åse', 'åse'],
  ['Åse', 'A\u030ase'],
  ['A\u030ase', 'Åse'],
  ['Bjørn', 'Bjorn'],
  ['Bjorn', 'Bjørn'],
  ['Bjørn', 'BJØRN'],
  ['Bjørn', 'Björn'],
  ['Björn', 'Bjørn'],
  ['Sæther', 'Saether'],
  ['Saether', 'Sæther'],
  ['Häkkinen', 'Hækkinen'],
  ['Hækkinen', 'Häkkinen'],
  ['José', 'Jose'],
  ['Jose', 'José'],
  ['Müller', 'Muller'],
  ['Ødegård', 'Odegaard'],
  ['Odegaard', 'Ødegård'],
  ['Kårvåg', 'kaarv'],
  ['Bjørn-Åge', 'Aage'],
  ['Bjørn-Åge', 'bjorn-aage'],
  ['Bjørn Åge', 'Åge Bjørn'],
  ['Anne-Lise', 'lise'],
  ['Anne Lise', 'Anne-Lise'],
  ['Łukasz', 'łukasz'],
  ['Ахмед', 'ахм'],
  ['Håkonsen', 'Hakonsen'],
  ['Hakonsen', 'Håkonsen'],
  ['Alesund', 'Ålesund'],
  ['Yıldız', 'YILDIZ'],
  ['YILDIZ', 'Yıldız'],
  ['Määttälä', 'Maattala'],
  ['Maattala', 'Määttälä'],
  ['O’Connor', 'oconnor'],
  ['O’Connor', 'connor'],
  ["O'Connor", 'o’connor'],
  ['Anne-Marie', 'annemarie'],
  ['Annemarie', 'Anne-Marie'],
  ['Guđŋa Áŧŧe', 'gudna atte'],
  ['Əliyev', 'eliyev'],
  // ICAO Doc 9303-3, section 6.A: Ŀ is L, ŉ is N.
  ['Paŀlar', 'pallar'],
  ['Pallar', 'PAĿLAR'],
  ['ŉdala', 'ndala'],
  ['Ndala', 'ŉdala'],
];

/** Names that only look alike to a machine. */
const APART: readonly [string, string][] = [
  ['Bjørn', 'Bjarn'],
  ['Åse', 'Ose'],
  ['Sæther', 'Sother'],
  ['Anne-Lise', 'isa'],
  ['Lund', 'Lynd'],
  ['Lynd', 'Lund'],
  ['Haakon', 'Hakon'],
];

export function foldingContract(newOrganisation: NewOrganisation): void {
  describe('names in find', () => {
    test.each(FOLDED)('the name %s is found by %s', async (kept, asked) => {
      const { api, create } = newOrganisation();
      const { customerNumber } = await create({ firstName: kept, surname: kept });
      expect(await api.profiles.find({ firstName: asked })).toMatchObject([{ customerNumber }]);
      expect(await api.profiles.find({ surname: asked })).toMatchObject([{ customerNumber }]);
    });

    test.each(APART)('the name %s is not found by %s', async (kept, asked) => {
      const { api, create } = newOrganisation();
      await create({ firstName: kept });
      expect(await api.profiles.find({ firstName: asked })).toEqual([]);
    });

    test('an answer shows the name as written, not as folded', async () => {
      const { api, create } = newOrganisation();
      await create({ firstName: 'Bjørn-Åge' });
      expect(await api.profiles.find({ firstName: 'bjorn' })).toMatchObject([{ firstName: 'Bjørn-Åge' }]);
    });
  });
}
