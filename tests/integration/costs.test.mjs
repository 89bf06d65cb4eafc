// What calls cost: the price table of the workspace against the usage that clients see, in every place that shows it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';


const table = more => ({
  currency: 'EUR', asOf: '2026-01-15',
  models: [
    { model: 'gpt-4o-mini', from: '2020-01-01', promptPerMillion: 0.3, completionPerMillion: 1.2 },
    { model: 'gpt-4o-mini', from: '2999-01-01', promptPerMillion: 999, completionPerMillion: 999 },
    ...(more ?? [])] });

export const options = { sample: 'starter', files: { '.model-gateway/prices.json': table() } };

const priceOf = usage => (usage.prompt_tokens * 0.3 + usage.completion_tokens * 1.2) / 1e6;
const close = (one, other) => assert.ok(Math.abs(one - other) < 1e-12, `${one} is not ${other}`);

let spent = 0, calls = 0;

export const tests = {
  'a call costs what its usage says': async ({ gateway }) => {
    const answer = await gateway.chat('What does this cost?');
    assert.equal(answer.status, 200);
    const { usage } = await answer.json();
    spent += priceOf(usage); calls++;
    const snapshot = await gateway.snapshotWhen(one => one.costs.calls >= calls);
    assert.equal(snapshot.costs.currency, 'EUR');
    assert.equal(snapshot.costs.asOf, '2026-01-15');
    close(snapshot.costs.total, spent);
    const [row] = (await gateway.manage('GET', '/v1/requests?limit=1000')).requests.slice(-1);
    close(row.cost, priceOf(usage));
    assert.equal(row.currency, 'EUR');
  },
  'a streamed one too': async ({ gateway }) => {
    const answer = await gateway.chat('Stream it, please.', { stream: true, stream_options: { include_usage: true } });
    const text = await answer.text();
    const usage = text.split('\n').filter(line => line.startsWith('data: {')).map(line => JSON.parse(line.slice(6)).usage).filter(Boolean).at(-1);
    spent += priceOf(usage); calls++;
    close((await gateway.snapshotWhen(one => one.costs.calls >= calls)).costs.total, spent);
  },
  'a model without a price has none': async ({ gateway }) => {
    const answer = await gateway.chat('And this?', {}, { deployment: 'gpt-4.1-mini' });
    assert.equal(answer.status, 200);
    calls++;
    const { costs } = await gateway.snapshotWhen(one => one.costs.calls >= calls);
    assert.equal(costs.unpriced, 1);
    close(costs.total, spent);
    const [row] = (await gateway.manage('GET', '/v1/requests?limit=1000')).requests.slice(-1);
    assert.equal(row.cost, null);
    assert.equal(row.currency, '');
  },
  'by consumer, product, model and backend': async ({ gateway }) => {
    const costs = await gateway.manage('GET', '/v1/costs');
    assert.deepEqual(costs.consumers.map(one => one.name), ['foundry-subscription']);
    assert.deepEqual(costs.models.map(one => [one.name, one.unpriced]), [['gpt-4o-mini', 0], ['gpt-4.1-mini', 1]]);
    for (const list of [costs.consumers, costs.products, costs.models, costs.backends]) {
      close(list.reduce((sum, one) => sum + one.cost, 0), costs.total);
      assert.equal(list.reduce((sum, one) => sum + one.calls, 0), costs.calls);
    }
    assert.ok(costs.backends.every(one => one.name.startsWith('aoai-')), JSON.stringify(costs.backends));
    const text = await gateway.manage('GET', '/metrics');
    const sum = text.split('\n').filter(line => line.startsWith('mgc_model_cost_total{')).reduce((all, line) => all + Number(line.split(' ').at(-1)), 0);
    close(sum, spent);
    assert.match(text, /gen_ai_client_token_usage_count\{gen_ai_request_model="gpt-4o-mini",gen_ai_token_type="input"\} 2\n/);
    assert.deepEqual((await gateway.manage('GET', '/v1/metrics')).costs.total, costs.total);
  },
  'a new price holds for new calls; a broken table leaves the last one live': async ({ gateway }) => {
    const { workspace } = await gateway.manage('GET', '/v1/status');
    const file = path.join(workspace, '.model-gateway/prices.json');
    writeFileSync(file, JSON.stringify(table([{ model: 'gpt-4.1-mini', promptPerMillion: 1, completionPerMillion: 1 }])));
    assert.equal((await gateway.manage('POST', '/v1/reload')).ok, true);
    const { usage } = await (await gateway.chat('Priced now?', {}, { deployment: 'gpt-4.1-mini' })).json();
    spent += usage.total_tokens / 1e6; calls++;
    close((await gateway.snapshotWhen(one => one.costs.calls >= calls)).costs.total, spent);

    writeFileSync(file, '{\n  "currency": "EUR",\n  "asOf": "soon",\n  "models": []\n}\n');
    const reload = await gateway.manage('POST', '/v1/reload');
    assert.equal(reload.ok, false);
    const problem = reload.problems.find(one => one.file.endsWith('prices.json'));
    assert.deepEqual([problem.code, problem.line, problem.column], ['MGC2005', 3, 11], JSON.stringify(reload.problems));
    const after = await (await gateway.chat('Still priced?')).json();
    spent += priceOf(after.usage); calls++;
    close((await gateway.snapshotWhen(one => one.costs.calls >= calls)).costs.total, spent);
  },
};
