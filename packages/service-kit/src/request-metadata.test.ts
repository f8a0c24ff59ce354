import { describe, expect, test } from 'vitest';
import { requestMetadataFrom } from './request-metadata.js';

describe('the entity tags of a request', () => {
  const ifMatch = (header: string) => requestMetadataFrom({ 'if-match': header }).ifMatch;

  test.each([
    ['"1"', [1]],
    [' "7" , "1"', [7, 1]],
    ['"0"', [0]],
    ['W/"1"', []],
    ['1', []],
    ['', []],
  ])('If-Match: %s names the revisions %j', (header, revisions) => {
    expect(ifMatch(header)).toEqual(revisions);
  });

  test('If-Match: * names any revision', () => {
    expect(ifMatch('*')).toBeUndefined();
  });

  test('tags are compared character by character: a number with zeros before it is no tag of ours', () => {
    expect(ifMatch('"01"')).toEqual([]);
    expect(requestMetadataFrom({ 'if-none-match': '"01", W/"2"' }).ifNoneMatch).toEqual([2]);
  });
});
