// The typed examples of the contracts with existing data, for hooks.py: nothing there lists operations or their fields.
import { writeFile } from 'node:fs/promises';
import { createProfilesClient, existingSubject, OPERATION_LIST, searchCriteria } from './built.mjs';

/** Each operation has data of its own, so that no operation changes what another one finds. */
const SUBJECTS = 4;

/**
 * Creates the data that the examples refer to, and writes for each operation, under `METHOD /path`:
 *
 * - `example`: the request of its example
 * - `subjects`: the values that name existing data, as parts of that request
 * - `fresh`: the fields of the body that must have a value which no profile has
 *
 * @param file Path of the JSON file.
 */
export async function writeExamples({ serviceUrl, token, organisationId }, file) {
  const world = { api: createProfilesClient({ url: serviceUrl, token, clientName: 'acme-fuzz' }), organisationId };
  const operations = {};
  for (const { operation } of OPERATION_LIST) {
    const subjects = await Promise.all(Array.from({ length: SUBJECTS }, () => existingSubject(operation, world)));
    const request = (subject) => requestOf(operation, operation.example(subject));
    const [first] = subjects;
    const differs = partOf(request(first), request({ ...first, fresh: changed(first.fresh) }), () => true);
    operations[`${operation.rest.method} ${operation.rest.path}`] = {
      example: request(first),
      subjects: subjects.map((subject) => namesIn(subject, request)),
      fresh: Object.keys(differs?.body ?? {}),
    };
  }
  await writeFile(file, JSON.stringify({ operations, criteria: Object.keys(searchCriteria) }));
}

/** The part of the request that names data: it differs with the subject, and it is a value of the subject. */
function namesIn(subject, request) {
  const { organisationId, fresh, ...named } = subject;
  const values = new Set(Object.values(named).flatMap((part) => Object.values(part)));
  const other = { ...changed(named), organisationId, fresh };
  return partOf(request(subject), request(other), (value) => values.has(value)) ?? {};
}

/** Path, query and body of an input, as REST has them. */
function requestOf({ rest }, input) {
  const request = { path: {}, query: {}, body: {} };
  for (const [name, value] of Object.entries(input)) {
    const hasBody = ['POST', 'PUT', 'PATCH'].includes(rest.method);
    const place = rest.path.includes(`{${name}}`) ? 'path' : !hasBody || rest.query?.includes(name) ? 'query' : 'body';
    if (place === 'body' && name === rest.bodyUnder) request.body = value;
    else request[place][name] = value;
    if (rest.alsoInBody?.includes(name)) request.body[name] = value;
  }
  return request;
}

/** The values of `one` that differ from those of `other`, in the structure of `one`; undefined without any. */
function partOf(one, other, isWanted) {
  if (typeof one !== 'object' || one === null) return one !== other && isWanted(one) ? one : undefined;
  const parts = Object.entries(one).map(([key, value]) => [key, partOf(value, other?.[key], isWanted)]);
  const found = parts.filter(([, part]) => part !== undefined);
  if (found.length === 0) return undefined;
  return Array.isArray(one) ? found.map(([, part]) => part) : Object.fromEntries(found);
}

function changed(value) {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value}x`;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, changed(part)]));
}
