// A realistic API Management service: 50 APIs, 200 operations, and what belongs to them.
const S = '/subscriptions/00000000-0000-0000-0000-000000000001';
export const subscription = S;
export const serviceId = `${S}/resourceGroups/rg-ai/providers/Microsoft.ApiManagement/service/apim-dev`;
const xml = inner => `<policies>\n  <inbound>\n    <base />\n${inner}  </inbound>\n  <backend>\n    <base />\n  </backend>\n  <outbound>\n    <base />\n  </outbound>\n  <on-error>\n    <base />\n  </on-error>\n</policies>\n`;

export function seed(put) {
  put(S, { subscriptionId: S.split('/')[2], displayName: 'Contoso AI Dev', state: 'Enabled', tenantId: '11111111-1111-1111-1111-111111111111' }, 'raw');
  put(`${S}/resourcegroups/rg-ai`, { location: 'swedencentral', properties: { provisioningState: 'Succeeded' } });
  put(serviceId, { location: 'Sweden Central', sku: { name: 'BasicV2', capacity: 1 }, properties: { publisherEmail: 'a@contoso.com', publisherName: 'Contoso', provisioningState: 'Succeeded', gatewayUrl: 'https://apim-dev.azure-api.net' } });
  const at = (path, properties) => put(serviceId + path, { properties });
  at('/policies/policy', { format: 'rawxml', value: xml('') });
  at('/namedValues/appinsights-key', { displayName: 'appinsights-key', secret: true, value: 'SECRET-named-value', tags: [] });
  at('/namedValues/region', { displayName: 'region', value: 'swedencentral', secret: false });
  at('/tags/ai', { displayName: 'AI' });
  at('/apiVersionSets/chat', { displayName: 'Chat', versioningScheme: 'Segment' });
  at('/backends/aoai-eastus', { url: 'https://eastus.example/openai', protocol: 'http', credentials: { header: { 'api-key': ['SECRET-backend-key'] }, query: {} }, circuitBreaker: { rules: [{ name: 'r', failureCondition: { count: 3, interval: 'PT1M', statusCodeRanges: [{ min: 429, max: 429 }] }, tripDuration: 'PT10S', acceptRetryAfter: true }] } });
  at('/backends/aoai-westus', { url: 'https://westus.example/openai', protocol: 'http', credentials: { header: { 'api-key': ['{{appinsights-key}}'] } } });
  at('/backends/aoai-pool', { type: 'Pool', pool: { services: [{ id: `${serviceId}/backends/aoai-eastus`, weight: 70, priority: 1 }, { id: `${serviceId}/backends/aoai-westus`, weight: 30, priority: 1 }] } });
  at('/loggers/azuremonitor', { loggerType: 'azureMonitor', isBuffered: false });
  at('/loggers/appinsights-logger', { loggerType: 'applicationInsights', credentials: { instrumentationKey: 'SECRET-instrumentation' }, isBuffered: false });
  at('/diagnostics/azuremonitor', { loggerId: `${serviceId}/loggers/azuremonitor`, alwaysLog: 'allErrors', sampling: { samplingType: 'fixed', percentage: 100 }, largeLanguageModel: { logs: 'enabled', requests: { messages: 'all', maxSizeInBytes: 262144 }, responses: { messages: 'all', maxSizeInBytes: 262144 } } });
  at('/groups/developers', { displayName: 'Developers', builtIn: true, type: 'system' });
  at('/groups/partners', { displayName: 'Partners', builtIn: false, type: 'custom' });
  at('/policyFragments/inner', { format: 'rawxml', value: '<fragment>\n  <set-variable name="a" value="1" />\n</fragment>\n', provisioningState: 'Succeeded' });
  at('/policyFragments/outer', { description: 'Includes inner', format: 'rawxml', value: '<fragment>\n  <include-fragment fragment-id="inner" />\n</fragment>\n', provisioningState: 'Succeeded' });
  at('/products/starter', { displayName: 'Starter', state: 'published', subscriptionRequired: true });
  at('/products/starter/policies/policy', { format: 'rawxml', value: xml('    <rate-limit calls="5" renewal-period="60" />\n') });
  at('/products/starter/apis/api-01', {});
  at('/products/starter/groups/partners', {});
  at('/subscriptions/master', { displayName: 'Built-in all-access subscription', scope: `${serviceId}/`, state: 'active' });
  at('/subscriptions/foundry-subscription', { displayName: 'Foundry', scope: `${serviceId}/apis`, state: 'active', allowTracing: true, createdDate: '2026-01-01T00:00:00Z' });
  for (let i = 1; i <= 50; ++i) {
    const api = `/apis/api-${String(i).padStart(2, '0')}`;
    at(api, { displayName: `API ${i}`, path: `api${i}`, protocols: ['https'], subscriptionRequired: true, apiRevision: '1', isCurrent: true, subscriptionKeyParameterNames: { header: 'api-key', query: 'api-key' }, serviceUrl: `https://backend${i}.example` });
    at(`${api}/policies/policy`, { format: 'rawxml', value: xml(`    <set-header name="x-api" exists-action="override">\n      <value>@(context.Api.Id + "${i}")</value>\n    </set-header>\n`) });
    for (const [name, method, template] of [['list', 'GET', '/items'], ['get', 'GET', '/items/{id}'], ['create', 'POST', '/items'], ['chat', 'POST', '/chat/completions']]) {
      at(`${api}/operations/${name}`, { displayName: `${name} ${i}`, method, urlTemplate: template, templateParameters: template.includes('{id}') ? [{ name: 'id', type: 'string', required: true }] : [], responses: [] });
      if (name === 'chat') at(`${api}/operations/${name}/policies/policy`, { format: 'rawxml', value: xml('    <llm-token-limit counter-key="@(context.Subscription.Id)" tokens-per-minute="500" estimate-prompt-tokens="true" />\n') });
    }
    if (i % 10 === 0) at(`${api}/diagnostics/applicationinsights`, { loggerId: `${serviceId}/loggers/appinsights-logger`, sampling: { samplingType: 'fixed', percentage: 100 } });
  }
  at('/apis/api-01/tags/ai', { displayName: 'AI' });
}
