// npm oidc-provider on paths shaped as Entra's: /{tenant}/oauth2/v2.0/{authorize,token,devicecode}. Every sign-in is "ana"; nobody is asked.
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const resources = ['https://logs.example/.default', 'https://ai.azure.com/.default'];

export class Identity {
  constructor(modules) { this.modules = modules; this.tenants = new Map(); this.store = new Map(); this.faults = []; this.tokenRequests = []; }

  async listen(resourceManager) {
    const entry = createRequire(path.join(this.modules, 'x.js')).resolve('oidc-provider');
    const module = await import(pathToFileURL(entry));
    this.Provider = module.default;
    this.policy = module.interactionPolicy;
    this.scopes = ['openid', 'profile', 'offline_access', `${resourceManager}/.default`, ...resources];
    this.server = http.createServer((request, response) => this.receive(request, response));
    await new Promise(resolve => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }
  close() { this.server.closeAllConnections(); this.server.close(); }

  provider(tenant) {
    if (this.tenants.has(tenant)) return this.tenants.get(tenant);
    const { store, scopes } = this;
    class Store {  // one for all tenants: a refresh token works at each of them, for every resource, as Entra's do
      constructor(name) { this.name = name; }
      key(id) { return `${this.name}:${id}`; }
      async upsert(id, payload) { store.set(this.key(id), this.name === 'RefreshToken' ? { ...payload, scope: scopes.join(' ') } : payload); }
      async find(id) { return store.get(this.key(id)); }
      async findByUid(uid) { return [...store].find(([key, value]) => key.startsWith(`${this.name}:`) && value.uid === uid)?.[1]; }
      async findByUserCode(code) { return [...store].find(([key, value]) => key.startsWith(`${this.name}:`) && value.userCode === code)?.[1]; }
      async consume(id) { const value = store.get(this.key(id)); if (value) value.consumed = Math.floor(Date.now() / 1000); }
      async destroy(id) { store.delete(this.key(id)); }
      async revokeByGrantId(grant) { for (const [key, value] of store) if (value.grantId === grant) store.delete(key); }
    }
    const policy = this.policy.base();
    policy.add(new this.policy.Prompt({ name: 'select_account', requestable: true }), 0);
    const provider = new this.Provider(`${this.url}/${tenant}`, {
      adapter: Store,
      clients: [{ client_id: 'console', token_endpoint_auth_method: 'none', application_type: 'native', redirect_uris: ['http://localhost'], response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'] }],
      routes: { authorization: '/oauth2/v2.0/authorize', token: '/oauth2/v2.0/token', device_authorization: '/oauth2/v2.0/devicecode', code_verification: '/device' },
      scopes, claims: { profile: ['name', 'preferred_username', 'tid', 'oid'] }, conformIdTokenClaims: false,
      features: { deviceFlow: { enabled: true }, devInteractions: { enabled: false } },
      pkce: { required: () => true, methods: ['S256'] },
      issueRefreshToken: async () => true, rotateRefreshToken: true,
      ttl: { DeviceCode: this.deviceSeconds ?? 60, AccessToken: 3600, Grant: 3600, Interaction: 600, Session: 600, RefreshToken: 86400, IdToken: 3600 },
      interactions: { policy, url: (_, interaction) => `/${tenant}/interaction/${interaction.uid}` },
      findAccount: async (_, id) => ({ accountId: id, claims: async () => ({ sub: id, name: 'Ana', preferred_username: 'ana@contoso.com', tid: tenant, oid: 'object-of-ana' }) }),
      cookies: { keys: ['test'] },
    });
    this.tenants.set(tenant, provider);
    return provider;
  }

  async grant(provider) {
    const grant = new provider.Grant({ accountId: 'ana', clientId: 'console' });
    grant.addOIDCScope(this.scopes.join(' '));
    return grant.save();
  }

  async receive(request, response) {
    const [, first, ...rest] = request.url.split('/');
    const tenant = first === 'organizations' ? 'tenant-one' : first;
    if (!/^tenant-/.test(tenant)) { response.writeHead(404); return response.end(); }
    const provider = this.provider(tenant);
    request.originalUrl = `/${tenant}/${rest.join('/')}`;
    request.url = `/${rest.join('/')}`;
    if (request.url.startsWith('/oauth2/v2.0/token') && this.nextError) {
      const error = this.nextError;
      this.nextError = null;
      for await (const _ of request);
      response.writeHead(400, { 'Content-Type': 'application/json' });
      return response.end(JSON.stringify(error));
    }
    if (request.url.startsWith('/oauth2/v2.0/authorize')) this.lastClaims = new URL(request.url, this.url).searchParams.get('claims') ?? this.lastClaims;
    if (request.url.startsWith('/oauth2/v2.0/token') && this.claimsNeedPerson) {
      let text = '';
      for await (const chunk of request) text += chunk;
      const form = new URLSearchParams(text);
      if (form.get('grant_type') === 'refresh_token' && form.get('claims')) {
        response.writeHead(400, { 'Content-Type': 'application/json' });
        return response.end(JSON.stringify({ error: 'interaction_required', suberror: 'basic_action', error_description: 'AADSTS50076: further claims are needed.', claims: form.get('claims'), correlation_id: 'c-2' }));
      }
      request.body = Object.fromEntries(form);  // the provider takes a body that was read already
    }
    if (request.url.startsWith('/oauth2/v2.0/token')) this.tokenRequests.push({ tenant, at: performance.now() });
    if (!request.url.startsWith('/interaction/')) return provider.callback()(request, response);
    const details = await provider.interactionDetails(request, response);
    if (this.decline) return provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'Declined by the test' });
    const result = details.prompt.name === 'login' ? { login: { accountId: 'ana' } } : details.prompt.name === 'consent' ? { consent: { grantId: await this.grant(provider) } } : { select_account: {} };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  }

  /// What a person would do at the device page.
  async answerDevice(tenant, userCode, answer) {
    const provider = this.provider(tenant);
    const code = await provider.DeviceCode.findByUserCode(userCode.replace(/-/g, ''), {});
    if (answer === 'decline') { code.error = 'access_denied'; code.errorDescription = 'Declined'; } else {
      code.accountId = 'ana'; code.grantId = await this.grant(provider); code.scope = this.scopes.join(' '); code.authTime = Math.floor(Date.now() / 1000); code.claims = {};
    }
    await code.save();
  }
}
