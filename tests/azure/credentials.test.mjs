// Tokens from az, azd, a managed identity and a service principal; clouds of one's own; claims that Azure asks for.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const program = (context, name, script) => {
  const folder = path.join(context.folder, 'bin');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: `${folder}:/usr/bin:/bin`, MGC_ACCESS_TOKEN: '', LOG: path.join(context.folder, 'arguments.log') };
};
const asks = (context, credential, env, more = []) => context.azure(['whoami', '--credential', credential, ...more], { plain: true, env });

export const tests = {
  async azureCli(context) {
    const { assert } = context;
    const server = await context.serve({});
    const env = program(context, 'az', 'echo "$@" >> "$LOG"; echo \'{"accessToken": "tok""en-of-az", "expires_on": 4102444800, "tokenType": "Bearer"}\' | sed \'s/tok""en/token/\'');
    const who = await asks(context, 'az', env, ['--tenant', 'contoso.com']);
    assert.equal(who.code, 0, who.stderr + who.text);
    assert.equal(who.out.credential, 'az');
    assert.equal(server.calls.at(-1).token, 'token-of-az');
    assert.equal(fs.readFileSync(env.LOG, 'utf8').trim(), `account get-access-token --output json --resource ${server.url} --tenant contoso.com`);
    const out = await asks(context, 'az', program(context, 'az', 'echo "ERROR: Please run \'az login\' to setup account." >&2; exit 1'));
    assert.deepEqual([out.code, out.out.error.code], [2, 'NotSignedIn']);
    assert.match(out.out.error.message, /az login/);
    const broken = await asks(context, 'az', program(context, 'az', 'echo not json'));
    assert.deepEqual([broken.code, broken.out.error.code], [2, 'CredentialUnavailable']);
    fs.rmSync(path.join(context.folder, 'bin/az'));
    const absent = await context.azure(['whoami', '--credential', 'az'], { plain: true, env: { PATH: '/nowhere', MGC_ACCESS_TOKEN: '' } });
    assert.deepEqual([absent.code, absent.out.error.code], [2, 'CredentialUnavailable']);
    assert.match(absent.out.error.message, /not installed/);
  },

  async azureDeveloperCli(context) {
    const { assert } = context;
    const server = await context.serve({});
    const env = program(context, 'azd', 'echo "$@" >> "$LOG"; echo \'{"token": "token-of-azd", "expiresOn": "2100-01-01T00:00:00Z"}\'');
    const who = await asks(context, 'azd', env);
    assert.equal(who.code, 0, who.stderr + who.text);
    assert.equal(server.calls.at(-1).token, 'token-of-azd');
    assert.equal(fs.readFileSync(env.LOG, 'utf8').trim(), `auth token --output json --no-prompt --scope ${server.url}/.default`);
    // A claims challenge is handed on, base64.
    fs.writeFileSync(env.LOG, '');
    server.failures.push({ method: 'GET', path: '/subscriptions$', kind: '401', times: 1, claims: '{"access_token":{"acrs":{"value":"c1"}}}' });
    const again = await asks(context, 'azd', env);
    assert.equal(again.code, 0, again.stderr + again.text);
    const claims = fs.readFileSync(env.LOG, 'utf8').match(/--claims (\S+)/)?.[1];
    assert.equal(Buffer.from(claims ?? '', 'base64').toString(), '{"access_token":{"acrs":{"value":"c1"}}}');
  },

  async claimsThatNobodyCanMeet(context) {
    const { assert } = context;
    const server = await context.serve({});
    server.failures.push({ method: 'GET', path: '/subscriptions$', kind: '401', times: 9, claims: '{"access_token":{}}' });
    const fixed = await context.azure(['whoami']);
    assert.deepEqual([fixed.code, fixed.out.error.code], [1, 'InteractionRequired']);
    const az = await asks(context, 'az', program(context, 'az', 'echo \'{"accessToken": "t", "expires_on": 4102444800}\''));
    assert.deepEqual([az.code, az.out.error.code], [1, 'InteractionRequired']);
    assert.match(az.out.error.message, /az login --claims-challenge/);
  },

  async managedIdentity(context) {
    const { assert } = context;
    const server = await context.serve({});
    const asked = [];
    const identity = http.createServer((request, response) => {
      asked.push({ url: request.url, metadata: request.headers.metadata, header: request.headers['x-identity-header'] });
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ access_token: 'token-of-identity', expires_on: '4102444800', resource: 'r', token_type: 'Bearer' }));
    });
    await new Promise(resolve => identity.listen(0, '127.0.0.1', resolve));
    context.onEnd(() => { identity.closeAllConnections(); identity.close(); });
    const url = `http://127.0.0.1:${identity.address().port}`;
    const machine = await asks(context, 'managed-identity', { MGC_ACCESS_TOKEN: '', AZURE_POD_IDENTITY_AUTHORITY_HOST: url, AZURE_CLIENT_ID: 'user-assigned' });
    assert.equal(machine.code, 0, machine.stderr + machine.text);
    assert.equal(server.calls.at(-1).token, 'token-of-identity');
    assert.equal(asked[0].metadata, 'true');
    const query = new URL(asked[0].url, url).searchParams;
    assert.deepEqual([new URL(asked[0].url, url).pathname, query.get('resource'), query.get('client_id'), query.get('api-version')], ['/metadata/identity/oauth2/token', server.url, 'user-assigned', '2018-02-01']);
    const application = await asks(context, 'managed-identity', { MGC_ACCESS_TOKEN: '', IDENTITY_ENDPOINT: `${url}/msi/token`, IDENTITY_HEADER: 'SECRET-header' });
    assert.equal(application.code, 0, application.text);
    assert.deepEqual([asked.at(-1).header, new URL(asked.at(-1).url, url).searchParams.get('api-version')], ['SECRET-header', '2019-08-01']);
    const nowhere = await asks(context, 'managed-identity', { MGC_ACCESS_TOKEN: '', AZURE_POD_IDENTITY_AUTHORITY_HOST: 'http://127.0.0.1:1' });
    assert.deepEqual([nowhere.code, nowhere.out.error.code], [2, 'CredentialUnavailable']);
  },

  async servicePrincipal(context) {
    const { assert } = context;
    const server = await context.serve({});
    const asked = [];
    const authority = http.createServer((request, response) => {
      let text = '';
      request.on('data', part => { text += part; }).on('end', () => {
        const form = Object.fromEntries(new URLSearchParams(text));
        asked.push({ url: request.url, form });
        const good = form.client_secret === 'SECRET-client';
        response.writeHead(good ? 200 : 401, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(good ? { access_token: 'token-of-principal', expires_in: 3599, token_type: 'Bearer' } : { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.', correlation_id: 'c-9' }));
      });
    });
    await new Promise(resolve => authority.listen(0, '127.0.0.1', resolve));
    context.onEnd(() => { authority.closeAllConnections(); authority.close(); });
    fs.writeFileSync(server.cloud, JSON.stringify({ ...server.cloudFile(), authority: `http://127.0.0.1:${authority.address().port}` }));
    const env = { MGC_ACCESS_TOKEN: '', AZURE_TENANT_ID: 'tenant', AZURE_CLIENT_ID: 'client', AZURE_CLIENT_SECRET: 'SECRET-client' };
    const who = await asks(context, 'service-principal', env);
    assert.equal(who.code, 0, who.text);
    assert.equal(server.calls.at(-1).token, 'token-of-principal');
    assert.deepEqual([asked[0].url, asked[0].form.grant_type, asked[0].form.scope], ['/tenant/oauth2/v2.0/token', 'client_credentials', `${server.url}/.default`]);
    const wrong = await asks(context, 'service-principal', { ...env, AZURE_CLIENT_SECRET: 'SECRET-wrong' });
    assert.deepEqual([wrong.code, wrong.out.error.code], [1, 'invalid_client']);
    assert.match(wrong.out.error.message, /c-9/);
    assert.equal((await asks(context, 'service-principal', { MGC_ACCESS_TOKEN: '' })).code, 2);
  },

  async clouds(context) {
    const { assert } = context;
    const server = await context.serve({});
    const refused = async (text, pattern) => {
      fs.writeFileSync(server.cloud, text);
      const run = await context.azure(['whoami']);
      assert.equal(run.code, 2, text);
      assert.match(run.stderr, pattern, text);
      assert.match(run.stderr, /cloud-1\.json|missing\.pem/, 'the file is named');
    };
    const good = server.cloudFile();
    await refused('{"name": "x"', /json/i);
    await refused('[]', /object/);
    await refused(JSON.stringify({ ...good, authority: undefined }), /authority/);
    await refused(JSON.stringify({ ...good, resourceManager: 'http://management.example' }), /https/);
    await refused(JSON.stringify({ ...good, foundry: 7 }), /foundry/);
    await refused(JSON.stringify({ ...good, caFile: 'missing.pem' }), /missing\.pem|cloud-1/);
    fs.writeFileSync(server.cloud, JSON.stringify({ ...good, name: 'sovereign' }));
    const who = await context.azure(['whoami']);
    assert.deepEqual([who.code, who.out.cloud], [0, 'sovereign']);
    for (const name of ['AzureUSGovernment', 'AzureChinaCloud']) {
      server.cloud = name;
      const run = await context.azure(['whoami'], { env: { HTTPS_PROXY: 'http://127.0.0.1:1', https_proxy: 'http://127.0.0.1:1' } });
      assert.equal(run.code, 1, 'nothing is reached, but the cloud is known');
    }
    server.cloud = 'AzureMoon';
    assert.equal((await context.azure(['whoami'])).code, 2);
  },
};
