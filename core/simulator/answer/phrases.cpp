#include "simulator/answer/phrases.h"

namespace mgc::simulator {

namespace {

constexpr Greeting allGreetings[] = {
    {"spanish", "Hola"},         {"french", "Bonjour"},  {"german", "Hallo"},      {"italian", "Ciao"},        {"portuguese", "Olá"},
    {"japanese", "こんにちは"},  {"hindi", "नमस्ते"},      {"polish", "Cześć"},      {"turkish", "Merhaba"},     {"swedish", "Hej"},
    {"arabic", "مرحبا"},         {"chinese", "你好"},    {"korean", "안녕하세요"}, {"greek", "Γεια σου"},      {"ukrainian", "Привіт"},
    {"russian", "Здравствуйте"}, {"dutch", "Goedendag"}, {"danish", "Goddag"},     {"norwegian", "God dag"},   {"finnish", "Hei"},
    {"czech", "Ahoj"},           {"hebrew", "שלום"},     {"thai", "สวัสดี"},         {"vietnamese", "Xin chào"}, {"indonesian", "Halo"},
    {"swahili", "Habari"},       {"romanian", "Salut"},  {"hungarian", "Szia"},    {"welsh", "Helo"},          {"irish", "Dia dhuit"},
    {"english", "Hello"},
};

constexpr Topic allTopics[] = {
    {"circuit breaker",
     "A circuit breaker stops sending calls to a backend that keeps failing, and tries it again after its trip duration. Until then a pool "
     "sends the traffic to the members that are left."},
    {"semantic cach",
     "A semantic cache compares the meaning of prompts by their embeddings. Close enough to an earlier one, it answers from memory and "
     "costs no completion tokens."},
    {"load balanc",
     "A backend pool sends calls to its members by priority first and by weight within the same priority. When one is throttled or trips "
     "its breaker, the next takes over."},
    {"backend pool",
     "A backend pool sends calls to its members by priority first and by weight within the same priority. When one is throttled or trips "
     "its breaker, the next takes over."},
    {"token limit",
     "A token limit counts the prompt and completion tokens of each key over a minute. Past the limit the gateway itself answers 429 and "
     "says in Retry-After when to come back."},
    {"rate limit",
     "A rate limit counts calls for each key in a time window. Past the limit the gateway answers 429 with Retry-After, and the model "
     "never sees the call."},
    {"throttl",
     "Throttled calls get status 429 and a Retry-After header. Waiting that long, and then trying once more with some jitter, is the "
     "polite way to continue."},
    {"429", "Status 429 means too many requests. Retry-After tells for how long to wait; the body tells whether tokens or calls ran out."},
    {"quota",
     "A quota is a budget over a long period such as a month, while a rate limit smooths out a minute. Spent quotas answer 403, spent "
     "limits answer 429."},
    {"managed identity",
     "With a managed identity the gateway fetches a token for the model's resource itself, so that no model key lies in any client."},
    {"set-backend-service", "set-backend-service decides where a call goes: to a URL, or to a backend entity that may be a whole pool."},
    {"retry",
     "A retry policy repeats the forwarding of a call while its condition holds. With a pool behind it, every attempt may reach another "
     "region."},
    {"policy",
     "A policy document has four sections: inbound, backend, outbound and on-error. Each scope adds its part where the narrower one says "
     "base."},
    {"policies",
     "Policies run in order: inbound before the call is forwarded, outbound on the way back, and on-error when something fails in "
     "between."},
    {"api management",
     "API Management stands between clients and backends: it checks keys, applies policies and reports what happened. As an AI gateway it "
     "also counts tokens."},
    {"apim",
     "API Management stands between clients and backends: it checks keys, applies policies and reports what happened. As an AI gateway it "
     "also counts tokens."},
    {"gateway", "An AI gateway gives many clients one address for many models, with keys, limits, failover and metrics in one place."},
    {"foundry",
     "A Foundry connection can point at a gateway, so that agents call their models through it and share its limits and its logs."},
    {"agent",
     "An agent plans, calls tools and reads their results before it answers. Every step is one more call through the gateway, so limits "
     "are felt sooner."},
    {"embedding",
     "An embedding turns a text into a vector; texts of like meaning lie close together. Search and semantic caches stand on that."},
    {"stream",
     "A streamed answer arrives as server-sent events, a few tokens each. The time to the first one is what people feel as speed."},
    {"latency", "Two figures tell most about a model's speed: the time to the first token, and the time between tokens after it."},
    {"token", "A token is a piece of text, on average about four characters of English. Models are limited and billed by them."},
    {"mcp",
     "The Model Context Protocol lets a model find and call tools on a server. A gateway in front adds keys, limits and a record of every "
     "call."},
    {"prompt",
     "A good prompt says who is asking, what the answer is for and what it should look like. Examples help more than adjectives."},
    {"azure",
     "Azure hosts models as deployments of a resource in a region, each with its own tokens per minute. A gateway in front joins several "
     "of them."},
    {"weather", "I have no window to look out of, but inside this process it is a steady 21 degrees with a light breeze of packets."},
    {"joke",
     "A packet walks into a gateway. \"Sorry,\" says the gateway, \"you are the 601st this minute. Please retry after 12 seconds.\""},
    {"haiku", "Packets in the dusk,\nthe gateway counts each token;\nfour twenty-nine: wait."},
    {"poem",
     "The tokens march in single file,\nthe gateway counts them with a smile;\nwhen sixty seconds' worth are spent,\nit sends them back "
     "the way they went."},
    {"story",
     "Once there was a small gateway that answered every call in kind. One day a burst of fifty arrived at once; it let in those it could, "
     "told the others when to return, and nobody was lost."},
    {"recipe",
     "Take one policy, a pinch of retry and two regions. Let it simmer at 600 requests a minute, season with metrics, and serve while it "
     "streams."},
    {"who are you",
     "I am the built-in model simulator: no neural network, just a careful imitation of one that needs no account and no network."},
    {"which model", "I am the built-in model simulator, answering under a real model's name so that your clients notice no difference."},
    {"your name",
     "I am the built-in model simulator: no neural network, just a careful imitation of one that needs no account and no network."},
    {"thank", "You are welcome. Send as many prompts as the limit allows; none of them costs anything here."},
    {"test", "The test arrived safely: routing, key, policies and streaming all did their part before these words left."},
};

constexpr std::string_view allAsides[] = {
    "Nothing here left your machine.",
    "Change the policy and save it: the next call already runs the new one.",
    "The trace shows every policy this call passed through and how long each took.",
    "Try a burst of 50 to see the limit at work.",
    "Switch a region off on the Backends page and ask again; the other one will answer.",
    "The numbers in the charts come from this very call.",
    "Ask for a tool call or for JSON if you want to see those shapes.",
    "A prompt marker such as [[sim:429]] makes me fail on purpose.",
    "Point any OpenAI client at this address and it will work the same.",
    "All counts follow the model's own vocabulary, so they match what Azure would bill.",
};

constexpr std::string_view allOpenings[] = {
    "On {}: a real model would have an opinion here, and I have a simulated one.",
    "You asked about {}. Treat this as a stand-in for what your model would say.",
    "Here is a simulated thought on {}: start small, measure, and change one thing at a time.",
    "About {} I can say this much without a neural network: the question arrived whole and in order.",
    "{} is a fine subject. The real deployment will go into the details; I make sure that the road to it works.",
    "Regarding {}: three steps usually help, namely to state the goal, list what is known and try the cheapest idea first.",
};

}  // namespace

std::span<const Greeting> greetings() { return allGreetings; }
std::span<const Topic> topics() { return allTopics; }
std::span<const std::string_view> asides() { return allAsides; }
std::span<const std::string_view> openings() { return allOpenings; }

}  // namespace mgc::simulator
