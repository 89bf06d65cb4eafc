#pragma once
#include <QString>
#include <QStringList>

#include "management/messages.h"

namespace mgc::ui {

/// What one chunk of a chat stream says to a reader: the text of its delta, "usage", "[DONE]", "comment", or the raw text.
[[nodiscard]] QString chunkSays(const std::string& text);
/// Faults of a stream against the protocol: no [DONE], no usage though one was asked for, events that are not JSON.
[[nodiscard]] QStringList streamFaults(const management::RequestDetail& detail);

}  // namespace mgc::ui
