/** `npm run model:growth`: the processes, shards and streams of an installation, from the published figures. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { growthModelPage, needsTable } from './growth-model/page.js';
import { PAGE, publishedFigures } from './growth-model/published.js';

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const figures = await publishedFigures();
console.log(needsTable(figures));
if (values.write) await writeFile(PAGE, growthModelPage(figures));
else console.log('\ndocs/growth-model.md has the figures and assumptions; --write writes it anew.');
