#pragma once
#include <QString>
#include <string_view>

namespace mgc::ui {

/// UTF-8 of the core as Qt's text.
[[nodiscard]] inline QString toText(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

}  // namespace mgc::ui
