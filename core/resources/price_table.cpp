#include "resources/price_table.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "json/pointer.h"
#include "resources/members.h"

namespace mgc::resources {
namespace {

constexpr double tokensPerPrice = 1e6;
constexpr std::int64_t dearest = 1'000'000;  ///< per million tokens; keeps sums of a day far below 2^64

std::uint64_t perToken(double perMillion) {
    return static_cast<std::uint64_t>(std::llround(perMillion * (PriceTable::unitsPerCurrency / tokensPerPrice)));
}

/// "gpt-4o-mini" of "gpt-4o-mini-2024-07-18"; "" where no version stands at the end.
std::string_view withoutVersion(std::string_view model) {
    constexpr std::string_view form = "-dddd-dd-dd";
    if (model.size() <= form.size()) return {};
    const std::string_view end = model.substr(model.size() - form.size());
    for (std::size_t i = 0; i < form.size(); ++i)
        if (form[i] == 'd' ? end[i] < '0' || end[i] > '9' : end[i] != '-') return {};
    return model.substr(0, model.size() - form.size());
}

MemberDescriptor price(std::string_view name, Needed needed, std::string_view help) {
    return {.name = name, .type = MemberType::Number, .needed = needed, .minimum = 0, .maximum = dearest, .help = help};
}

}  // namespace

const LocalFileDescriptor& priceTableDescriptor() {
    static const LocalFileDescriptor descriptor{
        .name = "prices.json",
        .title = "Price table",
        .help = "What a million tokens of a model cost; calls of models that are not in it have no price.",
        .documentation = "https://azure.microsoft.com/pricing/details/cognitive-services/openai-service/",
        .members = {
            {.name = "currency", .needed = Needed::Required, .maximum = 3, .help = "ISO 4217 code of all prices, such as USD."},
            {.name = "asOf", .type = MemberType::Date, .needed = Needed::Required, .help = "Day of the figures."},
            {.name = "note", .help = "Where the figures come from."},
            {.name = "models",
             .type = MemberType::Object,
             .needed = Needed::Required,
             .list = true,
             .help = "One entry per model and change of its price.",
             .members = {{.name = "model",
                          .needed = Needed::Required,
                          .help = "Deployment or model as calls name it; a version at its end may be left out."},
                         {.name = "from", .type = MemberType::Date, .help = "First day (UTC) of this price; always where it is absent."},
                         price("promptPerMillion", Needed::Required, "Price of a million prompt tokens."),
                         price("cachedPromptPerMillion", Needed::Optional,
                               "Price of a million prompt tokens that the model had cached; as promptPerMillion where it is absent."),
                         price("completionPerMillion", Needed::Required, "Price of a million completion tokens; 0 for embeddings.")}},
        }};
    return descriptor;
}

bool PriceTable::WithoutCase::operator()(std::string_view left, std::string_view right) const {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::lexicographical_compare(left, right, {}, lower, lower);
}

std::optional<TokenPrice> PriceTable::find(std::string_view model, Instant time) const {
    auto found = m_models.find(model);
    if (found == m_models.end())
        if (const auto general = withoutVersion(model); !general.empty()) found = m_models.find(general);
    if (found == m_models.end()) return std::nullopt;
    const auto& prices = found->second;
    const auto after = std::upper_bound(prices.begin(), prices.end(), time, [](Instant at, const Dated& each) { return at < each.from; });
    return after == prices.begin() ? std::nullopt : std::optional(std::prev(after)->price);
}

PriceTable readPriceTable(const json::Document& document, Diagnostics& diagnostics) {
    validateLocalFile(document, priceTableDescriptor(), diagnostics);
    PriceTable table;
    if (!document.root().is_object()) return table;
    const Members file(document.root());
    table.currency = file.text("currency");
    table.asOf = file.text("asOf");
    if (!table.currency.empty() && table.currency.size() < 3)
        diagnostics.error("MGC2005", "Price table: currency: must be a code of three letters such as USD", document.rangeOf("/currency"),
                          "currency");
    std::size_t index = 0;
    for (const Members& entry : file.objects("models")) {
        const std::string place = json::joined("/models", std::to_string(index++));
        const auto prompt = entry.number("promptPerMillion"), completion = entry.number("completionPerMillion");
        const std::string model = entry.text("model");
        if (model.empty() || !prompt || !completion) continue;  // already reported
        const double cached = entry.number("cachedPromptPerMillion").value_or(*prompt);
        const Instant from = parseDay(entry.text("from")).value_or(Instant::min());
        auto& prices = table.m_models[model];
        const auto at = std::ranges::lower_bound(prices, from, {}, &PriceTable::Dated::from);
        if (at != prices.end() && at->from == from) {
            diagnostics.error("MGC2007", "Price table: model \"" + model + "\" has two prices from one day", document.rangeOf(place),
                              "model");
            continue;
        }
        prices.insert(at, {from, {perToken(*prompt), perToken(cached), perToken(*completion)}});
    }
    return table;
}

}  // namespace mgc::resources
