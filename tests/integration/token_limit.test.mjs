// 400 prompts at concurrency 8 against 2,000 tokens a minute: what the client counts is what the gateway shows, to the unit.
import assert from 'node:assert/strict';

const total = 400, concurrency = 8, limit = 2000;

export const tests = {
  '400 prompts at concurrency 8': async context => {
    const { gateway } = context;
    const before = await gateway.snapshot();
    const answers = [];
    let next = 0;
    const worker = async () => {
      while (next < total) {
        const number = next++;
        const response = await gateway.chat(`Tell me about topic ${number}, please.`);
        const text = await response.text();
        answers.push({ number, status: response.status, text, retryAfter: response.headers.get('retry-after'), remaining: response.headers.get('remaining-tokens'), consumed: response.headers.get('consumed-tokens') });
      }
    };
    const began = Date.now();
    await Promise.all(Array.from({ length: concurrency }, worker));
    const seconds = (Date.now() - began) / 1000;
    const good = answers.filter(one => one.status === 200), throttled = answers.filter(one => one.status === 429);
    assert.equal(good.length + throttled.length, total, JSON.stringify(answers.find(one => one.status !== 200 && one.status !== 429)));
    assert.ok(throttled.length > 300 && good.length > 20, `${good.length} passed, ${throttled.length} throttled`);

    for (const one of throttled) {
      const match = /^\{ "statusCode": 429, "message": "Token limit is exceeded\. Try again in (\d+) seconds?\." \}$/.exec(one.text);
      assert.ok(match, one.text);
      assert.equal(one.retryAfter, match[1]);
      assert.ok(Number(match[1]) >= 1 && Number(match[1]) <= 60, one.text);
    }
    // The remaining header falls from near the limit to nearly nothing.
    const remaining = good.sort((a, b) => a.number - b.number).map(one => Number(one.remaining));
    assert.ok(remaining.every(value => Number.isInteger(value) && value >= 0 && value < limit), String(remaining));
    assert.ok(remaining[0] > limit * 0.7 && Math.min(...remaining) < limit * 0.1, String(remaining));
    const third = Math.floor(remaining.length / 3);
    const mean = list => list.reduce((sum, value) => sum + value, 0) / list.length;
    assert.ok(mean(remaining.slice(0, third)) > mean(remaining.slice(third, 2 * third)) && mean(remaining.slice(third, 2 * third)) > mean(remaining.slice(2 * third)));

    const usage = good.map(one => JSON.parse(one.text).usage);
    const promptTokens = usage.reduce((sum, one) => sum + one.prompt_tokens, 0), completionTokens = usage.reduce((sum, one) => sum + one.completion_tokens, 0);
    // What passed used up the limit; calls in flight together may overshoot by what they bring.
    assert.ok(promptTokens + completionTokens > limit * 0.9 && promptTokens + completionTokens < limit + concurrency * 200, String(promptTokens + completionTokens));

    const after = await gateway.snapshotWhen(snapshot => snapshot.requests - before.requests >= total);
    assert.equal(after.requests - before.requests, total);
    assert.equal(after.requestsByStatus['200'] - (before.requestsByStatus['200'] ?? 0), good.length);
    assert.equal(after.requestsByStatus['429'] - (before.requestsByStatus['429'] ?? 0), throttled.length);
    assert.equal(after.throttled - before.throttled, throttled.length);
    assert.equal(after.throttlesByReason.tokenLimit, throttled.length);
    assert.equal(after.tokens.prompt - before.tokens.prompt, promptTokens);
    assert.equal(after.tokens.completion - before.tokens.completion, completionTokens);

    // OpenMetrics tells the same.
    const text = await gateway.manage('GET', '/metrics');
    assert.match(text, /# EOF\s*$/);
    const sum = pattern => text.split('\n').filter(line => pattern.test(line)).reduce((all, line) => all + Number(line.split(' ').at(-1)), 0);
    assert.equal(sum(/requests_total\{[^}]*429/), throttled.length, text.split('\n').filter(line => /requests/.test(line)).join('\n'));
    // And so does the counter's own state.
    const key = after.keys.find(one => /token-limit/.test(one.policy));
    assert.ok(key && key.limit === limit && key.remaining < limit * 0.1, JSON.stringify(after.keys));
    console.log(`     ${good.length} passed, ${throttled.length} throttled, ${promptTokens} + ${completionTokens} tokens in ${seconds.toFixed(1)} s`);
  },
  'a streamed call is refused with the same body': async context => {
    // A few tokens may be left that one more small prompt fits into.
    for (let left = 20; left > 0 && (await context.gateway.chat('Tell me more.')).status === 200; --left);
    const response = await context.gateway.chat('Tell me more.', { stream: true });
    assert.equal(response.status, 429);
    assert.match(await response.text(), /^\{ "statusCode": 429, "message": "Token limit is exceeded\. Try again in \d+ seconds?\." \}$/);
  },
  'asking for models needs no tokens': async context => {
    const response = await fetch(`${context.gateway.url}/inference/openai/deployments`, { headers: { 'api-key': context.gateway.key } });
    assert.equal(response.status, 200);
  },
};
