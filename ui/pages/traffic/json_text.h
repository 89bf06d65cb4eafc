#pragma once
#include <QByteArray>
#include <QString>

#include "management/messages.h"

namespace mgc::ui {

/// `text` indented by two spaces where it is JSON (objects keep their order), else as it is. Never throws, bounded by its input.
[[nodiscard]] QString prettyJson(const QString& text);
/// A message as it went over the wire: start line, headers, blank line, body (JSON indented when `pretty`).
[[nodiscard]] QString requestText(const management::Message& message, bool pretty);
[[nodiscard]] QString responseText(const management::Message& message, bool pretty);
/// A curl command for a POSIX shell that sends the request to `gateway` again; masked secrets become shell variables.
[[nodiscard]] QString curlText(const management::Message& request, const QString& gateway);

}  // namespace mgc::ui
