// Mutual TLS from the caller's handshake to validate-client-certificate and context.Request.Certificate, with an authority made here.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'mgc-certificates-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const at = name => path.join(folder, name);
const openssl = (...args) => {
  const run = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  assert.equal(run.status, 0, `openssl ${args.join(' ')}: ${run.stderr}`);
  return run.stdout;
};
const authority = name => openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', '30', '-subj', `/O=Test/CN=${name}`);
function issue(name, by, { days = 10, subject = `/O=Team/CN=${name}`, names = `DNS:${name}.example` } = {}) {
  openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', subject);
  writeFileSync(at(`${name}.ext`), `subjectAltName=${names}\n`);
  openssl('x509', '-req', '-in', `${name}.csr`, '-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial', '-out', `${name}.pem`, '-days', String(days), '-extfile', `${name}.ext`);
}
authority('root');
authority('stranger');
issue('server', 'root', { names: 'IP:127.0.0.1' });
issue('alice', 'root');
issue('bob', 'root');
issue('mallory', 'stranger');
issue('late', 'root', { days: -1 });
issue('revoked', 'root');
writeFileSync(at('index.txt'), '');
writeFileSync(at('crl.cnf'), `[ca]\ndefault_ca=d\n[d]\ndatabase=${at('index.txt')}\ndefault_md=sha256\ndefault_crl_days=30\n`);
openssl('ca', '-config', 'crl.cnf', '-cert', 'root.pem', '-keyfile', 'root.key', '-revoke', 'revoked.pem');
openssl('ca', '-config', 'crl.cnf', '-cert', 'root.pem', '-keyfile', 'root.key', '-gencrl', '-out', 'root.crl');
const thumbprint = name => openssl('x509', '-in', `${name}.pem`, '-noout', '-fingerprint', '-sha1').trim().split('=')[1].replaceAll(':', '');
const serial = name => openssl('x509', '-in', `${name}.pem`, '-noout', '-serial').trim().split('=')[1];

const answer = `<return-response><set-body>@{ var c = context.Request.Certificate; return c == null ? "none" : c.Thumbprint + "|" + c.Subject + "|" + c.Verify() + "|" + context.Deployment.Certificates.Any(k => k.Value.Thumbprint == c.Thumbprint); }</set-body></return-response>`;
const reasons = `<return-response><set-status code="@(context.Response.StatusCode)" /><set-body>@(context.LastError.Source + "|" + context.LastError.Message)</set-body></return-response>`;
const policy = inside => `<policies><inbound>${inside}${answer}</inbound><backend><base /></backend><outbound><base /></outbound><on-error>${reasons}</on-error></policies>`;
const api = (name, inside) => ({
  [`apis/${name}/apiInformation.json`]: { properties: { displayName: name, path: name, protocols: ['https'], serviceUrl: 'https://unused.invalid', subscriptionRequired: false } },
  [`apis/${name}/specification.json`]: { openapi: '3.0.1', info: { title: name, version: '1' }, paths: { '/': { get: { operationId: 'get', responses: { 200: { description: 'ok' } } } } } },
  [`apis/${name}/policy.xml`]: policy(inside),
});
const identities = inside => `<validate-client-certificate><identities>${inside}</identities></validate-client-certificate>`;

export const options = {
  arguments: ['--certificate', at('server.pem'), '--private-key', at('server.key'), '--client-certificates'],
  files: {
    ...api('open', ''),
    ...api('any', '<validate-client-certificate />'),
    ...api('lenient', '<validate-client-certificate ignore-error="true" />'),
    ...api('expired-too', '<validate-client-certificate validate-not-after="false" />'),
    ...api('strangers-too', '<validate-client-certificate validate-trust="false" validate-revocation="false" />'),
    ...api('by-thumbprint', identities(`<identity thumbprint="${thumbprint('alice')}" />`)),
    ...api('by-names', identities('<identity common-name="alice" dns-name="alice.example" issuer-subject="CN=root, O=Test" />')),
    ...api('by-serial', identities(`<identity serial-number="${serial('alice')}" issuer-thumbprint="${thumbprint('root')}" />`)),
    '.model-gateway/certificates.json': { certificates: [{ id: 'alice', file: 'alice.pem' }], authorities: ['root.pem'], revocationLists: ['root.crl'] },
    '.model-gateway/root.pem': readFileSync(at('root.pem'), 'utf8'),
    '.model-gateway/root.crl': readFileSync(at('root.crl'), 'utf8'),
    '.model-gateway/alice.pem': readFileSync(at('alice.pem'), 'utf8') + readFileSync(at('alice.key'), 'utf8'),
  },
};

const call = (context, name, who) => new Promise((resolve, reject) => {
  const request = https.request(`${context.gateway.url}/${name}/`, { ca: readFileSync(at('root.pem')), agent: false,
    ...(who ? { cert: readFileSync(at(`${who}.pem`)), key: readFileSync(at(`${who}.key`)) } : {}) }, response => {
    let body = '';
    response.on('data', data => { body += data; });
    response.on('end', () => resolve({ status: response.statusCode, body }));
  });
  request.on('error', reject);
  request.end();
});
const passes = (answer, what = '') => assert.equal(answer.status, 200, `${what} ${answer.body}`);
const refused = (answer, words) => {
  assert.equal(answer.status, 401, answer.body);
  assert.match(answer.body, new RegExp(`^validate-client-certificate\\|.*${words}`));
};

export const tests = {
  'the certificate reaches expressions': async context => {
    assert.equal((await call(context, 'open')).body, 'none');
    const alice = (await call(context, 'open', 'alice')).body.split('|');
    assert.equal(alice[0], thumbprint('alice'));
    assert.match(alice[1], /CN=alice/);
    assert.equal(alice[3], 'True', 'alice is among context.Deployment.Certificates');
    assert.equal((await call(context, 'open', 'bob')).body.split('|')[3], 'False');
  },
  'a certificate of the authority passes, others do not': async context => {
    passes(await call(context, 'any', 'alice'));
    refused(await call(context, 'any'), 'no certificate');
    refused(await call(context, 'any', 'mallory'), '');
    refused(await call(context, 'any', 'late'), 'expired');
    refused(await call(context, 'any', 'revoked'), '');
  },
  'each check can be left out': async context => {
    passes(await call(context, 'lenient', 'mallory'));
    passes(await call(context, 'lenient'));
    passes(await call(context, 'expired-too', 'late'));
    refused(await call(context, 'expired-too', 'mallory'), '');
    passes(await call(context, 'strangers-too', 'mallory'));
    passes(await call(context, 'strangers-too', 'revoked'));
  },
  'identities': async context => {
    for (const name of ['by-thumbprint', 'by-names', 'by-serial']) {
      passes(await call(context, name, 'alice'), name);
      refused(await call(context, name, 'bob'), 'none of the allowed');
    }
  },
};
