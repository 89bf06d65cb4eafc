#pragma once
#include <string_view>

// The counters' arithmetic, run inside Redis so that two gateways never count past each other. Times and windows are microseconds.
// Every script answers {admitted 0|1, used, retry after, freed}; the rules are those of gateway/state/counter.h.
namespace mgc::gateway::redis {

/// KEYS: bookings (sorted set "sequence:amount" by time), sum. ARGV: now, window, limit, needed, amount, only if it fits 0|1.
inline constexpr std::string_view slidingScript = R"(
local now, window, limit, needed, amount = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local function amountOf(member) return tonumber(string.sub(member, string.find(member, ':', 1, true) + 1)) end
local used = tonumber(redis.call('HGET', KEYS[2], 'used') or '0')
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - window)) do used = used - amountOf(member) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
local admitted = 1
if ARGV[6] == '1' and limit - used < needed then admitted = 0 end
if admitted == 1 and amount > 0 then
  local sequence = redis.call('HINCRBY', KEYS[2], 'sequence', 1)
  redis.call('ZADD', KEYS[1], now, string.format('%015d:%d', sequence, amount))
  used = used + amount
elseif admitted == 1 and amount < 0 then
  local left = -amount
  while left > 0 do
    local newest = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
    if #newest == 0 then break end
    local held = amountOf(newest[1])
    local taken = math.min(left, held)
    redis.call('ZREM', KEYS[1], newest[1])
    if held > taken then
      redis.call('ZADD', KEYS[1], newest[2], string.sub(newest[1], 1, 16) .. string.format('%d', held - taken))
    end
    used, left = used - taken, left - taken
  end
end
redis.call('HSET', KEYS[2], 'used', used)
redis.call('PEXPIRE', KEYS[1], math.ceil(window / 1000) + 1000)
redis.call('PEXPIRE', KEYS[2], math.ceil(window / 1000) + 1000)
local wanted = needed
if admitted == 1 then wanted = 1 end
local retry, freed, rest, at = 0, 0, used, 0
while limit - rest < wanted do
  local page = redis.call('ZRANGE', KEYS[1], at, at + 63, 'WITHSCORES')
  if #page == 0 then break end
  for i = 1, #page, 2 do
    if limit - rest >= wanted then break end
    rest = rest - amountOf(page[i])
    retry, freed = tonumber(page[i + 1]) + window - now, math.max(0, limit - rest)
  end
  at = at + 64
end
return {admitted, used, retry, freed}
)";

/// KEYS: bucket. ARGV as above.
inline constexpr std::string_view bucketScript = R"(
local now, window, limit, needed, amount = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local held = redis.call('HMGET', KEYS[1], 'spent', 'updated')
local spent, updated = tonumber(held[1] or '0'), tonumber(held[2] or '0')
if now > updated then spent, updated = math.max(0, spent - (now - updated) / window * limit), now end
local admitted = 1
if ARGV[6] == '1' and limit - math.ceil(spent - 1e-6) < needed then admitted = 0 end
if admitted == 1 then spent = math.max(0, spent + amount) end
redis.call('HSET', KEYS[1], 'spent', string.format('%.9f', spent), 'updated', string.format('%d', updated))
local drain = math.ceil(window / 1000) + 1000
if limit > 0 then drain = drain + math.ceil(spent / limit * window / 1000) end
redis.call('PEXPIRE', KEYS[1], drain)
local wanted = needed
if admitted == 1 then wanted = 1 end
local missing, retry, freed = wanted - (limit - spent), 0, 0
if missing > 1e-6 and limit > 0 then retry, freed = math.min(missing / limit * window, 1e15), wanted end
return {admitted, math.ceil(spent - 1e-6), math.ceil(retry), freed}
)";

/// KEYS: window. ARGV as above, then the window's start.
inline constexpr std::string_view fixedScript = R"(
local now, window, limit, needed, amount, start = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[7]
local held = redis.call('HMGET', KEYS[1], 'start', 'used')
local used = 0
if held[1] == start then used = tonumber(held[2] or '0') end
local admitted = 1
if ARGV[6] == '1' and limit - used < needed then admitted = 0 end
if admitted == 1 then used = math.max(0, used + amount) end
redis.call('HSET', KEYS[1], 'start', start, 'used', string.format('%d', used))
local ends = tonumber(start) + window
if window < 3e15 then redis.call('PEXPIRE', KEYS[1], math.max(1000, math.ceil((ends - now) / 1000))) end
local wanted = needed
if admitted == 1 then wanted = 1 end
local retry, freed = 0, 0
if limit - used < wanted then retry, freed = ends - now, limit end
return {admitted, used, retry, freed}
)";

/// KEYS: window. ARGV: now, window (0: endless), first period's start or "". Answers the start of the window that `now` lies in.
inline constexpr std::string_view windowStartScript = R"(
local now, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local held = redis.call('HGET', KEYS[1], 'start')
local first = now
if ARGV[3] ~= '' then first = tonumber(ARGV[3]) elseif held then first = tonumber(held) end
local start = first
if window > 0 and now >= first then start = first + math.floor((now - first) / window) * window end
local text = string.format('%d', start)
if held ~= text then redis.call('HSET', KEYS[1], 'start', text, 'used', '0') end
return text
)";

}  // namespace mgc::gateway::redis
