#include "expression/syntax/findings.h"

#include <cstdio>

namespace mgc::expression {

std::string findingCode(int csharp) {
    // C# numbers below 500 keep their last three digits; those from 1000 on are moved to 500..999 (1061 -> 561, 1502 -> 902 + ...).
    const int number = csharp < 500 ? csharp : 500 + csharp % 500;
    char text[16];
    std::snprintf(text, sizeof text, "MGC3%03d", number);
    return text;
}

}  // namespace mgc::expression
