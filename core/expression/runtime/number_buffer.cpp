#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "expression/runtime/number_buffer.h"
#include "expression/runtime/numbers.h"

namespace mgc::expression {

bool NumberBuffer::parse(std::string_view text, int styles) {
    std::size_t at = 0;
    std::size_t end = text.size();
    while (end > 0 && text[end - 1] == '\0') --end;
    if (styles & 0x1)
        while (at < end && isNumberSpace(text[at])) ++at;
    if (styles & 0x2)
        while (end > at && isNumberSpace(text[end - 1])) --end;
    bool parenthesis = false;
    bool sign = false;
    while (at < end) {
        if ((styles & 0x4) && !sign && (text[at] == '-' || text[at] == '+')) {
            negative = text[at++] == '-';
            sign = true;
        } else if ((styles & 0x10) && !parenthesis && text[at] == '(') {
            parenthesis = negative = sign = true;
            ++at;
        } else if ((styles & 0x100) && text.substr(at, 2) == "\xC2\xA4") {
            at += 2;
        } else {
            break;
        }
    }
    bool any = false;
    bool seenPoint = false;
    point = 0;
    for (; at < end; ++at) {
        const char c = text[at];
        if (c >= '0' && c <= '9') {
            any = true;
            if (digits.empty() && c == '0') {
                if (seenPoint) --point;
                continue;
            }
            digits += c;
            if (!seenPoint) ++point;
        } else if (c == '.' && (styles & 0x20) && !seenPoint) {
            seenPoint = true;
        } else if (c == ',' && (styles & 0x40) && any && !seenPoint) {
            continue;
        } else {
            break;
        }
    }
    if (!any) return false;
    if (at < end && (text[at] == 'e' || text[at] == 'E') && (styles & 0x80)) {
        std::size_t next = at + 1;
        bool negativeExponent = false;
        if (next < end && (text[next] == '-' || text[next] == '+')) negativeExponent = text[next++] == '-';
        if (next < end && text[next] >= '0' && text[next] <= '9') {
            int exponent = 0;
            for (; next < end && text[next] >= '0' && text[next] <= '9'; ++next)
                exponent = std::min(9999, exponent * 10 + (text[next] - '0'));
            point += negativeExponent ? -exponent : exponent;
            at = next;
        }
    }
    if ((styles & 0x8) && !sign && at < end && (text[at] == '-' || text[at] == '+')) negative = text[at++] == '-';
    if (parenthesis) {
        if (at >= end || text[at] != ')') return false;
        ++at;
    }
    return at == end;
}

NumberBuffer NumberBuffer::fromDouble(double value, int precision) {
    NumberBuffer buffer;
    buffer.negative = std::signbit(value);
    if (value == 0) return buffer;
    char text[64];
    std::snprintf(text, sizeof text, "%.*e", precision - 1, std::fabs(value));
    const char* exponent = std::strchr(text, 'e');
    for (const char* at = text; at < exponent; ++at)
        if (*at != '.') buffer.digits += *at;
    buffer.point = std::atoi(exponent + 1) + 1;
    buffer.stripZeros();
    return buffer;
}

NumberBuffer NumberBuffer::fromDigits(std::string text, int scale, bool isNegative) {
    NumberBuffer buffer;
    buffer.negative = isNegative;
    buffer.point = static_cast<int>(text.size()) - scale;
    const std::size_t first = text.find_first_not_of('0');
    if (first == std::string::npos) {
        buffer.point = 0;
        return buffer;
    }
    buffer.point -= static_cast<int>(first);
    buffer.digits = text.substr(first);
    return buffer;
}

void NumberBuffer::roundAt(int place) {
    if (place >= static_cast<int>(digits.size())) return;
    if (place < 0) {
        digits.clear();
        return;
    }
    const bool up = digits[static_cast<std::size_t>(place)] >= '5';
    digits.resize(static_cast<std::size_t>(place));
    if (up) {
        int i = place - 1;
        while (i >= 0 && digits[static_cast<std::size_t>(i)] == '9') digits[static_cast<std::size_t>(i--)] = '0';
        if (i >= 0) {
            ++digits[static_cast<std::size_t>(i)];
        } else {
            digits.insert(digits.begin(), '1');
            ++point;
        }
    }
    stripZeros();
}

void NumberBuffer::stripZeros() {
    while (!digits.empty() && digits.back() == '0') digits.pop_back();
}

}  // namespace mgc::expression
