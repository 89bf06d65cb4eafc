// The sign-in flows against npm oidc-provider, with a real keychain (gnome-keyring). MODULES: node_modules with oidc-provider.
import fs from 'node:fs';
import path from 'node:path';
import { Identity } from './contract/identity.mjs';

const modules = process.env.MGC_OIDC_MODULES;
const bus = { DBUS_SESSION_BUS_ADDRESS: process.env.DBUS_SESSION_BUS_ADDRESS ?? '', XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR ?? '' };

async function prepared(context, deviceSeconds) {
  const server = await context.serve({});
  const identity = new Identity(modules);
  identity.deviceSeconds = deviceSeconds;
  await identity.listen(server.url);
  context.onEnd(() => identity.close());
  fs.writeFileSync(server.cloud, JSON.stringify({ name: 'contract', authority: identity.url, resourceManager: server.url, logAnalytics: 'https://logs.example' }));
  const browser = path.join(context.folder, 'browser.sh');
  fs.writeFileSync(browser, `#!/bin/sh\nexec "${process.execPath}" "${path.resolve('contract/browser.mjs')}" "$1" >"${context.folder}/browser.log" 2>&1\n`, { mode: 0o755 });
  context.signIn = (args, options = {}) => context.azure(args, { ...options, env: { ...bus, BROWSER: browser, MGC_ACCESS_TOKEN: '', ...options.env }, plain: true });
  return { server, identity };
}

/// No refresh or access token in any file below HOME.
function assertNoSecretFiles(context, identity) {
  const secrets = [...identity.store].filter(([key]) => /^(RefreshToken|AccessToken):/.test(key)).map(([key, value]) => value.jti ?? key.split(':')[1]);
  const files = fs.readdirSync(context.folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  for (const file of files) {
    const text = fs.readFileSync(path.join(file.parentPath, file.name), 'utf8');
    for (const secret of secrets) context.assert.ok(!text.includes(secret), `${file.name} holds a token`);
  }
  return secrets.length;
}

async function device(context, identity, answer, extra = {}) {
  let answered = false;
  return context.signIn(['login', '--credential', 'device-code', '--client-id', 'console', '--tenant', 'tenant-one'], {
    onText: text => {
      const code = text.match(/code:\s+([A-Z0-9-]+)/)?.[1];
      if (code && !answered && answer) { answered = true; setTimeout(() => identity.answerDevice('tenant-one', code, answer).catch(error => console.log('answerDevice', error)), 1500); }
    }, ...extra });
}

export const tests = {
  async browserRefreshAndSignOut(context) {
    const { assert } = context;
    const { identity } = await prepared(context);
    const login = await context.signIn(['login', '--credential', 'browser', '--client-id', 'console', '--tenant', 'tenant-one']);
    assert.equal(login.code, 0, login.stderr + (fs.existsSync(`${context.folder}/browser.log`) ? fs.readFileSync(`${context.folder}/browser.log`, 'utf8') : ''));
    assert.equal(login.out.account, 'ana@contoso.com');
    assert.equal(login.out.tenant, 'tenant-one');
    assert.equal(login.out.kept, Boolean(bus.DBUS_SESSION_BUS_ADDRESS), 'the keychain keeps it');
    const who = await context.signIn(['whoami']);
    assert.equal(who.code, 0, who.stderr);
    assert.equal(who.out.credential, 'browser');
    const other = await context.signIn(['whoami', '--tenant', 'tenant-two']);
    assert.equal(other.code, 0, other.stderr);
    assert.equal(identity.tokenRequests.at(-1).tenant, 'tenant-two', 'one refresh token serves several tenants');
    assert.ok(assertNoSecretFiles(context, identity) > 0);
    identity.nextError = { error: 'invalid_grant', suberror: 'bad_token', error_description: 'AADSTS700082: The refresh token has expired.', correlation_id: 'c-1' };
    const expired = await context.signIn(['whoami']);
    assert.equal(expired.code, 1);
    assert.equal(expired.out.error.code, 'InteractionRequired');
    assert.match(expired.out.error.message, /AADSTS700082[\s\S]*azure login[\s\S]*c-1/);
    const out = await context.signIn(['logout']);
    assert.equal(out.out.signedOut, true);
    const nobody = await context.signIn(['whoami']);
    assert.equal(nobody.code, 2);
    assert.equal(nobody.out.error.code, 'NotSignedIn');
  },

  async claimsChallengeSignsInAgain(context) {
    const { assert } = context;
    const { server, identity } = await prepared(context);
    const login = await context.signIn(['login', '--credential', 'browser', '--client-id', 'console', '--tenant', 'tenant-one']);
    assert.equal(login.code, 0, login.stderr);
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    server.failures.push({ method: 'GET', path: '/subscriptions$', kind: '401', times: 1, claims });
    identity.claimsNeedPerson = true;
    const who = await context.signIn(['whoami']);
    assert.equal(who.code, 0, who.stderr + who.text);
    assert.equal(identity.lastClaims, claims, 'the person is asked with the claims');
    const tokens = server.calls.filter(call => /\/subscriptions$/.test(call.path)).slice(-2).map(call => call.token);
    assert.notEqual(tokens[0], tokens[1], 'the second call has the new token');
    assertNoSecretFiles(context, identity);
  },

  async browserDeclined(context) {
    const { assert } = context;
    const { identity } = await prepared(context);
    identity.decline = true;
    const login = await context.signIn(['login', '--credential', 'browser', '--client-id', 'console', '--tenant', 'tenant-one']);
    assert.equal(login.code, 1);
    assert.equal(login.out.error.code, 'access_denied');
  },

  async deviceCode(context) {
    const { assert } = context;
    const { identity } = await prepared(context);
    const login = await device(context, identity, 'approve');
    assert.equal(login.code, 0, login.stderr);
    assert.equal(login.out.account, 'ana@contoso.com');
    const polls = identity.tokenRequests.length;
    assert.ok(polls >= 1);
    assertNoSecretFiles(context, identity);
  },

  async deviceCodeSlowDown(context) {
    const { assert } = context;
    const { identity } = await prepared(context);
    identity.nextError = { error: 'slow_down' };
    const login = await device(context, identity, 'approve');
    assert.equal(login.code, 0, login.stderr);
  },

  async deviceCodeDeclined(context) {
    const { assert } = context;
    const { identity } = await prepared(context);
    const login = await device(context, identity, 'decline');
    assert.equal(login.code, 1);
    assert.equal(login.out.error.code, 'access_denied');
  },

  async deviceCodeExpired(context) {
    const { assert } = context;
    const { identity } = await prepared(context, 2);
    const login = await device(context, identity, null);
    assert.equal(login.code, 1);
    assert.equal(login.out.error.code, 'expired_token');
  },

  async noClientId(context) {
    await prepared(context);
    const login = await context.signIn(['login', '--credential', 'browser']);
    context.assert.equal(login.code, 2);
    context.assert.equal(login.out.error.code, 'ClientIdMissing');
  },

  async withoutKeychain(context) {
    const { assert } = context;
    const { identity } = await prepared(context);
    const login = await context.signIn(['login', '--credential', 'browser', '--client-id', 'console', '--tenant', 'tenant-one'], { env: { DBUS_SESSION_BUS_ADDRESS: '' } });
    assert.equal(login.code, 0, login.stderr);
    assert.equal(login.out.kept, false);
    assert.match(login.stderr, /memory only/);
    assertNoSecretFiles(context, identity);
  },
};
