#include <algorithm>
#include <string>
#include <vector>

#include "expression/runtime/number_buffer.h"

namespace mgc::expression {

std::string exponentText(int exponent, int minimum, bool plus, char letter) {
    std::string text(1, letter);
    if (exponent < 0)
        text += '-';
    else if (plus)
        text += '+';
    std::string number = std::to_string(std::abs(exponent));
    if (static_cast<int>(number.size()) < minimum) number.insert(0, static_cast<std::size_t>(minimum) - number.size(), '0');
    return text + number;
}

/// "#,##0.00;(0)": the section that fits, then digit by digit.
std::string customText(NumberBuffer buffer, std::string_view format) {
    std::vector<std::string_view> sections;
    std::size_t from = 0;
    char quote = 0;
    for (std::size_t i = 0; i <= format.size(); ++i) {
        if (i < format.size() && quote) {
            if (format[i] == quote) quote = 0;
            continue;
        }
        if (i < format.size() && (format[i] == '\'' || format[i] == '"')) quote = format[i];
        if (i < format.size() && format[i] == '\\') {
            ++i;
            continue;
        }
        if (i >= format.size() || format[i] == ';') {
            sections.push_back(format.substr(from, std::min(i, format.size()) - from));
            from = i + 1;
        }
    }
    const auto choose = [&](const NumberBuffer& number) -> std::size_t {
        if (number.isZero() && sections.size() > 2) return 2;
        if (number.negative && !number.isZero() && sections.size() > 1 && !sections[1].empty()) return 1;
        return 0;
    };
    std::size_t index = choose(buffer);
    for (int attempt = 0; attempt < 2; ++attempt) {
        const std::string_view section = sections[index];
        int zerosFirst = -1, wholePlaces = 0, decimalPlaces = 0, lastZeroDecimal = 0, percent = 0, scaleCommas = 0, exponentDigits = -1,
            pendingCommas = 0;
        bool seenPoint = false, group = false;
        quote = 0;
        for (std::size_t i = 0; i < section.size(); ++i) {
            const char c = section[i];
            if (quote) {
                if (c == quote) quote = 0;
                continue;
            }
            if (c == '\'' || c == '"') {
                quote = c;
                continue;
            }
            if (c == '\\') {
                ++i;
                continue;
            }
            if (c == '0' || c == '#') {
                if (seenPoint) {
                    ++decimalPlaces;
                    if (c == '0') lastZeroDecimal = decimalPlaces;
                } else {
                    if (pendingCommas > 0) group = true;
                    pendingCommas = 0;
                    ++wholePlaces;
                    if (c == '0' && zerosFirst < 0) zerosFirst = wholePlaces;
                }
            } else if (c == '.') {
                if (!seenPoint) scaleCommas = pendingCommas, pendingCommas = 0;
                seenPoint = true;
            } else if (c == ',' && !seenPoint && wholePlaces > 0) {
                ++pendingCommas;
            } else if (c == '%') {
                percent += 2;
            } else if (section.substr(i, 3) == "\xE2\x80\xB0") {
                percent += 3;
            } else if ((c == 'E' || c == 'e') && i + 1 < section.size() &&
                       (section[i + 1] == '0' ||
                        ((section[i + 1] == '+' || section[i + 1] == '-') && i + 2 < section.size() && section[i + 2] == '0'))) {
                std::size_t k = i + 1;
                if (section[k] != '0') ++k;
                exponentDigits = 0;
                while (k < section.size() && section[k] == '0') ++exponentDigits, ++k;
                i = k - 1;
            }
        }
        if (!seenPoint) scaleCommas = pendingCommas;
        NumberBuffer number = buffer;
        int exponent = 0;
        if (!number.digits.empty()) number.point += percent - scaleCommas * 3;
        if (exponentDigits >= 0) {
            number.roundAt(wholePlaces + decimalPlaces);
            if (!number.digits.empty()) {
                exponent = number.point - wholePlaces;
                number.point = wholePlaces;
            }
        } else {
            number.roundAt(number.point + decimalPlaces);
        }
        if (number.isZero() && index != 2 && !buffer.isZero() && sections.size() > 2) {
            index = 2;
            continue;
        }
        const int minimumWhole = zerosFirst < 0 ? 0 : wholePlaces - zerosFirst + 1;
        std::string whole;
        for (int i = 0; i < number.point; ++i) whole += number.digitAt(i);
        while (static_cast<int>(whole.size()) < minimumWhole) whole.insert(whole.begin(), '0');
        const int extra = std::max(0, static_cast<int>(whole.size()) - wholePlaces);
        std::string out;
        if (buffer.negative && index == 0 && !number.isZero()) out += '-';
        int placed = 0;
        int wholeSeen = 0;
        int decimalSeen = 0;
        const auto putWhole = [&](int count) {
            for (int i = 0; i < count; ++i) {
                out += whole[static_cast<std::size_t>(placed)];
                ++placed;
                const int left = static_cast<int>(whole.size()) - placed;
                if (group && left > 0 && left % 3 == 0) out += ',';
            }
        };
        seenPoint = false;
        quote = 0;
        for (std::size_t i = 0; i < section.size(); ++i) {
            const char c = section[i];
            if (quote) {
                if (c == quote)
                    quote = 0;
                else
                    out += c;
                continue;
            }
            if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '\\') {
                if (++i < section.size()) out += section[i];
            } else if (c == '0' || c == '#') {
                if (!seenPoint) {
                    ++wholeSeen;
                    if (wholeSeen == 1) putWhole(extra);
                    const int placesLeft = wholePlaces - wholeSeen + 1;
                    if (static_cast<int>(whole.size()) - placed >= placesLeft) putWhole(1);
                } else {
                    ++decimalSeen;
                    const int last = static_cast<int>(number.digits.size()) - number.point;
                    if (decimalSeen <= std::max(last, lastZeroDecimal)) {
                        if (decimalSeen == 1) out += '.';
                        out += number.digitAt(number.point + decimalSeen - 1);
                    }
                }
            } else if (c == '.') {
                if (!seenPoint && wholePlaces == 0) putWhole(static_cast<int>(whole.size()));
                seenPoint = true;
            } else if (c == ',') {
                continue;
            } else if ((c == 'E' || c == 'e') && exponentDigits >= 0 && i + 1 < section.size() &&
                       (section[i + 1] == '0' || section[i + 1] == '+' || section[i + 1] == '-')) {
                const bool plus = section[i + 1] == '+';
                out += exponentText(exponent, exponentDigits, plus, c);
                ++i;
                while (i + 1 < section.size() && section[i + 1] == '0') ++i;
            } else {
                out += c;
            }
        }
        return out;
    }
    return {};
}

}  // namespace mgc::expression
