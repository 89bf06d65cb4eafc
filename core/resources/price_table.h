#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/diagnostic.h"
#include "json/document.h"
#include "resources/descriptor.h"

namespace mgc::resources {

/// What a token of a model costs, in millionths of a millionth (1e-12) of the table's currency: a price of 0.15 per million tokens is
/// 150,000. Whole numbers, so that sums are exact.
struct TokenPrice {
    std::uint64_t prompt = 0, cachedPrompt = 0, completion = 0;
};

/// Prices of models from `.model-gateway/prices.json`: what calls cost, as far as the file knows. A model that is not in it has no price.
class PriceTable {
public:
    static constexpr double unitsPerCurrency = 1e12;

    std::string currency;  ///< ISO 4217, "USD"; "" where the workspace has no table
    std::string asOf;      ///< day of the figures, "2026-01-15"

    /// The price that held at `time`: of the entry with that name (deployment or model, compared without case), or of the name without
    /// the version at its end ("gpt-4o-mini-2024-07-18" finds "gpt-4o-mini"); of several the latest that had begun.
    [[nodiscard]] std::optional<TokenPrice> find(std::string_view model, Instant time) const;
    [[nodiscard]] std::size_t size() const { return m_models.size(); }

private:
    friend PriceTable readPriceTable(const json::Document& document, Diagnostics& diagnostics);
    struct Dated {
        Instant from{};
        TokenPrice price;
    };
    struct WithoutCase {
        using is_transparent = void;
        bool operator()(std::string_view left, std::string_view right) const;
    };
    std::map<std::string, std::vector<Dated>, WithoutCase> m_models;  ///< each oldest first
};

[[nodiscard]] const LocalFileDescriptor& priceTableDescriptor();
/// Findings: MGC2003 to MGC2005 (members), MGC2007 (a model twice from one day).
[[nodiscard]] PriceTable readPriceTable(const json::Document& document, Diagnostics& diagnostics);

}  // namespace mgc::resources
