const WIDTH = 110;

/** A doc comment of a text and tags, with a line break at its end. Empty when there is nothing to say. */
export function docOf({ text = '', tags = [] }, indent = '') {
  const paragraphs = [...(text === '' ? [] : text.split('\n')), ...tags];
  if (paragraphs.length === 0) return '';
  // A text that would end the comment can't stand in it.
  const lines = paragraphs.flatMap((paragraph) => wrapped(paragraph.replaceAll('*/', '*\\/')));
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

function wrapped(paragraph) {
  if (paragraph === '') return [''];
  const lines = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

const FORMATS = {
  'date-time': 'An instant in ISO 8601.',
  date: 'A day: `YYYY-MM-DD`.',
  email: 'An email address.',
};

/** The schema that tells something about a field: itself, or the one beside `null`. */
function telling(schema) {
  if (schema.description !== undefined || schema.deprecated || schema.type !== undefined) return schema;
  const other = (schema.anyOf ?? []).find(({ type }) => type !== 'null');
  return other === undefined ? schema : { ...other, ...schema };
}

/** A field in words: its description, its form and its limits. */
export function textOf(schema) {
  const {
    description = '',
    format,
    minLength,
    maxLength,
    minimum,
    maximum,
    minItems,
    maxItems,
    default: standard,
  } = telling(schema);
  const parts = [description.replace(/^Deprecated\. /, '')];
  if (description === '' && FORMATS[format]) parts.push(FORMATS[format]);
  if (maxLength !== undefined) parts.push(rangeOf(minLength, maxLength, 'characters'));
  if (maxItems !== undefined) parts.push(rangeOf(minItems, maxItems, 'items'));
  if (maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) parts.push(rangeOf(minimum, maximum, ''));
  else if (minimum > Number.MIN_SAFE_INTEGER && minimum !== undefined) parts.push(`At least ${minimum}.`);
  if (standard !== undefined) parts.push(`Default: \`${JSON.stringify(standard)}\`.`);
  return parts.filter((part) => part !== '').join(' ');
}

function rangeOf(min, max, unit) {
  const noun = unit === '' ? '' : ` ${unit}`;
  return min === undefined || min === 0 ? `At most ${max}${noun}.` : `${min} to ${max}${noun}.`;
}

/** The doc comment of a field. */
export function fieldDoc(schema, indent) {
  const { deprecated, description = '', examples } = telling(schema);
  const text = textOf(schema);
  const tags = [];
  if (examples?.[0] !== undefined) tags.push(`@example ${JSON.stringify(examples[0])}`);
  if (deprecated)
    tags.push(`@deprecated ${description.replace(/^Deprecated\. /, '') || 'It will be removed in a later version.'}`);
  return docOf({ text, tags }, indent);
}
