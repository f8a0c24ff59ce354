// What requests are put together from: the usual, the unusual, the wrong.

export const QUERIES = [
  ...['plain', 'nothing', 'nil', 'date', 'unicode', 'large', 'big', 'user', 'path', 'echo', 'strict', 'narrow'],
  ...['wrongOutput', 'added', 'lost', 'rawInput', 'replacing', 'observing', 'swallowing', 'signal', 'spread'],
  ...['stream', 'promised', 'slow', 'throwsTrpc', 'throwsCause', 'throwsError', 'throwsText', 'throwsNothing'],
  ...['throwsObject', 'breaksFormatter', 'twice', 'nested.deep.get'],
];
export const MUTATIONS = ['change', 'changeStrict', 'unread', 'changeFails', 'nested.deep.set'];
export const ODD_PATHS = [
  ...[
    '',
    '%',
    '%25',
    '%2e',
    '%2F',
    'plain%00',
    'pl%61in',
    'pl%2561in',
    'plain%2Cuser',
    'plain,',
    ',plain',
    ',',
    'plain/',
  ],
  ...['nested', 'nested.deep', 'nested/deep/get', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'PLAIN'],
  ...['%20plain', 'plain.', '.plain', '..', 'unknown', '%E6%97%A5', '%ff', 'plain;x', 'plain:x', '*', 'ticks'],
];
export const ODD_INPUTS = [
  ...[
    '',
    'null',
    'true',
    '0',
    '""',
    '[]',
    '{}',
    '{',
    'undefined',
    '{"name":"x"}',
    '{"name":"xyz"}',
    '{"name":5}',
    '"\\ud800"',
  ],
  ...[
    '{"__proto__":{"name":"abc"}}',
    '{"constructor":1}',
    '{"name":"abc","extra":1}',
    '[1,2',
    ' {"name":"abc"} ',
    '{"a":"1","b":"2"}',
  ],
  ...['{"0":{"name":"abc"}}', '1e999', '-0', '{"name":"abc"}{"name":"abc"}', '\u00a0{}', '{"name":"æøå🚌"}'],
];
export const ODD_QUERIES = [
  ...[
    '?',
    '?batch',
    '?batch=',
    '?batch=0',
    '?batch=1',
    '?batch=1&batch=0',
    '?batch=0&batch=1',
    '?BATCH=1',
    '?batch=%31',
  ],
  ...[
    '?input',
    '?input=',
    '?input=%',
    '?input=%7B',
    '?input=%ff',
    '?input=1&input=2',
    '?input=a+b',
    '?input=%22a%2Bb%22',
  ],
  ...[
    '?input=%22a+b%22',
    '?input[]=1',
    '?x=1',
    '?connectionParams=1',
    '?connectionParams=%7B%7D',
    '?lastEventId=1',
    '?&&',
    '?=1',
  ],
  ...[
    '?input=null',
    '?input=%22%F0%9F%9A%8C%22',
    '?input={}',
    "?input='",
    '?batch=1&input={}',
    '?batch=1&input=[]',
    '?batch=1&input=5',
  ],
];
export const CONTENT_TYPES = [
  ...[
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/json;',
    ' application/json',
    'application/json ;x',
  ],
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'application/jsonl',
  ],
  ...['application/json, text/plain', 'application/json+x', '*/*', ';', 'json'],
];
export const BODIES = [
  ...[
    undefined,
    '',
    ' ',
    '{}',
    'null',
    '5',
    '"x"',
    '{',
    '\ufeff{}',
    '{"n":1}',
    '{"n":"1"}',
    '{"0":{"n":1}}',
    '[{"n":1}]',
  ],
  ...[
    '{"__proto__":{"n":1}}',
    'x'.repeat(60_000),
    `"${'x'.repeat(49_000)}"`,
    '{"n":1}\n',
    '\u0000',
    Buffer.from([0xff, 0xfe, 0x7b]),
  ],
];
export const BATCHES = [
  ...[
    'plain,user',
    'plain,plain',
    'plain,throwsTrpc',
    'throwsTrpc,throwsError',
    'plain,unknown',
    'unknown,plain',
    'plain,change',
  ],
  ...[
    'strict,strict',
    'plain,stream',
    'promised,plain',
    'plain,ticks',
    'throwsTrpc,throwsTrpc',
    'plain,user,path,nil',
    'slow,plain',
  ],
  ...[
    'plain,user,path,nil,date',
    'plain,user,path,nil,date,added',
    'breaksFormatter,plain',
    'large,plain',
    'echo,echo,echo',
    'lost,plain',
  ],
];
export const MODES = ['no-context', 'context-breaks'];
export const ACCEPTS = [
  ...[
    '*/*',
    'application/json',
    'application/jsonl',
    'text/event-stream',
    'application/json, application/jsonl',
    'application/jsonlines',
    '',
  ],
];
