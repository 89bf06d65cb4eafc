// validate-jwt against a real OpenID provider (npm oidc-provider) on loopback: its configuration and keys over HTTP, its tokens as it
// signs and encrypts them, its keys changing while the gateway runs.
import assert from 'node:assert/strict';
import { createSecretKey, createHash, webcrypto } from 'node:crypto';
import { createServer } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

globalThis.crypto ??= webcrypto;
const modules = path.resolve(process.argv[4]);
// Both can only be imported, and only from beside their node_modules folder; so their entry files are named.
const load = file => import(pathToFileURL(path.join(modules, file)));
const { default: Provider } = await load('oidc-provider/lib/index.js');
const jose = await load('jose/dist/webapi/index.js');

const secret = createHash('sha512').update('shared with the gateway').digest();
const contentKey = createHash('sha256').update('opened by the gateway').digest();
const fetched = { configuration: 0, keys: 0 };
const algorithms = ['RS256', 'RS512', 'PS256', 'ES256', 'ES384', 'HS256'];

// The keys of the provider; a rollover replaces them.
const newKeys = async generation => Promise.all(algorithms.filter(one => !one.startsWith('HS')).map(async alg => {
  const { privateKey } = await jose.generateKeyPair(alg, { extractable: true });
  return { ...(await jose.exportJWK(privateKey)), kid: `${alg}-${generation}`, use: 'sig', alg };
}));
const server = createServer((request, response) => {
  if (request.url.startsWith('/.well-known/openid-configuration')) ++fetched.configuration;
  if (request.url.startsWith('/jwks')) ++fetched.keys;
  provider.callback()(request, response);
});
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
server.unref();
const issuer = `http://127.0.0.1:${server.address().port}`;

const quietly = async work => {  // the provider warns that it keeps everything in memory, which is what a test wants
  const kept = [console.info, console.warn];
  console.info = console.warn = () => {};
  try { return await work(); } finally { [console.info, console.warn] = kept; }
};
const makeProvider = keys => new Provider(issuer, {
  jwks: { keys },
  clients: [{ client_id: 'service', client_secret: 'secret', grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }],
  ttl: { ClientCredentials: () => 600 },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: { enabled: true, useGrantedResource: () => true,
      getResourceServerInfo: (_context, resource) => {
        const [, alg, encrypted] = /^urn:api:(\w+)(:encrypted)?$/.exec(resource);
        const jwt = { sign: alg.startsWith('HS') ? { alg, key: createSecretKey(secret) } : { alg, kid: keys.find(key => key.alg === alg).kid } };
        if (encrypted) jwt.encrypt = { alg: 'dir', enc: 'A128CBC-HS256', key: createSecretKey(contentKey) };
        return { scope: 'read write', audience: resource, accessTokenFormat: 'jwt', jwt };
      } },
  },
  extraTokenClaims: () => ({ roles: ['reader', 'writer'], level: 7 }),
});
let provider = await quietly(async () => makeProvider(await newKeys(1)));

const token = async (alg, more = '') => quietly(async () => {
  const response = await fetch(`${issuer}/token`, { method: 'POST', headers: { authorization: `Basic ${btoa('service:secret')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'read', resource: `urn:api:${alg}${more}` }) });
  const answer = await response.json();
  assert.equal(response.status, 200, JSON.stringify(answer));
  return answer.access_token;
});

const reasons = `<return-response><set-status code="@(context.Response.StatusCode)" /><set-body>@(context.LastError.Source + "|" + context.LastError.Reason)</set-body></return-response>`;
const policy = (attributes, inside) => `<policies><inbound><validate-jwt header-name="Authorization" require-scheme="Bearer" output-token-variable-name="jwt" ${attributes}>${inside}</validate-jwt>
<return-response><set-body>@(((Jwt)context.Variables["jwt"]).Algorithm + "|" + ((Jwt)context.Variables["jwt"]).Issuer + "|" + string.Join(",", ((Jwt)context.Variables["jwt"]).Claims["roles"]))</set-body></return-response>
</inbound><backend><base /></backend><outbound><base /></outbound><on-error>${reasons}</on-error></policies>`;
const api = name => ({ [`apis/${name}/apiInformation.json`]: { properties: { displayName: name, path: name, protocols: ['https'], serviceUrl: 'https://unused.invalid', subscriptionRequired: false } },
  [`apis/${name}/specification.json`]: { openapi: '3.0.1', info: { title: name, version: '1' }, paths: { '/': { get: { operationId: 'get', responses: { 200: { description: 'ok' } } } } } } });
const configuration = `<openid-config url="${issuer}/.well-known/openid-configuration" />`;
const audiences = `<audiences>${algorithms.map(alg => `<audience>urn:api:${alg}</audience>`).join('')}</audiences>`;
const inline = `<issuer-signing-keys><key>${secret.toString('base64')}</key></issuer-signing-keys>`;

export const options = {
  files: {
    ...api('oidc'), 'apis/oidc/policy.xml': policy('', configuration + audiences),
    ...api('strict'), 'apis/strict/policy.xml': policy('', `${configuration}${audiences}<required-claims><claim name="roles" match="any"><value>admin</value></claim></required-claims>`),
    ...api('other-audience'), 'apis/other-audience/policy.xml': policy('', `${configuration}<audiences><audience>urn:api:another</audience></audiences>`),
    ...api('other-issuer'), 'apis/other-issuer/policy.xml': policy('', `${configuration}${audiences}<issuers><issuer>https://another.invalid</issuer></issuers>`),
    ...api('shared-secret'), 'apis/shared-secret/policy.xml': policy('', `${inline}${audiences}<issuers><issuer>${issuer}</issuer></issuers>`),
    ...api('encrypted'), 'apis/encrypted/policy.xml': policy('', `${configuration}<decryption-keys><key>${contentKey.toString('base64')}</key></decryption-keys><audiences><audience>urn:api:RS256:encrypted</audience></audiences>`),
    ...api('gone'), 'apis/gone/policy.xml': policy('', `<openid-config url="${issuer}/no-such-place" />`),
  },
};

const call = async (context, name, bearer) => {
  const response = await fetch(`${context.gateway.url}/${name}/`, { headers: bearer ? { authorization: `Bearer ${bearer}` } : {} });
  return { status: response.status, body: await response.text() };
};
const refused = (answer, reason) => assert.deepEqual(answer, { status: 401, body: `validate-jwt|${reason}` });
const accepted = (answer, alg) => assert.deepEqual(answer, { status: 200, body: `${alg}|${issuer}|reader,writer` });
/** The token with one byte of its signature changed. */
const forged = text => text.slice(0, -10) + (text.at(-10) === 'A' ? 'B' : 'A') + text.slice(-9);

export const tests = {
  'tokens signed with keys of the provider pass': async context => {
    for (const alg of algorithms.filter(one => !one.startsWith('HS'))) accepted(await call(context, 'oidc', await token(alg)), alg);
  },
  'forged signatures do not': async context => {
    for (const alg of algorithms.filter(one => !one.startsWith('HS'))) refused(await call(context, 'oidc', forged(await token(alg))), 'TokenSignatureInvalid');
  },
  'configuration and keys are fetched once': async context => {
    for (let i = 0; i < 20; ++i) accepted(await call(context, 'oidc', await token('ES256')), 'ES256');
    assert.deepEqual(fetched, { configuration: 1, keys: 1 });
  },
  'a shared secret checks HS256, and nothing else': async context => {
    accepted(await call(context, 'shared-secret', await token('HS256')), 'HS256');
    refused(await call(context, 'shared-secret', forged(await token('HS256'))), 'TokenSignatureInvalid');
    assert.equal((await call(context, 'shared-secret', await token('RS256'))).status, 401);
  },
  'a public key is no shared secret': async context => {
    // The attack on libraries that let the token choose: HS256 over the public key's own text.
    const [key] = (await (await fetch(`${issuer}/jwks`)).json()).keys.filter(one => one.alg === 'RS256');
    const pem = await jose.exportSPKI(await jose.importJWK(key, 'RS256', { extractable: true }));
    const token = await new jose.SignJWT({ roles: ['reader', 'writer'] }).setProtectedHeader({ alg: 'HS256', kid: key.kid }).setIssuer(issuer)
      .setAudience('urn:api:RS256').setExpirationTime('5m').sign(Buffer.from(pem));
    assert.equal((await call(context, 'oidc', token)).status, 401);
  },
  'unsigned tokens are refused': async context => {
    const claims = Buffer.from(JSON.stringify({ iss: issuer, aud: 'urn:api:RS256', exp: Math.floor(Date.now() / 1000) + 300 })).toString('base64url');
    const head = Buffer.from('{"alg":"none"}').toString('base64url');
    assert.equal((await call(context, 'oidc', `${head}.${claims}.`)).status, 401);
  },
  'audience, issuer and claims': async context => {
    const good = await token('PS256');
    refused(await call(context, 'other-audience', good), 'TokenAudienceNotAllowed');
    refused(await call(context, 'strict', good), 'TokenClaimValueNotAllowed');
    // The provider's own issuer stays allowed beside listed ones.
    accepted(await call(context, 'other-issuer', good), 'PS256');
    refused(await call(context, 'oidc'), 'TokenNotPresent');
  },
  'a token that the provider has encrypted': async context => {
    const sealed = await token('RS256', ':encrypted');
    assert.equal(sealed.split('.').length, 5);
    accepted(await call(context, 'encrypted', sealed), 'RS256');
    assert.equal((await call(context, 'oidc', sealed)).status, 401);
  },
  'an expired token': async context => {
    const stale = await new jose.SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setIssuer(issuer).setAudience('urn:api:HS256')
      .setExpirationTime(Math.floor(Date.now() / 1000) - 60).sign(createSecretKey(secret));
    refused(await call(context, 'shared-secret', stale), 'TokenExpired');
  },
  'the provider changes its keys': async context => {
    const old = await token('RS256');
    provider = await quietly(async () => makeProvider(await newKeys(2)));
    const fresh = await token('RS256');
    const before = { ...fetched };
    // Keys that are known go on; an unknown one is looked up at most every five minutes (validate-jwt page), so not yet.
    accepted(await call(context, 'oidc', old), 'RS256');
    refused(await call(context, 'oidc', fresh), 'TokenSignatureKeyNotFound');
    assert.deepEqual(fetched, before);
    await context.gateway.manage('DELETE', '/v1/state');
    accepted(await call(context, 'oidc', fresh), 'RS256');
    refused(await call(context, 'oidc', old), 'TokenSignatureKeyNotFound');
    assert.deepEqual(fetched, { configuration: before.configuration + 1, keys: before.keys + 1 });
  },
  'a provider that cannot be asked': async context => {
    const answer = await call(context, 'gone', await token('RS256'));
    assert.ok(answer.status === 401 || answer.status === 500, JSON.stringify(answer));
    assert.match(answer.body, /^validate-jwt\|/);
  },
};
