#pragma once
#include <QString>

#include "management/messages.h"

namespace mgc::ui {

/// The cause of an answer that is not 2xx, in sentences: who refused, which policy, with what numbers, when it can pass again.
struct Why {
    QString question;  ///< "Why 429?"; empty: nothing to explain
    QString cause;     ///< rich text, escaped but for <b>
};
[[nodiscard]] Why whyOf(const management::RequestDetail& detail);

/// The step that ended the request (failed or answered in place of the backend); null if none did.
[[nodiscard]] const management::StepRecord* endingStep(const management::RequestDetail& detail);
/// Value of a response header, empty if absent.
[[nodiscard]] QString responseHeader(const management::RequestDetail& detail, const char* name);

}  // namespace mgc::ui
