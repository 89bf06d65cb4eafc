// node make_expectations.mjs NODE_MODULES OUT: writes texts with the tokens that the npm package tiktoken (OpenAI's own library,
// compiled to wasm) gives for them, and message lists with gpt-tokenizer's counts; one JSON object a line. Deterministic.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const [modules, out] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), 'x.js'));
const tiktoken = require('tiktoken');
const names = ['o200k_base', 'cl100k_base'];
const oracle = Object.fromEntries(names.map(n => [n, tiktoken.get_encoding(n)]));
const second = { o200k_base: require('gpt-tokenizer/encoding/o200k_base'), cl100k_base: require('gpt-tokenizer/encoding/cl100k_base') };

let state = 20261123n;
function random(bound) {  // SplitMix64
  state = (state + 0x9E3779B97F4A7C15n) & 0xFFFFFFFFFFFFFFFFn;
  let z = state;
  z = ((z ^ (z >> 30n)) * 0xBF58476D1CE4E5B9n) & 0xFFFFFFFFFFFFFFFFn;
  z = ((z ^ (z >> 27n)) * 0x94D049BB133111EBn) & 0xFFFFFFFFFFFFFFFFn;
  return Number((z ^ (z >> 31n)) % BigInt(bound));
}
const pick = list => list[random(list.length)];

const words = `the of and gateway policy Azure token RateLimit don't I'LL we've YOU'RE it'd she'S rock'n'roll naïve café Ünïcödé straße ΑΒΓδε
Привет мир НеЗнаю 東京 こんにちは カタカナ 漢字かな交じり 你好世界 中文分词 한국어 안녕하세요 مرحبا العالم שלום עולם हिन्दी भाषा ภาษาไทย ქართული
Ελληνικά ﬁne ǅungla ʰa ªº x² ½ Ⅷ ٣٤٥ １２３ 12345678901 3.14159 1,000,000 0xDEADBEEF user@example.com https://learn.microsoft.com/a/b?c=d#e
C:\\Users\\me #include <vector> std::string_view{}; return!=nullptr; for(int i=0;i<n;++i) {"role":"user","content":"hi"} SELECT*FROM t; <set-header/>
@(context.Request.IpAddress) __init__ self.x camelCaseName HTTPServer XMLHttpRequest iOS eBay McDonald O'Neil 'tis ''s 's 'ſ 'LL`.split(/\s+/);
const emoji = ['😀', '👩‍👩‍👧‍👦', '🇩🇪', '👍🏽', '❤️', '🤷🏿‍♀️', '⌨️', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '™', '…', '—', '“”', '€', '→', '\u0301', 'e\u0301', '\u200d', '\u00ad', '\u3000'];
const spaces = [' ', '  ', '   ', '\n', '\n\n', '\r\n', '\t', '\t\t', ' \n', '\n ', ' \n \n  ', '\u00a0', '\u2003', '\u2028', '\r', '\v', '\f', '    \n\n    ', '/', '\n/', '//\n'];
const marks = ['.', ',', '!', '?', '...', '!!!', '(', ')', '[]', '{}', '"', "'", '`', '```', '=>', '::', '\\', '/', '//', '#', '$', '%', '&&', '*', '+', '-', '--', '<', '>', '|', '~', '^', '@', '_', '\0', '\x7f'];
// Ranges of letters, marks, numbers and symbols that are assigned since long (all libraries' Unicode versions agree).
const ranges = [[0x20, 0x7e], [0xa1, 0x17f], [0x370, 0x3ff], [0x400, 0x4ff], [0x5d0, 0x5ea], [0x620, 0x64a], [0x905, 0x939], [0xe01, 0xe2e], [0x10a0, 0x10c5], [0x1100, 0x11ff],
  [0x1e00, 0x1eff], [0x2010, 0x2027], [0x2070, 0x208e], [0x2100, 0x214f], [0x2190, 0x21ff], [0x2460, 0x249b], [0x3041, 0x3096], [0x30a1, 0x30fa], [0x4e00, 0x9fa5], [0xac00, 0xd7a3], [0xff01, 0xff5e], [0x1f300, 0x1f5ff], [0x300, 0x36f], [0x1d400, 0x1d454]];
const character = () => { const [a, b] = pick(ranges); return String.fromCodePoint(a + random(b - a + 1)); };

const texts = ['', ' ', 'a', 'hello world', '<|endoftext|>', '<|im_start|>user', ' '.repeat(1000), '\n'.repeat(777), 'a'.repeat(3000), 'ab'.repeat(2500), '='.repeat(5000), '0'.repeat(999),
  'A'.repeat(1500), 'é'.repeat(600), '漢'.repeat(900), '😀'.repeat(300), 'aA'.repeat(1500), '\t'.repeat(300) + 'x', ' \n'.repeat(300), 'x'.repeat(129), 'x'.repeat(128), 'qz'.repeat(64), '\u0301'.repeat(50) + 'ABC', 'ABC\u0301DEF', '!\u0301abc', '\u0301ABC', '\u0301\u0301ABCd'];
for (let i = 0; i < 600; ++i) {  // prose of mixed scripts
  let text = '';
  for (let n = 1 + random(60); n > 0; --n) text += pick(words) + (random(4) ? ' ' : pick(spaces)) + (random(6) ? '' : pick(marks));
  texts.push(text);
}
for (let i = 0; i < 600; ++i) {  // anything beside anything
  let text = '';
  for (let n = 1 + random(50); n > 0; --n) text += pick([() => pick(words), () => pick(emoji), () => pick(spaces), () => pick(marks), character, character])();
  texts.push(text);
}
for (let i = 0; i < 400; ++i) {  // random characters
  let text = '';
  for (let n = 1 + random(120); n > 0; --n) text += character();
  texts.push(text);
}
for (let i = 0; i < 300; ++i) {  // code-like
  let text = '';
  for (let n = 1 + random(20); n > 0; --n) text += ' '.repeat(random(9)) + pick(words) + pick(marks) + pick(words) + pick(marks) + pick(['\n', ' ', ';\n', '\r\n', '']);
  texts.push(text);
}
for (let i = 0; i < 120; ++i) {  // long runs
  const unit = pick([character(), pick(words), pick(emoji), pick(spaces), character() + character()]);
  texts.push(unit.repeat(1 + random(400)) + pick(words));
}
const lines = [];
let disagreements = 0;
for (const text of texts) {
  const entry = { text };
  for (const name of names) {
    entry[name] = [...oracle[name].encode_ordinary(text)];
    const other = second[name].encode(text, { disallowedSpecial: new Set() });
    if (other.length !== entry[name].length) ++disagreements;
  }
  lines.push(JSON.stringify(entry));
}
for (let i = 0; i < 200; ++i) {  // invalid UTF-8, as bytes; readers replace what is ill-formed before they count
  const bytes = Buffer.from(pick(words) + character() + pick(emoji) + pick(words) + character());
  for (let n = 1 + random(6); n > 0; --n) bytes[random(bytes.length)] = random(256);
  const cut = bytes.subarray(0, bytes.length - random(4));
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(cut);
  lines.push(JSON.stringify({ base64: cut.toString('base64'), ...Object.fromEntries(names.map(n => [n, [...oracle[n].encode_ordinary(text)]])) }));
}
// Message lists.
const sentence = n => Array.from({ length: n }, () => pick(words)).join(' ');
const tool = i => ({ name: pick(['get_weather', 'lookupOrder', 'sum', 'search_docs']) + i, description: random(4) ? sentence(8) : undefined,
  parameters: random(6) ? { type: 'object', required: ['city'], properties: { city: { type: 'string', description: sentence(4) }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] }, days: { type: 'integer' },
    flag: { type: 'boolean' }, list: { type: 'array', items: { type: 'number' } }, nested: { type: 'object', properties: { a: { type: 'string', description: 'inner' }, b: { type: 'null' } } } } } : undefined });
let chats = 0;
for (const [model, load] of [['gpt-4o', 'gpt-tokenizer/model/gpt-4o'], ['gpt-3.5-turbo', 'gpt-tokenizer/model/gpt-3.5-turbo'], ['gpt-4.1-mini', 'gpt-tokenizer/model/gpt-4.1-mini']]) {
  const api = require(load);
  for (let i = 0; i < 60; ++i) {
    const messages = [];
    if (random(2)) messages.push({ role: 'system', content: sentence(10) });
    for (let n = 1 + random(5); n > 0; --n) messages.push({ role: n % 2 ? 'user' : 'assistant', content: sentence(1 + random(30)), ...(random(5) ? {} : { name: pick(['alice', 'Bob_7']) }) });
    const request = { messages };
    if (random(2)) {
      request.functions = Array.from({ length: 1 + random(3) }, (_, k) => tool(k));
      const choice = random(4);
      if (choice === 0) request.function_call = 'none';
      if (choice === 1) request.function_call = { name: request.functions[0].name };
    }
    if (!api.countChatCompletionTokens) continue;
    ++chats;
    lines.push(JSON.stringify({ model, body: JSON.stringify({ model, ...request }), prompt: api.countChatCompletionTokens(request) }));
  }
}
writeFileSync(out, lines.join('\n') + '\n');
console.log(`${texts.length + 200} texts, ${chats} message lists; gpt-tokenizer disagrees with tiktoken on ${disagreements} counts`);
