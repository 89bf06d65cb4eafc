// Contents made to hurt whoever reads them: entities, stylesheets that reach out, deep and huge JSON, compressed bombs, patterns that
// never end, endless templates. Each is refused or bounded, in bounded time, and the gateway goes on serving.
import assert from 'node:assert/strict';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const slowest = 20_000;  // ms that any one of them may take on a busy machine; the bounds inside are 10 s and below
const folder = mkdtempSync(path.join(tmpdir(), 'mgc-hostile-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const secretFile = path.join(folder, 'secret.xml');
writeFileSync(secretFile, '<secret>not for callers</secret>');
let reached = 0;
const trap = createServer((request, response) => { ++reached; response.end('<secret>not for callers</secret>'); });
await new Promise(resolve => trap.listen(0, '127.0.0.1', resolve));
trap.unref();
const trapUrl = `http://127.0.0.1:${trap.address().port}/secret.xml`;

const sheet = body => `<xsl-transform><xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:exsl="http://exslt.org/common" extension-element-prefixes="exsl">${body}</xsl:stylesheet></xsl-transform>`;
const copies = select => `<xsl:template match="/"><out><xsl:copy-of select="${select}" /></out></xsl:template>`;
const text = '@(context.Request.Body.As<string>(preserveContent: true))';
const policies = {
  'xml-json': `<xml-to-json kind="direct" apply="always" consider-accept-header="false" /><return-response><set-body>${text}</set-body></return-response>`,
  'xml-linq': '<return-response><set-body>@(context.Request.Body.As<XElement>().Value)</set-body></return-response>',
  'xml-liquid': '<set-body template="liquid">{{body.a}}</set-body><return-response><set-body>' + text + '</set-body></return-response>',
  'sheet-any': `${sheet(copies('.'))}<return-response><set-body>${text}</set-body></return-response>`,
  'sheet-file': `${sheet(copies(`document('file://${secretFile}')`))}<return-response><set-body>${text}</set-body></return-response>`,
  'sheet-net': `${sheet(copies(`document('${trapUrl}')`))}<return-response><set-body>${text}</set-body></return-response>`,
  'sheet-write': `${sheet(`<xsl:template match="/"><exsl:document href="${path.join(folder, 'written.xml')}"><x /></exsl:document><out /></xsl:template>`)}<return-response><set-body>${text}</set-body></return-response>`,
  'sheet-forever': `${sheet('<xsl:template match="/"><out><xsl:call-template name="again" /></out></xsl:template><xsl:template name="again"><xsl:call-template name="again" /></xsl:template>')}<return-response><set-body>${text}</set-body></return-response>`,
  'json': '<return-response><set-body>@(context.Request.Body.As<JToken>().Type.ToString())</set-body></return-response>',
  'json-xml': `<json-to-xml apply="always" consider-accept-header="false" /><return-response><set-body>${text}</set-body></return-response>`,
  'json-liquid': '<set-body template="liquid">{{body.a}}</set-body><return-response><set-body>' + text + '</set-body></return-response>',
  'length': '<return-response><set-body>@(context.Request.Body.As<string>().Length.ToString())</set-body></return-response>',
  'replace': `<find-and-replace from="secret" to="public" /><return-response><set-body>${text}</set-body></return-response>`,
  'pattern': '<return-response><set-body>@(System.Text.RegularExpressions.Regex.IsMatch(context.Request.Body.As<string>(), "^(a+)+$").ToString())</set-body></return-response>',
  'loop': '<return-response><set-body>@{ var n = 0L; while (true) { n++; } return n.ToString(); }</set-body></return-response>',
  'grow': '<return-response><set-body>@{ var s = "x"; while (true) { s = s + s; } return s; }</set-body></return-response>',
  'liquid-range': '<set-body template="liquid">{% for i in (1..1000000000) %}{{i}}{% endfor %}</set-body><return-response><set-body>' + text + '</set-body></return-response>',
  'liquid-nested': '<set-body template="liquid">{% for i in (1..10000) %}{% for j in (1..10000) %}{% for k in (1..10000) %}x{% endfor %}{% endfor %}{% endfor %}</set-body><return-response><set-body>' + text + '</set-body></return-response>',
  'liquid-items': '<set-body template="liquid">{% for i in body.a %}{% for j in body.a %}{{i}}{{j}}{% endfor %}{% endfor %}</set-body><return-response><set-body>@(context.Request.Body.As<string>().Length.ToString())</set-body></return-response>',
  'content': '<validate-content unspecified-content-type-action="ignore" max-size="102400" size-exceeded-action="prevent"><content type="application/json" validate-as="json" action="prevent" /></validate-content><return-response />',
};
const operation = name => ({ operationId: name, responses: { 200: { description: 'ok' } },
  ...(name === 'content' ? { requestBody: { content: { 'application/json': { schema: { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } } } } } } : {}) });

export const options = {
  timeoutMs: 120_000,
  files: {
    'apis/hostile/apiInformation.json': { properties: { displayName: 'hostile', path: 'hostile', protocols: ['https'], serviceUrl: 'https://unused.invalid', subscriptionRequired: false } },
    'apis/hostile/specification.json': { openapi: '3.0.1', info: { title: 'hostile', version: '1' }, paths: Object.fromEntries(Object.keys(policies).map(name => [`/${name}`, { post: operation(name) }])) },
    ...Object.fromEntries(Object.entries(policies).map(([name, inside]) => [`apis/hostile/operations/${name}/policy.xml`,
      `<policies><inbound>${inside}</inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>`])),
  },
};

async function send(context, name, body, headers = {}) {
  const began = performance.now();
  // A refusal may come while the body is still on its way; then the connection closes on the sender.
  const answer = await fetch(`${context.gateway.url}/hostile/${name}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
    .then(async response => ({ status: response.status, body: await response.text() }), error => ({ status: 499, body: String(error.cause ?? error) }));
  const took = performance.now() - began;
  assert.ok(took < slowest, `${name} took ${Math.round(took)} ms`);
  assert.equal((await fetch(`${context.gateway.url}/hostile/length`, { method: 'POST', body: 'abc' }).then(one => one.text())), '3', `after ${name} the gateway does not serve`);
  return answer;
}
const xml = { 'content-type': 'application/xml' };
const fails = (answer, what) => assert.ok(answer.status >= 400, `${what}: ${answer.status} ${answer.body.slice(0, 200)}`);
const keepsSecrets = (answer, what) => assert.ok(!answer.body.includes('not for callers'), `${what} tells the secret: ${answer.body.slice(0, 200)}`);
const bomb = 100 << 20;  // bytes, decompressed

export const tests = {
  'external entities are not read': async context => {
    for (const address of [`file://${secretFile}`, trapUrl])
      for (const name of ['xml-json', 'xml-linq', 'xml-liquid', 'sheet-any']) {
        keepsSecrets(await send(context, name, `<!DOCTYPE a [<!ENTITY x SYSTEM "${address}">]><a>&x;</a>`, xml), name);
        keepsSecrets(await send(context, name, `<!DOCTYPE a [<!ENTITY % x SYSTEM "${address}"> %x;]><a>1</a>`, xml), name);
        keepsSecrets(await send(context, name, `<!DOCTYPE a SYSTEM "${address}"><a>1</a>`, xml), name);
      }
    assert.equal(reached, 0);
  },
  'entities do not multiply': async context => {
    let entities = '<!ENTITY a0 "lollollollollollol">';
    for (let i = 1; i <= 9; ++i) entities += `<!ENTITY a${i} "${`&a${i - 1};`.repeat(10)}">`;
    for (const name of ['xml-json', 'xml-linq', 'xml-liquid', 'sheet-any']) {
      const answer = await send(context, name, `<!DOCTYPE a [${entities}]><a>&a9;</a>`, xml);
      assert.ok(answer.status >= 400 || answer.body.length < 1000, `${name}: ${answer.body.length} bytes`);
    }
  },
  'deep XML': async context => {
    for (const name of ['xml-json', 'xml-linq', 'xml-liquid', 'sheet-any']) fails(await send(context, name, '<a>'.repeat(200_000) + '</a>'.repeat(200_000), xml), name);
  },
  'stylesheets reach neither files nor the network': async context => {
    for (const name of ['sheet-file', 'sheet-net', 'sheet-write']) keepsSecrets(await send(context, name, '<a />', xml), name);
    assert.equal(reached, 0);
    assert.throws(() => readFileSync(path.join(folder, 'written.xml')));
  },
  'stylesheets end': async context => fails(await send(context, 'sheet-forever', '<a />', xml), 'sheet-forever'),
  'deep JSON': async context => {
    const deep = '['.repeat(500_000) + ']'.repeat(500_000);
    const deepObjects = '{"a":'.repeat(200_000) + '1' + '}'.repeat(200_000);
    for (const name of ['json', 'json-xml', 'content']) fails(await send(context, name, deep), name);
    for (const name of ['json', 'json-xml']) fails(await send(context, name, deepObjects), name);
    // A template sees the first 200 levels.
    for (const body of [deep, deepObjects]) assert.ok((await send(context, 'json-liquid', body)).body.length < 10_000);
  },
  'huge JSON': async context => {
    const wide = `[${'1,'.repeat(8 << 20)}1]`;
    assert.ok([200, 413, 500].includes((await send(context, 'json', wide)).status));
    fails(await send(context, 'content', `{"a":"${'b'.repeat(1 << 20)}"}`), 'content over max-size');
  },
  'compressed bodies are read decompressed': async context => {
    const plain = Buffer.from('a secret text, '.repeat(100));
    const codings = { gzip: gzipSync(plain), deflate: deflateSync(plain), br: brotliCompressSync(plain) };
    for (const [coding, body] of Object.entries(codings)) {
      assert.deepEqual(await send(context, 'replace', body, { 'content-encoding': coding }), { status: 200, body: plain.toString().replaceAll('secret', 'public') }, coding);
      assert.equal((await send(context, 'length', body, { 'content-encoding': coding })).body, String(plain.length));
    }
    assert.equal((await send(context, 'length', deflateRawSync(plain), { 'content-encoding': 'deflate' })).body, String(plain.length));
    assert.equal((await send(context, 'length', brotliCompressSync(gzipSync(plain)), { 'content-encoding': 'gzip, br' })).body, String(plain.length));
    fails(await send(context, 'length', plain, { 'content-encoding': 'gzip' }), 'what is no gzip');
    fails(await send(context, 'length', gzipSync(plain).subarray(0, 30), { 'content-encoding': 'gzip' }), 'half a gzip');
  },
  'compressed bombs': async context => {
    const zeros = Buffer.alloc(bomb);
    const gzip = gzipSync(zeros);
    const bodies = [['gzip', gzip], ['deflate', deflateSync(zeros)], ['br', brotliCompressSync(zeros)], ['gzip, gzip', gzipSync(gzip)]];
    for (const [coding, body] of bodies)
      for (const name of ['length', 'content', 'json']) fails(await send(context, name, body, { 'content-encoding': coding }), `${coding} to ${name}`);
  },
  'patterns end': async context => {
    fails(await send(context, 'pattern', 'a'.repeat(60) + '!'), 'Regex.IsMatch');
    fails(await send(context, 'content', JSON.stringify({ a: 'a'.repeat(60) + '!' })), 'a schema\'s pattern');
  },
  'expressions end': async context => {
    fails(await send(context, 'loop', 'x'), 'an endless loop');
    fails(await send(context, 'grow', 'x'), 'a text that grows for ever');
  },
  'templates end': async context => {
    fails(await send(context, 'liquid-range', '{}'), 'a huge range');
    fails(await send(context, 'liquid-nested', '{}'), 'nested loops');
    fails(await send(context, 'liquid-items', JSON.stringify({ a: Array(50_000).fill('xxxxxxxxxx') })), 'loops over a long list');
  },
};
